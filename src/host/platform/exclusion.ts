/**
 * Files that are never sent: what `sonde.context.exclude` names.
 */
import * as vscode from "vscode";
import { readSettings } from "./settings.ts";

/** Whether `sonde.context.exclude` names a document. */
export function isExcluded(document: vscode.TextDocument): boolean {
  return readSettings().exclude.some((pattern) => vscode.languages.match({ pattern }, document) > 0);
}
