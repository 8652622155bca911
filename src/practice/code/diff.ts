/**
 * Reads a unified diff as git writes it, wherever in a message it stands. Owns which files it touches and how.
 */

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
  return /^diff --git |^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/m.test(text);
}

/** The files that a diff touches, in its order. */
export function readDiff(text: string): readonly ChangedFile[] {
  const files: Open[] = [];
  let oldLines = 0;
  let newLines = 0;
  for (const line of text.split(/\r?\n/)) {
    const file = files.at(-1);
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
      if (hunk[3]) file.around.push(hunk[3]);
    } else readHeader(line, files);
  }
  return files;
}

function readHeader(line: string, files: Open[]): void {
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

function opened(path: string): Open {
  return { path, before: undefined, change: "changed", added: [], removed: [], around: [] };
}
