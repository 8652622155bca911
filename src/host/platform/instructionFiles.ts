/**
 * The project's own words about how its code is to be written: `AGENTS.md` and its like, those nearest to a file
 * first. They are read anew each time and sent as material, never as commands.
 */
import * as vscode from "vscode";
import type { ProjectInstructions } from "../../core/prompts/edit.ts";

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

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return new TextDecoder().decode(bytes);
  } catch {
    // Not there, which is the usual case.
    return undefined;
  }
}
