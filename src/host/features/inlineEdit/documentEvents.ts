/**
 * What happens to the documents of edits: they change, are closed and opened again, get another name, or become a file.
 * Edits follow.
 */
import * as vscode from "vscode";
import type { Desk } from "./desk.ts";
import { changesOf } from "./documents.ts";
import type { Edit } from "./edit.ts";

/** Passes it on to the edits of a desk. */
export function passOnDocumentEvents(desk: Desk): vscode.Disposable {
  /** Documents of edits that are not open, by their addresses. */
  const closed = new Set<string>();
  const move = (edit: Edit, uri: vscode.Uri): void => {
    desk.zones.remove(edit);
    edit.rename(uri);
    const document = desk.openDocument(edit);
    if (document) edit.documentOpened(document);
    else closed.add(uri.toString());
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument((event) => {
      const { document } = event;
      const changes = changesOf(event);
      for (const edit of desk.editsOf(document.uri)) edit.documentChanged(document, changes);
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (!closed.delete(document.uri.toString())) return;
      for (const edit of desk.editsOf(document.uri)) edit.documentOpened(document);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      const edits = desk.editsOf(document.uri);
      if (edits.length === 0) return;
      if (!document.isUntitled) {
        closed.add(document.uri.toString());
        return;
      }
      // It is closed when it is saved as a file, too; else its edits end with it.
      const saved = fileOf(document);
      for (const edit of edits) {
        if (saved) move(edit, saved.uri);
        else edit.close();
      }
    }),
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) {
        for (const edit of desk.edits.filter(({ uri }) => isIn(uri, oldUri))) {
          move(edit, newUri.with({ path: newUri.path + edit.uri.path.slice(oldUri.path.length) }));
        }
      }
    }),
  );
}

/** The open file that an untitled document was saved as: the one at its place, else the last one with its text. */
function fileOf(untitled: vscode.TextDocument): vscode.TextDocument | undefined {
  const text = untitled.getText();
  const files = vscode.workspace.textDocuments.filter(
    ({ isUntitled, uri }) => !isUntitled && vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true,
  );
  return (
    files.find(({ uri }) => uri.path === untitled.uri.path) ??
    files.findLast((one) => text !== "" && one.getText() === text)
  );
}

/** Whether a file is the one at a place, or in the folder there. */
function isIn({ scheme, path }: vscode.Uri, place: vscode.Uri): boolean {
  return scheme === place.scheme && (path === place.path || path.startsWith(`${place.path}/`));
}
