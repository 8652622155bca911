/**
 * Takes a piece of a text apart into as few tokens as it takes. The tokenizer joins in the order in which it was taught,
 * but comes to the fewest nearly always; and each of its tokens is two smaller ones put together, so a text that is not
 * cannot be one, however the filter answers.
 */
import { isChineseLetter, isLetter } from "./pieces.ts";
import { emptyHash, longerHash } from "./tokenFilter.ts";

/** Whether the characters of a piece from a place to another, whose hash is given, are one token. */
export type IsToken = (piece: string, from: number, to: number, hash: number) => boolean;

/** Characters of the longest token that is looked for; the places of one fit into the bits of a number. */
export const longestToken = 24;

// For each place in a piece: where the tokens that start there end, where those that end there start, and the fewest
// tokens up to there. Kept, as new ones for each piece would take as long as the rest.
let ends = new Int32Array(64);
let starts = new Int32Array(64);
let fewest = new Int32Array(64);

function makeRoom(length: number): void {
  ends = new Int32Array(length);
  starts = new Int32Array(length);
  fewest = new Int32Array(length);
}

/** The fewest tokens that a piece is made of. */
export function fewestParts(piece: string, isToken: IsToken): number {
  if (piece.length >= ends.length) makeRoom(piece.length + 1);
  ends.fill(0, 0, piece.length + 1);
  starts.fill(0, 0, piece.length + 1);
  for (let to = 1; to <= piece.length; to += 1) {
    let best = Infinity;
    let hash = emptyHash;
    for (let from = to - 1; from >= Math.max(0, to - longestToken); from -= 1) {
      hash = longerHash(hash, piece.charCodeAt(from));
      let tokens = 1;
      if (from === to - 1)
        tokens = isOneToken(piece.charCodeAt(from)) || isToken(piece, from, to, hash) ? 1 : 2;
      else if ((valueAt(ends, from) & valueAt(starts, to)) === 0 || !isToken(piece, from, to, hash)) continue;
      ends[from] = valueAt(ends, from) | (1 << to);
      starts[to] = valueAt(starts, to) | (1 << from);
      best = Math.min(best, valueAt(fewest, from) + tokens);
    }
    fewest[to] = best;
  }
  return valueAt(fewest, piece.length);
}

/** Whether a character is surely a token: all of ASCII, nearly all of Chinese. Of others two are taken, their bytes. */
export function isOneToken(code: number): boolean {
  return code < 128 || isChineseLetter(code);
}

function valueAt(values: Int32Array, at: number): number {
  return values[at] ?? 0;
}

/** Runs of one character that are longer than what is looked for, like a line of dashes. */
const longRun = /(.)\1{23,}/gu;
/** Characters that a long run is cut to; runs of so many are one token for the signs that lines are drawn with. */
export const shortRun = 16;

/** A piece with its long runs cut short, and each of those. */
export function withoutRuns(piece: string): readonly [string, readonly string[]] {
  if (piece.length < longestToken) return [piece, []];
  const runs: string[] = [];
  const short = piece.replace(longRun, (run: string, sign: string) => {
    runs.push(run);
    return sign.repeat(shortRun);
  });
  return [short, runs];
}

/** Checks of the filter by what stands first (a letter, a blank, a sign) and the case of the rest, or signs. */
const checksByShape = [
  [6, 5, 7, 12, 6],
  [4, 3, 6, 9, 6],
  [6, 6, 8, 10, 7],
] as const;
/** The same for Chinese, by length. */
const checksOfChinese = [0, 0, 4, 6, 8] as const;
/** The same for signs that are not ASCII. */
const checksOfSigns = 6;

/** How many checks say whether a part of a piece is a token: the more, the likelier something like it is none. */
export function checksOf(piece: string, from: number, to: number): number {
  const first = piece.charCodeAt(from);
  if (isChineseLetter(first)) return checksOfChinese[Math.min(to - from, 4)] ?? 0;
  if (first > 127) return checksOfSigns;
  const before = isLetter(first) ? 0 : first === 32 ? 1 : 2;
  return checksByShape[before]?.[shapeOf(piece, from + Math.min(before, 1), to)] ?? 0;
}

/** 0: small letters, 1: a capital first, 2: capitals, 3: mixed, 4: signs. */
function shapeOf(piece: string, from: number, to: number): number {
  if (!isLetter(piece.charCodeAt(to - 1))) return 4;
  let capitals = 0;
  for (let at = from; at < to; at += 1) if (piece.charCodeAt(at) < 91) capitals += 1;
  if (capitals === 0) return 0;
  if (capitals === 1 && piece.charCodeAt(from) < 91) return 1;
  return capitals === to - from ? 2 : 3;
}
