/**
 * How DeepSeek's tokenizer cuts a text before it looks anything up: words with what stands before them, runs of Chinese,
 * digits by three, signs, blanks. The cuts are exact (the rules are those of its tokenizer.json); what each piece takes
 * in tokens is told by its parts (parts.ts), or by its kind.
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

const ascii = /^[\0-\x7F]*$/;
const oddParts = /^(?:[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]?[A-Za-z]+)$/u;

/** Whether the tokens of a piece can be told from its parts: plain words, Chinese, signs and blanks of all kinds. */
export function hasParts(piece: string): boolean {
  const first = piece.charCodeAt(0);
  if (first > 47 && first < 58) return false;
  // Digits are pieces of their own, so the rest of ASCII is words and signs.
  return isChineseLetter(first) || ascii.test(piece) || oddParts.test(piece);
}

/** Whether a character is a letter from A to Z. */
export function isLetter(code: number): boolean {
  return (code > 64 && code < 91) || (code > 96 && code < 123);
}

/** Whether a character is a Chinese or Japanese letter. */
export function isChineseLetter(code: number): boolean {
  return (code >= 0x4e_00 && code <= 0x9f_a5) || (code >= 0x30_40 && code <= 0x30_ff);
}

/** Whether a piece is of Chinese or Japanese letters. */
export function isChinese(piece: string): boolean {
  return isChineseLetter(piece.charCodeAt(0));
}

/** The kind of a piece that has no parts. Of those whose names end with `*` the mean is one of a character. */
export function kindOf(piece: string): string {
  if (/^\p{N}/u.test(piece)) return /^[0-9]+$/.test(piece) ? "number" : "figure*";
  return `${scriptOf(piece)}*`;
}

function scriptOf(piece: string): string {
  if (/[\u0400-\u04FF]/.test(piece)) return "cyrillic";
  if (/[\uAC00-\uD7AF]/.test(piece)) return "korean";
  if (/[\u0590-\u06FF]/.test(piece)) return "semitic";
  if (/[\u0900-\u0DFF]/.test(piece)) return "indic";
  if (/[\u0E00-\u0EFF]/.test(piece)) return "thai";
  if (/[\u0370-\u03FF]/.test(piece)) return "greek";
  if (/[\u1EA0-\u1EF9]/.test(piece)) return "vietnamese";
  return /^.?[A-Za-z\u00AA-\u024F]+$/u.test(piece) ? "latin" : "letters";
}
