/**
 * Which lines differ between two texts. Small texts are compared as a whole; large ones are first cut at the lines
 * that stand exactly once in both (the anchors), and only what lies between two anchors is compared. The comparison
 * is `diff`'s, always with a limit: a part that differs too much counts as replaced.
 */
import { diffArrays } from "diff";

/** Lines `oldStart` to `oldEnd` (excluded) of the old text are replaced by those of the new. From 0. */
export interface Change {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Lines of both sides together up to which anchors are not worth their while. */
const smallSize = 600;
/**
 * Most single edits that `diff` may look for in one part. Its cost grows with the square: 300 take some 5 ms, a part of
 * a frame. A limit in time would make the same two texts differ in other places on a busy machine.
 */
const editLimit = 300;

/** The changes that make the new lines of the old ones, in order, none touching the next. */
export function lineChanges(oldLines: readonly string[], newLines: readonly string[]): readonly Change[] {
  const steps = lineChangeSteps(oldLines, newLines);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in steps of a few milliseconds each: whoever runs it may let others in between two steps. */
export function* lineChangeSteps(
  oldLines: readonly string[],
  newLines: readonly string[],
): Generator<undefined, readonly Change[]> {
  const numbers = new Map<string, number>();
  const number = (line: string): number => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, numbers.size);
    return numbers.size - 1;
  };
  const old = oldLines.map(number);
  if (old.length > 1000) yield undefined;
  const fresh = newLines.map(number);
  if (fresh.length > 1000) yield undefined;
  const changes: Change[] = [];
  const open: Change[] = [{ oldStart: 0, oldEnd: old.length, newStart: 0, newEnd: fresh.length }];
  for (let next = open.pop(); next; next = open.pop()) {
    const part = withoutCommonEnds(next, old, fresh);
    const { oldStart, oldEnd, newStart, newEnd } = part;
    if (oldStart === oldEnd && newStart === newEnd) continue;
    const size = oldEnd - oldStart + newEnd - newStart;
    const parts = size > smallSize ? betweenAnchors(part, old, fresh) : [];
    if (size > smallSize) yield undefined;
    if (parts.length > 1) {
      for (const one of parts.toReversed()) open.push(one);
    } else {
      changes.push(...compared(part, old, fresh));
    }
    if (size > 50) yield undefined;
  }
  return joined(changes);
}

function withoutCommonEnds(part: Change, old: readonly number[], fresh: readonly number[]): Change {
  let { oldStart, oldEnd, newStart, newEnd } = part;
  while (oldStart < oldEnd && newStart < newEnd && old[oldStart] === fresh[newStart]) {
    oldStart += 1;
    newStart += 1;
  }
  while (oldStart < oldEnd && newStart < newEnd && old[oldEnd - 1] === fresh[newEnd - 1]) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  return { oldStart, oldEnd, newStart, newEnd };
}

/** Cuts a part at the lines that stand once on both sides and in the same order. One part: nothing to cut at. */
function betweenAnchors(part: Change, old: readonly number[], fresh: readonly number[]): readonly Change[] {
  const oldPlaces = singles(old, part.oldStart, part.oldEnd);
  const pairs: { readonly oldAt: number; readonly newAt: number }[] = [];
  for (const [line, newAt] of singles(fresh, part.newStart, part.newEnd)) {
    const oldAt = newAt < 0 ? undefined : oldPlaces.get(line);
    if (oldAt !== undefined && oldAt >= 0) pairs.push({ oldAt, newAt });
  }
  const parts: Change[] = [];
  let { oldStart, newStart } = part;
  for (const { oldAt, newAt } of longestRising(pairs)) {
    parts.push({ oldStart, oldEnd: oldAt, newStart, newEnd: newAt });
    oldStart = oldAt + 1;
    newStart = newAt + 1;
  }
  parts.push({ oldStart, oldEnd: part.oldEnd, newStart, newEnd: part.newEnd });
  return parts;
}

/** Where each line stands, -1 for one that stands more than once. In the order of first appearance. */
function singles(lines: readonly number[], start: number, end: number): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let at = start; at < end; at += 1) {
    const line = lines[at] ?? -1;
    places.set(line, places.has(line) ? -1 : at);
  }
  return places;
}

/** The longest run of pairs, given by rising `newAt`, whose `oldAt` rises too (patience sorting). */
function longestRising<T extends { readonly oldAt: number }>(pairs: readonly T[]): readonly T[] {
  const piles: number[] = [];
  const before: number[] = [];
  pairs.forEach((pair, index) => {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[piles[middle] ?? 0]?.oldAt ?? 0) < pair.oldAt) low = middle + 1;
      else high = middle;
    }
    before[index] = piles[low - 1] ?? -1;
    piles[low] = index;
  });
  const run: T[] = [];
  for (let at = piles.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair) run.push(pair);
  }
  return run.toReversed();
}

/** What `diff` finds in a part; the part itself as one change where it differs too much, or has nothing in common. */
function compared(part: Change, old: readonly number[], fresh: readonly number[]): readonly Change[] {
  const { oldStart, oldEnd, newStart, newEnd } = part;
  const before = old.slice(oldStart, oldEnd);
  const after = fresh.slice(newStart, newEnd);
  const there = new Set(before);
  if (!after.some((line) => there.has(line))) return [part];
  const pieces = diffArrays(before, after, { maxEditLength: editLimit });
  if (!pieces) return [part];
  const changes: Change[] = [];
  let oldAt = oldStart;
  let newAt = newStart;
  for (const { added, removed, count } of pieces) {
    const oldNext = added ? oldAt : oldAt + count;
    const newNext = removed ? newAt : newAt + count;
    if (added || removed)
      changes.push({ oldStart: oldAt, oldEnd: oldNext, newStart: newAt, newEnd: newNext });
    oldAt = oldNext;
    newAt = newNext;
  }
  return changes;
}

/** Neighbouring changes without a kept line between them as one. */
function joined(changes: readonly Change[]): readonly Change[] {
  const result: Change[] = [];
  for (const change of changes) {
    const last = result.at(-1);
    if (last && last.oldEnd === change.oldStart && last.newEnd === change.newStart) {
      result[result.length - 1] = { ...last, oldEnd: change.oldEnd, newEnd: change.newEnd };
    } else {
      result.push(change);
    }
  }
  return result;
}
