/**
 * How DeepSeek's tokenizer cuts a text before it looks anything up: words with what stands before them, runs of Chinese,
 * digits by three, signs, blanks. The cuts are exact (the rules are those of its tokenizer.json); what each piece takes
 * in tokens is an estimate, for which this file gives the features.
 */

/** Chinese and Japanese letters, as the tokenizer sets them apart. */
const cjk = "\u4E00-\u9FA5\u3040-\u309F\u30A0-\u30FF";

/** Every piece of a text, one match each. */
export const piecePattern = new RegExp(
  [
    String.raw`\p{N}{1,3}`,
    `[${cjk}]+`,
    "[!-\\/:-@\\[-`{-~][A-Za-z]+",
    String.raw`[^\r\n\p{L}\p{P}\p{S}]?(?:(?![${cjk}])[\p{L}\p{M}])+`,
    String.raw` ?[\p{P}\p{S}]+[\r\n]*`,
    String.raw`\s*[\r\n]+`,
    String.raw`\s+(?![^\s\p{N}${cjk}])`,
    String.raw`\s+`,
  ].join("|"),
  "gu",
);

const chinese = new RegExp(`^[${cjk}]`);
const kana = /[\u3040-\u30FF]/;
const asciiWord = /^[^A-Za-z\p{L}\r\n]?[A-Za-z]+$/u;

/** Whether a piece is a word of plain letters, with or without a sign or a blank before it. */
export function isWord(piece: string): boolean {
  return asciiWord.test(piece);
}

/** Longest word that has a weight of its own. */
const longest = 20;
/** Weights by what stands before a word (nothing, a space, a sign), its case and its length. */
export const shapeCount = 3 * 4 * (longest + 1);
/** Weights of two letters that follow each other, and of the same at a hump of camelCase. */
export const pairCount = 26 * 26;

/** The weights that a word sums up, as indices: its shape, then one for each two letters. */
export function wordFeatures(piece: string): readonly number[] {
  const start = isLetter(piece.charCodeAt(0)) ? 0 : 1;
  const before = start === 0 ? 0 : piece.startsWith(" ") ? 1 : 2;
  const length = piece.length - start;
  const features = [(before * 4 + caseOf(piece, start)) * (longest + 1) + Math.min(length, longest)];
  for (let at = start; at + 1 < piece.length; at += 1) {
    const left = piece.charCodeAt(at);
    const right = piece.charCodeAt(at + 1);
    const pair = ((left | 32) - 97) * 26 + ((right | 32) - 97);
    const isHump = left > 96 && right < 97;
    features.push(shapeCount + (isHump ? pairCount : 0) + pair);
  }
  return features;
}

function isLetter(code: number): boolean {
  return (code > 64 && code < 91) || (code > 96 && code < 123);
}

/** 0: small letters, 1: a capital first, 2: capitals, 3: mixed. */
function caseOf(piece: string, start: number): number {
  let capitals = 0;
  for (let at = start; at < piece.length; at += 1) if (piece.charCodeAt(at) < 91) capitals += 1;
  if (capitals === 0) return 0;
  if (capitals === 1 && piece.charCodeAt(start) < 91) return 1;
  return capitals === piece.length - start ? 2 : 3;
}

/** The kind of a piece that is no word. Of those whose names end with `*` the mean is one of a character. */
export function kindOf(piece: string): string {
  if (/^\p{N}/u.test(piece)) return /^[0-9]+$/.test(piece) ? "number" : "figure*";
  if (chinese.test(piece))
    return kana.test(piece) ? "kana*" : `chinese${piece.length < 4 ? piece.length : "*"}`;
  if (/^\s+$/.test(piece)) return blankKind(piece);
  if (/[\p{L}\p{M}]/u.test(piece)) return `${scriptOf(piece)}*`;
  return signKind(piece);
}

function blankKind(piece: string): string {
  const breaks = piece.includes("\r") ? "r" : piece.includes("\n") ? "n" : piece.includes("\t") ? "t" : "";
  return `blank${breaks}${Math.min(piece.length, 8)}`;
}

function scriptOf(piece: string): string {
  if (/[\u0400-\u04FF]/.test(piece)) return "cyrillic";
  if (/[\uAC00-\uD7AF]/.test(piece)) return "korean";
  if (/[\u0590-\u06FF]/.test(piece)) return "semitic";
  if (/[\u0900-\u0DFF]/.test(piece)) return "indic";
  if (/[\u0E00-\u0EFF]/.test(piece)) return "thai";
  if (/[\u0370-\u03FF]/.test(piece)) return "greek";
  return /^.?[A-Za-z\u00AA-\u024F]+$/u.test(piece) ? "latin" : "letters";
}

function signKind(piece: string): string {
  const breaks = /[\r\n]*$/.exec(piece)?.[0] ?? "";
  const space = piece.startsWith(" ") ? 1 : 0;
  const body = piece.slice(space, piece.length - breaks.length);
  const end = breaks.includes("\r")
    ? `r${Math.min(breaks.length, 4)}`
    : "n".repeat(Math.min(breaks.length, 2));
  if (/[\u0080-\u{10FFFF}]/u.test(body)) return `symbol${space}${end}${Math.min(body.length, 4)}`;
  const isSame = new Set(body).size === 1;
  return `${isSame ? "same" : "signs"}${space}${end}${Math.min(body.length, 8)}`;
}

/** Bits of the table of known words. */
export const wordBits = 49_152;
/** Places that each known word takes in it. */
const places = 4;

/** The bits of the table of known words that stand for a piece: a Bloom filter. */
export function bitsOf(piece: string): readonly number[] {
  let first = 0x81_1c_9d_c5;
  let second = 5381;
  for (let at = 0; at < piece.length; at += 1) {
    const code = piece.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01_00_01_93) >>> 0;
    second = (Math.imul(second, 33) ^ code) >>> 0;
  }
  return Array.from({ length: places }, (_, k) => ((first + Math.imul(k, second)) >>> 0) % wordBits);
}
