/**
 * What files and folders are called towards the person and the model: by their paths in the workspace, behind the name of
 * their folder where there are several; and which places such a name may mean.
 */
import * as vscode from "vscode";

/** The name of a place, also of a version of a file; its whole path where it lies outside of the workspace. */
export function placeName(shown: vscode.Uri): string {
  const uri = inWorkspace(shown) ?? shown;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder?.uri.toString() === uri.toString()) return folderName(folder);
  const path = vscode.workspace.asRelativePath(uri, false);
  return folder && hasSeveral() ? `${folderName(folder)}/${path}` : path;
}

/** The places that a name may mean, those that it begins with the folder of first. */
export function placesNamed(name: string): readonly vscode.Uri[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const inNamed = folders.flatMap((folder) => {
    const named = [folderName(folder), folder.name].find((one) => `${name}/`.startsWith(`${one}/`));
    return hasSeveral() && named !== undefined
      ? [vscode.Uri.joinPath(folder.uri, name.slice(named.length))]
      : [];
  });
  return [...inNamed, ...folders.map(({ uri }) => vscode.Uri.joinPath(uri, name))];
}

/**
 * The file of the workspace that an address stands for; undefined where it is none. Who shows versions of files (`git:`,
 * `review:`, the local history) keeps their paths under a scheme of its own, which no workspace folder has.
 */
export function inWorkspace(uri: vscode.Uri): vscode.Uri | undefined {
  if (vscode.workspace.getWorkspaceFolder(uri)) return uri;
  if (uri.scheme === "file") return undefined;
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders
    .map((folder) => folder.uri.with({ path: uri.path }))
    .find((one) => vscode.workspace.getWorkspaceFolder(one));
}

function hasSeveral(): boolean {
  return (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
}

/** A folder's name, with as much of the way to it as it takes to tell it from others of that name. */
function folderName({ name, uri, index }: vscode.WorkspaceFolder): string {
  const others = (vscode.workspace.workspaceFolders ?? []).filter((one) => one.index !== index);
  if (!others.some((one) => one.name === name)) return name;
  const steps = uri.path.split("/");
  const tails = steps.map((_, at) => steps.slice(at).join("/")).toReversed();
  const own = tails.slice(1).find((tail) => others.every((one) => !`/${one.uri.path}`.endsWith(`/${tail}`)));
  return own ?? `${name} (${index + 1})`;
}
