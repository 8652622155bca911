/**
 * Reads a diff, wherever in a message it stands: as git writes it, or as Sonde asks for commit messages
 * (core/commit/changeText.ts). Owns which files it touches and how.
 */

import { plain } from "./source.ts";

/** One file of a diff. */
export interface ChangedFile {
  readonly path: string;
  /** The path it had before, where it was renamed. */
  readonly before?: string | undefined;
  readonly change: "added" | "removed" | "renamed" | "changed";
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** What git names behind the `@@` of the hunks: the function around the change. */
  readonly around: readonly string[];
}

const beginning = /^(?:<\/?file\b|<\/changes>|@@ -|diff --git )/;

interface Open {
  path: string;
  before: string | undefined;
  change: ChangedFile["change"];
  readonly added: string[];
  readonly removed: string[];
  readonly around: string[];
}

/** Whether a text has a diff in it. */
export function hasDiff(text: string): boolean {
  return /^diff --git |^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@|^<file path="[^"]*" change="/m.test(text);
}

/** The files that a diff touches, in its order. */
export function readDiff(text: string): readonly ChangedFile[] {
  const files: Open[] = [];
  let oldLines = 0;
  let newLines = 0;
  for (const line of text.split(/\r?\n/)) {
    const file = files.at(-1);
    // Where lines were left out of a hunk, its count never runs out; what begins anew ends it.
    if (beginning.test(line)) oldLines = newLines = 0;
    if (file && (oldLines > 0 || newLines > 0)) {
      if (line.startsWith("+")) file.added.push(line.slice(1));
      else if (line.startsWith("-")) file.removed.push(line.slice(1));
      if (!/^[+\\]/.test(line)) oldLines -= 1;
      if (!/^[-\\]/.test(line)) newLines -= 1;
      continue;
    }
    const hunk = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@ ?(.*)$/.exec(line);
    if (hunk && file) {
      oldLines = Number(hunk[1] ?? 1);
      newLines = Number(hunk[2] ?? 1);
      if (hunk[3] && !hunk[3].startsWith("part ")) file.around.push(hunk[3]);
    } else readHeader(line, files);
  }
  return files;
}

function readHeader(line: string, files: Open[]): void {
  const element = /^<file path="([^"]*)" change="([^"]*)"/.exec(line);
  if (element) {
    files.push(fromElement(plain(element[1] ?? ""), plain(element[2] ?? "")));
    return;
  }
  const begun = /^diff --git "?a\/(.*?)"? "?b\/(.*?)"?$/.exec(line);
  if (begun) {
    files.push(opened(begun[2] ?? ""));
    return;
  }
  const [, sign, path = ""] = /^(---|\+\+\+) "?(?:[ab]\/)?(.*?)"?\t?$/.exec(line) ?? [];
  const last = files.at(-1);
  if (sign === "---" && (!last || last.added.length + last.removed.length > 0)) files.push(opened(path));
  const file = files.at(-1);
  if (!file) return;
  if (sign === "+++" && path !== "/dev/null") file.path = path;
  if (line.startsWith("new file mode") || (sign === "---" && path === "/dev/null")) file.change = "added";
  if (line.startsWith("deleted file mode") || (sign === "+++" && path === "/dev/null"))
    file.change = "removed";
  const from = /^rename from (.+)$/.exec(line)?.[1];
  if (from !== undefined) {
    file.before = from;
    file.change = "renamed";
  }
}

function fromElement(path: string, told: string): Open {
  const before = /^renamed from (.+?)(?:, (?:mode|binary|\d+ lines) .*|, binary)?$/.exec(told)?.[1];
  const kind = told.startsWith("added") ? "added" : told.startsWith("deleted") ? "removed" : "changed";
  return { ...opened(path), before, change: before === undefined ? kind : "renamed" };
}

function opened(path: string): Open {
  return { path, before: undefined, change: "changed", added: [], removed: [], around: [] };
}
