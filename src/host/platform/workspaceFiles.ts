/**
 * The files of the workspace that may be offered. What is ignored or excluded is passed over while it is searched, so that
 * a bound counts what can be offered, and not what `node_modules` holds.
 */
import * as vscode from "vscode";
import * as v from "valibot";
import { excludeGlob, rulesFromBelow } from "../../core/text/excludeGlob.ts";
import { pathIn } from "../../core/text/folderPaths.ts";
import { excludedPatterns, passing, type Gate } from "./leaving.ts";

/** VS Code's own table: patterns that are switched on; one with a condition is left to who made it. */
const switches = v.fallback(v.record(v.string(), v.unknown()), {});

/** Most ignore files below the top of a folder that thin a search. */
const mostIgnoreFiles = 200;

/** Those that the gate lets pass, of each folder so many at most. */
export async function offerableFiles(gate: Gate, most: number): Promise<readonly vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const lists = await Promise.all(folders.map(({ uri }) => filesOf(uri, most)));
  return passing(lists.flat(), gate);
}

/** The files of a folder, without much of what the gate would not let pass. */
async function filesOf(folder: vscode.Uri, most: number): Promise<readonly vscode.Uri[]> {
  const globs = switchedOn(folder);
  const rules = [excludedPatterns(folder), ...(await rulesIn(folder))];
  const search = (names: string, given: readonly (readonly string[])[], bound: number) =>
    vscode.workspace.findFiles(new vscode.RelativePattern(folder, names), excludeGlob(globs, given), bound);
  const found = await search("**/*", rules, most);
  if (found.length < most) return found;
  // The bound is used up, perhaps by what an ignore file further down names.
  const files = await search("*/**/{.gitignore,.sondeignore}", rules, mostIgnoreFiles);
  const places = new Map(files.map((file) => [file.path.slice(0, file.path.lastIndexOf("/")), file]));
  const below = await Promise.all(
    [...places].map(async ([path, file]) => {
      const name = pathIn(folder.path, path);
      return (await rulesIn(vscode.Uri.joinPath(file, ".."))).map((lines) => rulesFromBelow(name, lines));
    }),
  );
  return below.length > 0 ? search("**/*", [...rules, ...below.flat()], most) : found;
}

/** What VS Code's own search passes over. What `files.exclude` names, it passes over by itself. */
function switchedOn(folder: vscode.Uri): readonly string[] {
  const table = vscode.workspace.getConfiguration("search", folder).get("exclude");
  return Object.entries(v.parse(switches, table)).flatMap(([glob, isOn]) => (isOn === true ? [glob] : []));
}

/** What the ignore files in a folder name. Where ours takes something back, that may be of what git's names. */
async function rulesIn(folder: vscode.Uri): Promise<readonly (readonly string[])[]> {
  const [git = [], own = []] = await Promise.all(
    [".gitignore", ".sondeignore"].map((name) => linesOf(vscode.Uri.joinPath(folder, name))),
  );
  return own.some((line) => line.startsWith("!")) ? [] : [git, own];
}

async function linesOf(file: vscode.Uri): Promise<readonly string[]> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file)).split("\n");
  } catch {
    return [];
  }
}
