/**
 * What tells the open workspace from others: its file, or its folders.
 */
import * as vscode from "vscode";
import type { Workspace } from "./conversationFiles.ts";

/** The open workspace; name and key are empty where none is open. */
export function workspaceIdentity(): Workspace {
  const { workspaceFile, workspaceFolders = [], name = "" } = vscode.workspace;
  const uris = workspaceFile ? [workspaceFile] : workspaceFolders.map((folder) => folder.uri);
  return { name, key: uris.map((uri) => uri.toString()).join("\n") };
}
