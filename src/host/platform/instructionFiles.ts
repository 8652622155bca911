/**
 * The project's own words about how its code is to be written: `AGENTS.md` and its like, those nearest to a file
 * first. They are read anew each time and sent as material, never as commands.
 */
import * as vscode from "vscode";
import {
  instructionsOf,
  type FoundInstructions,
  type InstructionFile,
} from "../../core/context/instructions.ts";
import { mayBeRead, openGate } from "./leaving.ts";
import { placeName } from "./placeNames.ts";

const anywhere = ["AGENTS.md", ".cursorrules"];
const atTop = [".github/copilot-instructions.md"];

/** The instruction files for a file, nearest first. None in a workspace that is not trusted. */
export async function instructionFilesFor(uri: vscode.Uri): Promise<readonly InstructionFile[]> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder || !vscode.workspace.isTrusted) return [];
  const candidates: vscode.Uri[] = [];
  for (let place = vscode.Uri.joinPath(uri, ".."); ; place = vscode.Uri.joinPath(place, "..")) {
    const isTop = place.path === folder.uri.path;
    const names = isTop ? [...anywhere, ...atTop] : anywhere;
    candidates.push(...names.map((name) => vscode.Uri.joinPath(place, name)));
    if (isTop || place.path.length < folder.uri.path.length) break;
  }
  return (await readAll(candidates)).files;
}

/**
 * The instruction files at the top of the workspace's folders, for a whole conversation. None in a workspace that is
 * not trusted.
 */
export async function workspaceInstructions(): Promise<FoundInstructions> {
  if (!vscode.workspace.isTrusted) return { files: [], leftOut: [] };
  const folders = vscode.workspace.workspaceFolders ?? [];
  const candidates = folders.flatMap(({ uri }) =>
    [...anywhere, ...atTop].map((name) => vscode.Uri.joinPath(uri, name)),
  );
  return readAll(candidates);
}

/** Those that are there and that may leave. */
async function readAll(candidates: readonly vscode.Uri[]): Promise<FoundInstructions> {
  const gate = openGate();
  const found = await Promise.all(
    candidates.map(async (uri) => {
      const text = (await mayBeRead(uri, gate)) ? await readText(uri) : undefined;
      return text === undefined ? [] : [{ path: placeName(uri), text }];
    }),
  );
  return instructionsOf(found.flat());
}

/** Calls back when an instruction file comes, changes or goes. */
export function watchInstructions(callback: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(
    "**/{AGENTS.md,.cursorrules,copilot-instructions.md}",
  );
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(callback),
    watcher.onDidCreate(callback),
    watcher.onDidDelete(callback),
    vscode.workspace.onDidGrantWorkspaceTrust(callback),
  );
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return new TextDecoder().decode(bytes);
  } catch {
    // Not there, which is the usual case.
    return undefined;
  }
}
