/**
 * The files of the workspace that may be offered. What is ignored or excluded is passed over while it is searched, so that
 * a bound counts what can be offered, and not what `node_modules` holds.
 */
import * as vscode from "vscode";
import * as v from "valibot";
import { excludeGlob } from "../../core/text/excludeGlob.ts";
import { excludedPatterns, passing, type Gate } from "./leaving.ts";

/** VS Code's own table: patterns that are switched on; one with a condition is left to who made it. */
const switches = v.fallback(v.record(v.string(), v.unknown()), {});

/** Those that the gate lets pass, of each folder so many at most. */
export async function offerableFiles(gate: Gate, most: number): Promise<readonly vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const lists = await Promise.all(
    folders.map(async ({ uri }) => {
      const pattern = new vscode.RelativePattern(uri, "**/*");
      return vscode.workspace.findFiles(pattern, await passedOver(uri), most);
    }),
  );
  return passing(lists.flat(), gate);
}

/** What a search of a folder need not look into. What `files.exclude` names, VS Code passes over by itself. */
async function passedOver(folder: vscode.Uri): Promise<string> {
  const table = vscode.workspace.getConfiguration("search", folder).get("exclude");
  const globs = Object.entries(v.parse(switches, table)).flatMap(([glob, isOn]) =>
    isOn === true ? [glob] : [],
  );
  return excludeGlob(globs, [
    excludedPatterns(folder),
    await linesOf(vscode.Uri.joinPath(folder, ".gitignore")),
  ]);
}

async function linesOf(file: vscode.Uri): Promise<readonly string[]> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file)).split("\n");
  } catch {
    return [];
  }
}
