/**
 * Files that are never sent: what `sonde.context.exclude` names.
 */
import { expand } from "brace-expansion";
import ignore, { type Ignore } from "ignore";
import * as v from "valibot";
import * as vscode from "vscode";

const patterns = v.fallback(v.array(v.string()), []);

/** The globs of `sonde.context.exclude` as they hold for a file or a folder, without braces. */
export function excludedPatterns(place: vscode.Uri): readonly string[] {
  const given = vscode.workspace.getConfiguration("sonde", place).get("context.exclude");
  return v.parse(patterns, given).flatMap((pattern) => expand(pattern));
}

/** Matches paths that are relative to a place. */
export function exclusionsAt(place: vscode.Uri): Ignore {
  return ignore().add([...excludedPatterns(place)]);
}
