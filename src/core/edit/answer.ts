/**
 * What an answer to an edit request means: code for the selection, code for the whole file, or words. Owns every
 * judgement of that kind; words never replace code. The answer is judged once it has ended: what is shown while it
 * streams comes from answerStream.ts.
 */
import { fencesOf, type Fence } from "./fences.ts";
import { fitted, withoutLineNumbers, type IndentStyle } from "./fit.ts";
import { isBlank, isTelling, linesOf } from "./lines.ts";
import { patchBlocks, searchReplaceBlocks, withBlocks, type SearchReplace } from "./searchReplace.ts";

/** What was asked about. Lines have no line ends. */
export interface Asked {
  /** All lines of the file. */
  readonly file: readonly string[];
  /** The lines that are to be replaced: from `start` up to `end`, excluded. */
  readonly start: number;
  readonly end: number;
  readonly style: IndentStyle;
  /** Language id of the file. */
  readonly language: string;
}

/** What an answer means. */
export type Meaning =
  /** New lines for the file's lines from `start` up to `end`: the ones asked about, or the whole file. */
  | {
      readonly kind: "code";
      readonly start: number;
      readonly end: number;
      readonly lines: readonly string[];
      /** How many blocks the answer held, if only one of them was taken. */
      readonly blocks: number;
      /** The words around the code; empty where there are none. */
      readonly words: string;
    }
  /** No code: an explanation, a question, a refusal. */
  | { readonly kind: "prose"; readonly text: string }
  /** Code that names lines which are not there, or are there more than once. */
  | { readonly kind: "misplaced" }
  /** Code that breaks off: offering it would remove what did not arrive. */
  | { readonly kind: "cut" };

/** Languages of blocks that hold something to run or to look at rather than code of a file. */
const notCode = new Set(["console", "output", "text-output", "terminal", "shell-session", "log"]);
const shells = new Set(["sh", "bash", "zsh", "shell", "shellscript", "powershell", "ps1", "cmd", "bat"]);

/** Judges an answer. `isWhole` is false where it broke off (a limit, a lost connection). */
export function meaningOf(text: string, isWhole: boolean, asked: Asked): Meaning {
  const steps = meaningSteps(text, isWhole, asked);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in steps of a few milliseconds each, however long the text is: whoever runs it may let others in. */
export function* meaningSteps(text: string, isWhole: boolean, asked: Asked): Generator<undefined, Meaning> {
  if (text.trim() === "") return { kind: "prose", text: "" };
  const original = asked.file.slice(asked.start, asked.end);
  const { fences, words } = fencesOf(text, original);
  yield undefined;
  const searched = searchReplaceBlocks(linesOf(text), asked.file);
  if (searched.length > 0) return carriedOut(searched, words, asked);
  yield undefined;
  const candidates = fences.filter((fence) => canBeCode(fence, asked.language));
  const chosen = likest(candidates, original);
  yield undefined;
  if (!chosen) {
    const lines = linesOf(text.trimEnd());
    if (fences.length > 0 || !looksLike(lines, original)) return { kind: "prose", text };
    return isWhole ? yield* placed(lines, "", 1, asked) : { kind: "cut" };
  }
  if (!chosen.isClosed && !isWhole) return { kind: "cut" };
  if (chosen.language === "diff" || chosen.language === "patch") {
    const blocks = asked.language === "diff" ? [] : patchBlocks(chosen.code);
    if (blocks.length > 0) return carriedOut(blocks, words, asked);
  }
  return yield* placed(chosen.code, words, candidates.length, asked);
}

/** Blocks that name their lines: looked for in the selection first, then in the file. */
function carriedOut(blocks: readonly SearchReplace[], words: string, asked: Asked): Meaning {
  const { file, start, end, style } = asked;
  const inside = withBlocks(file.slice(start, end), blocks, style);
  if (inside) return { kind: "code", start, end, lines: inside, blocks: 1, words };
  const whole = withBlocks(file, blocks, style);
  if (whole) return { kind: "code", start: 0, end: file.length, lines: whole, blocks: 1, words };
  return { kind: "misplaced" };
}

function canBeCode(fence: Fence, language: string): boolean {
  if (fence.language === language) return true;
  if (notCode.has(fence.language)) return false;
  return !shells.has(fence.language) || shells.has(language);
}

/** The block that has most in common with the original; the longest of those, the first of these. */
function likest(fences: readonly Fence[], original: readonly string[]): Fence | undefined {
  const score = (fence: Fence): number => sharedShare(original, fence.code) * 1_000_000 + fence.code.length;
  return fences.reduce<Fence | undefined>(
    (best, fence) => (best === undefined || score(fence) > score(best) ? fence : best),
    undefined,
  );
}

/** Share of the telling lines of `lines` that stand in `others` too, whatever their indentation. 0 to 1. */
export function sharedShare(lines: readonly string[], others: readonly string[]): number {
  const there = new Set(others.map((line) => line.trim()));
  const telling = lines.filter(isTelling);
  if (telling.length === 0) return 0;
  return telling.filter((line) => there.has(line.trim())).length / telling.length;
}

/** Whether unfenced lines are code of this place: half of what they say stands there already. */
function looksLike(lines: readonly string[], original: readonly string[]): boolean {
  return sharedShare(lines, original) >= 0.5;
}

/** Puts code where it belongs: lines of the surroundings that came along are cut off, a whole file is taken as such. */
function* placed(
  code: readonly string[],
  words: string,
  blocks: number,
  asked: Asked,
): Generator<undefined, Meaning> {
  const { file, start, end, style } = asked;
  const original = file.slice(start, end);
  const bare = withoutLineNumbers(code, original);
  yield undefined;
  const part = withoutSurroundings(bare, asked);
  yield undefined;
  // What is cut down to the selection is the same change, said with less.
  const isAll = isWholeFile(bare, asked) && sharedShare(outsideOf(asked), part) > 0;
  yield undefined;
  const span = isAll ? { start: 0, end: file.length } : { start, end };
  const fit = isAll ? fitted(bare, file, style) : fitted(part, original, style);
  yield undefined;
  // A file that was empty ends with a line end from now on.
  const lines = file.every(isBlank) && span.end === file.length && fit.at(-1) !== "" ? [...fit, ""] : fit;
  return { kind: "code", ...span, lines, blocks, words };
}

/** Cuts off lines above and below the selection that the answer repeats, if one of them is telling. */
function withoutSurroundings(code: readonly string[], { file, start, end }: Asked): readonly string[] {
  const original = file.slice(start, end);
  const before = repeated(file.slice(0, start).toReversed(), code, original);
  const after = repeated(file.slice(end), code.toReversed(), original.toReversed());
  if (before + after > code.length) return code;
  const cut = [...code.slice(0, before), ...code.slice(code.length - after)];
  return cut.some(isTelling) ? code.slice(before, code.length - after) : code;
}

/**
 * How many lines at the beginning of `code` repeat the lines next to the selection, given from the selection
 * outwards. A run that the selection itself begins with does not count.
 */
function repeated(outwards: readonly string[], code: readonly string[], original: readonly string[]): number {
  const trimmed = code.map((line) => line.trim());
  const most = Math.min(outwards.length, code.length);
  for (let count = most; count > 0; count -= 1) {
    if (trimmed[count - 1] !== outwards[0]?.trim()) continue;
    const run = outwards.slice(0, count).toReversed();
    const isSame = run.every((line, index) => line.trim() === trimmed[index]);
    const isOwn = run.every((line, index) => line.trim() === original[index]?.trim());
    if (isSame && !isOwn) return count;
  }
  return 0;
}

/** Whether code is the file anew rather than the selection: much longer, and most of the file stands in it. */
function isWholeFile(code: readonly string[], asked: Asked): boolean {
  const outside = outsideOf(asked);
  const isLonger = code.filter((line) => !isBlank(line)).length > (asked.end - asked.start) * 1.5;
  return outside.filter(isTelling).length >= 3 && isLonger && sharedShare(outside, code) >= 0.6;
}

function outsideOf({ file, start, end }: Asked): readonly string[] {
  return [...file.slice(0, start), ...file.slice(end)];
}
