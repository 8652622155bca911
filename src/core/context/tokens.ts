/**
 * How many tokens a text takes for DeepSeek's models, before a host has counted them. The text is cut as the tokenizer
 * cuts it; words, signs and Chinese are taken apart into what are known to be tokens, for the rest there are learnt
 * means. Measured on files that were not learnt from (test/bench/tokens): see the test for how near it comes.
 */
import { checksOf, fewestParts, shortRun, withoutRuns } from "./parts.ts";
import { hasParts, isChinese, isLetter, kindOf, piecePattern } from "./pieces.ts";
import { passes } from "./tokenFilter.ts";
import { factorOfChinese, factorOfParts, knownTokens, meanOf } from "./tokenTable.ts";

/** Pieces whose tokens are remembered, the ones met lately and those before; texts repeat the same few thousand. */
let lately = new Map<string, number>();
let earlier = new Map<string, number>();
const mostRemembered = 20_000;

/** An estimate of the tokens of a text. 0 for an empty one. */
export function estimateTokens(text: string): number {
  return Math.round(tokensOf(text));
}

function tokensOf(text: string): number {
  let sum = 0;
  for (const [piece] of text.matchAll(piecePattern)) sum += pieceTokens(piece);
  return sum;
}

function pieceTokens(piece: string): number {
  const known = lately.get(piece);
  if (known !== undefined) return known;
  const tokens = earlier.get(piece) ?? (hasParts(piece) ? partTokens(piece) : otherTokens(piece));
  // A slice keeps the text that it was cut from in memory; only short ones are worth it.
  if (piece.length <= 40) lately.set(piece, tokens);
  if (lately.size >= mostRemembered) [earlier, lately] = [lately, new Map()];
  return tokens;
}

/** Characters of a piece that are taken apart: no language has longer ones, and their rest goes on as they begin. */
const longestTold = 2000;

function partTokens(piece: string): number {
  const [short, runs] = withoutRuns(piece);
  const rest = Math.max(1, short.length / longestTold);
  const parts = fewestParts(short.slice(0, longestTold), isToken) * rest;
  const tokens = parts === 1 ? 1 : parts * (isChinese(piece) ? factorOfChinese : factorOfParts);
  return runs.reduce((sum, run) => sum + moreOfRun(run), tokens);
}

/** Tokens of a long run above those of a short one: one where there are tokens for long ones, else as many for each. */
function moreOfRun(run: string): number {
  const short = fewestParts(run.slice(0, shortRun), isToken);
  if (short > 1) return short * (run.length / shortRun - 1);
  return run.trim() === "" ? 0 : 1;
}

function isToken(piece: string, from: number, to: number, hash: number): boolean {
  return passes(knownTokens, hash, checksOf(piece, from, to));
}

function otherTokens(piece: string): number {
  const kind = kindOf(piece);
  const mean = meanOf[kind];
  if (kind.endsWith("*")) return Math.max(1, (mean ?? 1) * piece.length);
  return mean ?? Math.max(1, piece.length / 2);
}

/** Counts the tokens of a text that changes a little at a time: only what has changed is looked at. */
export class TokenCount {
  #text = "";
  #tokens = 0;

  /** An estimate of the tokens of the text, which may be the last one with a change. */
  of(text: string): number {
    const before = this.#text;
    const [start, same] = commonEnds(before, text);
    const from = cutBefore(text, start);
    const to = Math.max(from, cutAfter(text, text.length - same));
    const shift = text.length - before.length;
    const wasIn = before.slice(from, Math.max(from, to - shift));
    this.#tokens += tokensOf(text.slice(from, to)) - tokensOf(wasIn);
    this.#text = text;
    return Math.max(0, Math.round(this.#tokens));
  }
}

/** Length of the common beginning of two texts, and of the common end of what is left. */
function commonEnds(a: string, b: string): readonly [number, number] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < shorter - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end))
    end += 1;
  return [start, end];
}

/** The last place before `at` where no piece can cross, whatever stands from `at` on; the beginning if there is none. */
function cutBefore(text: string, at: number): number {
  let cut = at - 2;
  while (cut > 0 && !isCut(text, cut)) cut -= 1;
  return Math.max(0, cut);
}

/** The first place after `at` where no piece can cross, whatever stands before `at`; the end if there is none. */
function cutAfter(text: string, at: number): number {
  let cut = at + 1;
  while (cut < text.length && !isCut(text, cut)) cut += 1;
  return Math.min(cut, text.length);
}

/** Whether a piece surely ends before a place: at a line that begins with ink, between words, around Chinese. */
function isCut(text: string, at: number): boolean {
  const left = text.charCodeAt(at - 1);
  const here = text.charCodeAt(at);
  if (left === lineFeed) return here > space && here < 0x80;
  if (here === space) return isInk(left) && isLetter(text.charCodeAt(at + 1));
  return isHan(left) && here > space && here < 0x80;
}

const lineFeed = 10;
const space = 32;

function isInk(code: number): boolean {
  return isLetter(code) || (code > 47 && code < 58);
}

function isHan(code: number): boolean {
  return code >= 0x4e_00 && code <= 0x9f_a5;
}
