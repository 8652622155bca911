/**
 * Takes spaces from the ends of lines.
 */
import type { Rewrite } from "./rewrite.ts";

/** Trims lines. */
export const trimSpaces: Rewrite = {
  name: "trimSpaces",
  asks: (instruction) =>
    /\btrailing\b|\btrim\b[^\n]*\b(?:space|line)|\bwhite\s?space\b|\btidy\b|(?:[行末]尾|行末|尾[随部]|多余)[^\n]{0,4}空[格白]/i.test(
      instruction,
    ),
  apply: ({ code }) => code.replace(/(?<![ \t])[ \t]+$/gm, ""),
};
