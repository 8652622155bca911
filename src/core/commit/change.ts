/**
 * What changed between two states of a repository, as data. Owns the shapes that packing, prompts and the split share;
 * how they are read from git is the host's.
 */

/** One side of a changed file as git keeps it; `mode` is `000000` where the file is not there. */
export interface Side {
  /** `100644`, `100755`, `120000` (link), `160000` (submodule) or `000000`. */
  readonly mode: string;
  /** Id of the object; all zeros where there is none. */
  readonly oid: string;
}

/** A run of changed lines with up to three lines around it. Line numbers are from 1. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** Lines that begin with `+`, `-`, a blank or `\`, decoded for people and models to read. */
  readonly lines: readonly string[];
}

/** One changed file. */
export interface FileChange {
  readonly kind: "added" | "deleted" | "modified" | "renamed" | "retyped";
  readonly path: string;
  /** Where the file was before; only for `renamed`. */
  readonly oldPath?: string | undefined;
  readonly before: Side;
  readonly after: Side;
  /** Whether git takes it for binary; then there are no hunks. */
  readonly isBinary: boolean;
  readonly hunks: readonly Hunk[];
}

/** Whether either side is a submodule. */
export function isSubmodule({ before, after }: FileChange): boolean {
  return before.mode === "160000" || after.mode === "160000";
}

/** Whether the executable bit changed and the file was and stays a file. */
export function changesMode({ before, after, kind }: FileChange): boolean {
  return (kind === "modified" || kind === "renamed") && before.mode !== after.mode;
}

/** How many lines a file gained and lost. */
export function lineCounts({ hunks }: Pick<FileChange, "hunks">): {
  readonly added: number;
  readonly deleted: number;
} {
  let added = 0;
  let deleted = 0;
  for (const { lines } of hunks) {
    for (const line of lines) {
      if (line.startsWith("+")) added += 1;
      else if (line.startsWith("-")) deleted += 1;
    }
  }
  return { added, deleted };
}
