/**
 * Whether a plan may go on after a hook, such as a formatter, has put something else into a commit than was planned.
 */
import type { GitProgram } from "../../platform/gitProgram.ts";
import { changesOfId, type Sorted } from "./planTrees.ts";

/** A commit that a hook has altered. */
export interface Altered {
  /** The parts that it was planned to hold. */
  readonly parts: readonly string[];
  /** Its parts, and those of all commits before it. */
  readonly applied: ReadonlySet<string>;
  /** Trees as they were planned or known, and as they are. */
  readonly pairs: readonly (readonly [before: string, after: string])[];
}

/**
 * Whether all that differs are files that the commit was to change, and that no part to come, or left out, changes too.
 * Then what follows undoes nothing: it keeps every file that it doesn't change as the commit before holds it.
 */
export async function fitsAltered(
  git: GitProgram,
  sorted: Sorted,
  { parts, applied, pairs }: Altered,
): Promise<boolean> {
  const own = pathsOf(sorted, parts);
  const toCome = pathsOf(
    sorted,
    [...sorted.parts.keys()].filter((id) => !applied.has(id)),
  );
  for (const [before, after] of pairs) {
    for (const path of await differing(git, before, after)) {
      if (!own.has(path) || toCome.has(path)) return false;
    }
  }
  return true;
}

/** The paths that parts touch, by their ids, as latin1. */
function pathsOf(sorted: Sorted, ids: readonly string[]): ReadonlySet<string> {
  const changes = ids.flatMap((id) => changesOfId(sorted, id)).map((index) => sorted.changes[index]);
  return new Set(
    changes.flatMap((change) =>
      [change?.rawPath, change?.rawOldPath].flatMap((path) => path?.toString("latin1") ?? []),
    ),
  );
}

/** The paths that differ between two trees, as latin1. */
async function differing(git: GitProgram, before: string, after: string): Promise<readonly string[]> {
  const output = await git.output(["diff-tree", "-r", "-z", "--name-only", "--no-renames", before, after]);
  return output
    .toString("latin1")
    .split("\0")
    .filter((path) => path !== "");
}
