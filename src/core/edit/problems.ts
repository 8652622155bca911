/**
 * What a change did to the problems of a document: which are new, and whether those that it was to mend are gone. Lines
 * move with an edit, so a problem is known by its words.
 */

/** A problem, as far as it is told from others. */
export interface Problem {
  readonly severity: number;
  readonly source?: string | undefined;
  readonly message: string;
}

/** The problems of `after` that `before` does not have: as often as they stand there. */
export function newProblems<P extends Problem>(
  before: readonly Problem[],
  after: readonly P[],
): readonly P[] {
  const left = countsOf(before);
  return after.filter((problem) => {
    const count = left.get(keyOf(problem)) ?? 0;
    left.set(keyOf(problem), count - 1);
    return count <= 0;
  });
}

/** Whether all of `wanted`, which stood in `before`, are gone: others in the same words may stay. */
export function areGone(
  wanted: readonly Problem[],
  before: readonly Problem[],
  after: readonly Problem[],
): boolean {
  const had = countsOf(before);
  const has = countsOf(after);
  return [...countsOf(wanted)].every(([key, count]) => {
    const others = Math.max(0, (had.get(key) ?? 0) - count);
    return (has.get(key) ?? 0) <= others;
  });
}

function countsOf(problems: readonly Problem[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const problem of problems) counts.set(keyOf(problem), (counts.get(keyOf(problem)) ?? 0) + 1);
  return counts;
}

function keyOf({ message, source, severity }: Problem): string {
  return `${severity} ${source ?? ""} ${message}`;
}
