/**
 * The one guard before a file of the user is changed or made. It looks at the final real path: inside the workspace,
 * no link out of it; files that decide what runs here are asked about by name. Asked again at the moment of writing,
 * because a link may have been put there in between.
 */
import { lstat } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import * as vscode from "vscode";
import { isGuardedPath, isInside } from "../../core/edit/guardedPaths.ts";
import { askModally, showError } from "./notices.ts";
import { realPathOf } from "./realPath.ts";

const { l10n } = vscode;

/** What the guard says of a file. */
export type Verdict =
  | { readonly kind: "free"; readonly realPath: string }
  | { readonly kind: "ask"; readonly realPath: string; readonly reason: string }
  | { readonly kind: "refused"; readonly reason: string };

/** Who wants to change the file: a person who had it open, or the text of an answer that named it. */
export type Asker = "person" | "answer";

/** Looks at a file that is to be changed or made. */
export async function judge(uri: vscode.Uri, asker: Asker): Promise<Verdict> {
  // A document that has no place on the disk yet, not even one where it is to be saved, harms nothing there.
  const isPlaceless = uri.scheme === "untitled" && !uri.path.startsWith("/");
  if (isPlaceless || (uri.scheme === "untitled" && asker === "person")) {
    return { kind: "free", realPath: uri.path };
  }
  const name = vscode.workspace.asRelativePath(uri, false);
  if (uri.scheme !== "file" && uri.scheme !== "untitled") return judgeVirtual(uri, name);
  const realPath = await finalPath(uri.fsPath);
  if (realPath === undefined) return { kind: "refused", reason: l10n.t("{0} can't be found.", name) };
  const folders = vscode.workspace.workspaceFolders ?? [];
  const roots = await Promise.all(folders.map(({ uri: { fsPath } }) => finalPath(fsPath)));
  const root = roots.find((one) => one !== undefined && isInside(realPath, one, sep));
  if (root === undefined) {
    const isLink = folders.some(({ uri: { fsPath } }) => isInside(uri.fsPath, fsPath, sep));
    const reason = isLink
      ? l10n.t("{0} is a link to {1}, which lies outside the workspace.", name, realPath)
      : l10n.t("{0} lies outside the workspace.", realPath);
    return asker === "answer" ? { kind: "refused", reason } : { kind: "ask", realPath, reason };
  }
  if (isGuardedPath(realPath.slice(root.length)) || isGuardedPath(name)) {
    return { kind: "ask", realPath, reason: guardedReason(name) };
  }
  return { kind: "free", realPath };
}

/**
 * Whether the file may be changed: asks the person where that is due, and looks again after the answer. `button` names
 * what will be done, such as "Change It".
 */
export async function mayWrite(uri: vscode.Uri, asker: Asker, button: string): Promise<boolean> {
  const verdict = await judge(uri, asker);
  switch (verdict.kind) {
    case "free":
      return true;
    case "refused":
      void showError(verdict.reason);
      return false;
    case "ask": {
      const pressed = await askModally(verdict.reason, [button]);
      if (pressed !== button) return false;
      const again = await judge(uri, asker);
      if (again.kind !== "refused" && again.realPath === verdict.realPath) return true;
      const name = vscode.workspace.asRelativePath(uri, false);
      const moved = l10n.t("{0} leads somewhere else by now. Nothing was written.", name);
      void showError(again.kind === "refused" ? again.reason : moved);
      return false;
    }
  }
}

/** Makes a new file. False where it may not be, or could not be: the person is told why. */
export async function createFile(uri: vscode.Uri, text: string): Promise<boolean> {
  if (!(await mayWrite(uri, "answer", l10n.t("Create It")))) return false;
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { contents: new TextEncoder().encode(text), ignoreIfExists: false });
  if (await vscode.workspace.applyEdit(edit)) return true;
  const name = vscode.workspace.asRelativePath(uri, false);
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  void showError(
    isThere
      ? l10n.t("{0} is there already. Press Apply again to see what would change in it.", name)
      : l10n.t("{0} could not be written.", name),
  );
  return false;
}

function judgeVirtual(uri: vscode.Uri, name: string): Verdict {
  if (!vscode.workspace.getWorkspaceFolder(uri)) {
    return { kind: "ask", realPath: uri.path, reason: l10n.t("{0} lies outside the workspace.", uri.path) };
  }
  if (isGuardedPath(uri.path)) return { kind: "ask", realPath: uri.path, reason: guardedReason(name) };
  return { kind: "free", realPath: uri.path };
}

function guardedReason(name: string): string {
  return l10n.t(
    "{0} can decide what runs on this machine, or what a model is told. Change it only if you know why.",
    name,
  );
}

/**
 * The real path of a file; where it is not there yet, that of the nearest folder that is, and the rest. Undefined for
 * what is there without one, such as a link that leads nowhere: writing to it would make a file where it points.
 */
async function finalPath(path: string): Promise<string | undefined> {
  try {
    return await realPathOf(path);
  } catch {
    const isThere = await lstat(path).then(
      () => true,
      () => false,
    );
    const parent = dirname(path);
    if (isThere || parent === path) return undefined;
    const real = await finalPath(parent);
    return real === undefined ? undefined : join(real, basename(path));
  }
}
