/**
 * The difference between old lines and new lines that arrive one after the other. A new line that equals the next
 * old one costs one comparison. Others are collected until two telling lines in a row are found again among the next
 * old lines; only what was collected is then compared. So the whole costs no more than the text is long, and the view
 * of it is settled up to a few lines behind the stream. The end is another matter: see lineDiff.ts.
 */
import { lineChanges, type Change } from "./lineDiff.ts";
import { isTelling } from "./lines.ts";

/** How far ahead, in old lines, the stream may pick up again. */
const reach = 400;

/** How far a streamed diff has come. */
export interface StreamView {
  /** Settled changes, in order; `newStart` and `newEnd` count the new lines from 0. */
  readonly changes: readonly Change[];
  /** Old lines before this one are settled. */
  readonly oldAt: number;
  /** New lines from here on have no place among the old ones yet. */
  readonly newAt: number;
}

export interface StreamDiff {
  /** Takes the next new line. */
  push(line: string): void;
  /** What is known so far. The array grows in place: it is not a copy. */
  readonly view: StreamView;
}

/** A diff against these old lines, with no new line yet. */
export function createStreamDiff(old: readonly string[]): StreamDiff {
  const places = new Map<string, number[]>();
  old.forEach((line, at) => {
    const known = places.get(line);
    if (known) known.push(at);
    else places.set(line, [at]);
  });
  const changes: Change[] = [];
  let waiting: string[] = [];
  let oldAt = 0;
  let newAt = 0;

  const settle = (oldEnd: number, kept: number): void => {
    const added = waiting.slice(0, waiting.length - kept);
    for (const change of lineChanges(old.slice(oldAt, oldEnd), added)) {
      changes.push({
        oldStart: oldAt + change.oldStart,
        oldEnd: oldAt + change.oldEnd,
        newStart: newAt + change.newStart,
        newEnd: newAt + change.newEnd,
      });
    }
    oldAt = oldEnd + kept;
    newAt += waiting.length;
    waiting = [];
  };

  return {
    push(line) {
      if (waiting.length === 0 && old[oldAt] === line) {
        oldAt += 1;
        newAt += 1;
        return;
      }
      const before = waiting.at(-1);
      waiting.push(line);
      if (before === undefined || !isTelling(line) || !isTelling(before)) return;
      const again = placeAfter(places.get(line) ?? [], oldAt + 1, (at) => old[at - 1] === before);
      if (again !== undefined) settle(again - 1, 2);
    },
    get view() {
      return { changes, oldAt, newAt };
    },
  };
}

/** The first of the rising places within reach that fits. */
function placeAfter(
  places: readonly number[],
  from: number,
  fits: (at: number) => boolean,
): number | undefined {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < places.length; index += 1) {
    const at = places[index] ?? 0;
    if (at > from + reach) return undefined;
    if (fits(at)) return at;
  }
  return undefined;
}
