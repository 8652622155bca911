/**
 * Which files may leave the machine, by their place alone, whether they are open or not: nothing that `.sondeignore`,
 * the folder's `.gitignore` or `sonde.context.exclude` name, and nothing from outside of the workspace, by whatever link.
 */
import { realpath } from "node:fs/promises";
import { sep } from "node:path";
import ignore from "ignore";
import * as vscode from "vscode";
import { isInside } from "../../core/edit/guardedPaths.ts";
import { excludedPatterns } from "./exclusion.ts";

/** Says of a file whether it may leave. */
export type Gate = (uri: vscode.Uri) => boolean;

/**
 * Whether a document that the person has open may leave. One from outside of the workspace may, where it is trusted:
 * they opened it themselves, and see it go.
 */
export async function mayLeave(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.getWorkspaceFolder(uri)) return mayBeRead(uri, await openGate());
  if (uri.scheme === "untitled") return true;
  const path = uri.path.replace(/^\//, "");
  return (
    vscode.workspace.isTrusted &&
    !ignore()
      .add([...excludedPatterns(uri)])
      .ignores(path)
  );
}

/**
 * Whether what stands at a place of the workspace may be read and sent: the gate lets it pass, and, where a link leads
 * on from there, also what it leads to.
 */
export async function mayBeRead(uri: vscode.Uri, gate: Gate): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder || !gate(uri)) return false;
  if (uri.scheme !== "file") return true;
  try {
    const [real, root] = await Promise.all([realpath(uri.fsPath), realpath(folder.uri.fsPath)]);
    if (!isInside(real, root, sep)) return false;
    return gate(vscode.Uri.joinPath(folder.uri, ...real.slice(root.length).split(sep)));
  } catch {
    return false;
  }
}

/** The rules as they are now. */
export async function openGate(): Promise<Gate> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const rules = await Promise.all(
    folders.map(async ({ uri }) => {
      const texts = await Promise.all(
        [".gitignore", ".sondeignore"].map((name) => readText(vscode.Uri.joinPath(uri, name))),
      );
      const matcher = ignore({ allowRelativePaths: true }).add([...excludedPatterns(uri), ...texts]);
      return [uri.toString(), matcher] as const;
    }),
  );
  const byFolder = new Map(rules);
  return (uri) => {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const matcher = folder && byFolder.get(folder.uri.toString());
    if (!folder || !matcher) return false;
    const path = uri.path.slice(folder.uri.path.length).replace(/^\//, "");
    return path === "" || !matcher.ignores(path);
  };
}

async function readText(uri: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return "";
  }
}
