/**
 * The project's own words about how its code is to be written: `AGENTS.md` and its like, those nearest to a file
 * first. They are read anew each time and sent as material, never as commands.
 */
import * as vscode from "vscode";
import { findSecrets } from "../../core/context/secrets.ts";
import type { InstructionFile } from "../../core/context/instructions.ts";
import type { ProjectInstructions } from "../../core/prompts/edit.ts";
import { mayBeRead, openGate } from "./leaving.ts";

/** Most characters of all of them together. */
const sizeLimit = 16_000;
const anywhere = ["AGENTS.md", ".cursorrules"];
const atTop = [".github/copilot-instructions.md"];

/** The instruction files for a file, nearest first. None in a workspace that is not trusted. */
export async function instructionFilesFor(uri: vscode.Uri): Promise<readonly ProjectInstructions[]> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder || !vscode.workspace.isTrusted) return [];
  const candidates: vscode.Uri[] = [];
  for (let place = vscode.Uri.joinPath(uri, ".."); ; place = vscode.Uri.joinPath(place, "..")) {
    const isTop = place.path === folder.uri.path;
    const names = isTop ? [...anywhere, ...atTop] : anywhere;
    candidates.push(...names.map((name) => vscode.Uri.joinPath(place, name)));
    if (isTop || place.path.length < folder.uri.path.length) break;
  }
  const texts = await Promise.all(candidates.map(readText));
  let left = sizeLimit;
  return candidates.flatMap((candidate, index) => {
    const text = texts[index]?.slice(0, left) ?? "";
    left -= text.length;
    return text.trim() === "" ? [] : [{ path: vscode.workspace.asRelativePath(candidate, false), text }];
  });
}

/**
 * The instruction files at the top of the workspace's folders, for a whole conversation. None in a workspace that is not
 * trusted, and none that may not leave or holds what looks like a secret.
 */
export async function workspaceInstructions(): Promise<readonly InstructionFile[]> {
  if (!vscode.workspace.isTrusted) return [];
  const gate = await openGate();
  const folders = vscode.workspace.workspaceFolders ?? [];
  const candidates = folders
    .flatMap(({ uri }) => [...anywhere, ...atTop].map((name) => vscode.Uri.joinPath(uri, name)))
    .filter(gate);
  const texts = await Promise.all(
    candidates.map(async (uri) => ((await mayBeRead(uri, gate)) ? readText(uri) : undefined)),
  );
  return candidates.flatMap((candidate, index) => {
    const text = texts[index]?.slice(0, sizeLimit) ?? "";
    if (text.trim() === "" || findSecrets(text).length > 0) return [];
    return [{ path: vscode.workspace.asRelativePath(candidate, folders.length > 1), text }];
  });
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
