/**
 * Characters that can't be seen but change what code says or how it reads: tags, bidirectional controls, zero width,
 * variation selectors. They are shown before an edit that adds them can be accepted (ECOSYSTEM.md, E.3, case 9).
 */

/** A character that an edit would add. */
export interface Invisible {
  /** Index of the line among the added ones, from 0. */
  readonly line: number;
  /** Such as `U+202E`. */
  readonly code: string;
}

const always = new RegExp(
  [
    "[\\u00AD\\u061C\\u115F\\u1160\\u180E\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2028\\u2029\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0]",
    "[\\u{17B4}\\u{17B5}]",
    "[\\u{E0000}-\\u{E0FFF}]",
  ].join("|"),
  "u",
);

/** Scripts whose letters are joined or kept apart by U+200C and U+200D, and which have variants. */
const joiningScripts =
  "Arabic Devanagari Bengali Tamil Malayalam Sinhala Telugu Kannada Gujarati Gurmukhi Oriya Han"
    .split(" ")
    .map((script) => `\\p{Script=${script}}`)
    .join("");

/** Joiners and variation selectors are right within emoji and within such scripts; elsewhere they hide. */
const joining = new RegExp(
  `(?<![\\p{Extended_Pictographic}\\p{Emoji}\\p{M}${joiningScripts}])(?:\\u200C|\\u200D|[\\uFE00-\\uFE0F])`,
  "u",
);

const each = new RegExp(`${always.source}|${joining.source}`, "gu");

/** The invisible characters of the added lines, but for those that stood in the removed ones. */
export function addedInvisibles(removed: readonly string[], added: readonly string[]): readonly Invisible[] {
  const before = new Set(removed.flatMap((line) => codesOf(line)));
  return added.flatMap((text, line) =>
    codesOf(text)
      .filter((code) => !before.has(code))
      .map((code) => ({ line, code })),
  );
}

/** The line with a mark such as `⟦U+202E⟧` in place of each invisible character. */
export function withMarks(line: string): string {
  return line.replace(each, (sign) => `⟦${codeOf(sign)}⟧`);
}

function codesOf(line: string): readonly string[] {
  return [...line.matchAll(each)].map(([sign]) => codeOf(sign));
}

function codeOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
