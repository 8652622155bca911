/**
 * Files that are never sent: what `sonde.context.exclude` names.
 */
import * as vscode from "vscode";
import * as v from "valibot";

const patterns = v.fallback(v.array(v.string()), []);

/** The globs of `sonde.context.exclude` as they hold for a file or a folder. */
export function excludedPatterns(place: vscode.Uri): readonly string[] {
  return v.parse(patterns, vscode.workspace.getConfiguration("sonde", place).get("context.exclude"));
}

/** Whether `sonde.context.exclude` names a document. */
export function isExcluded(document: vscode.TextDocument): boolean {
  const isNamed = (pattern: string): boolean => vscode.languages.match({ pattern }, document) > 0;
  return excludedPatterns(document.uri).some(isNamed);
}
