/**
 * Takes spaces from the ends of lines.
 */
import type { Rewrite } from "./rewrite.ts";

/** Trims lines. */
export const trimSpaces: Rewrite = {
  name: "trim the ends of lines",
  asks: (instruction) =>
    /\btrailing\b|\btrim\b[^\n]*\b(?:space|line)|\bwhite\s?space\b|\btidy\b/i.test(instruction),
  apply: ({ code }) => code.replace(/(?<![ \t])[ \t]+$/gm, ""),
};
