/**
 * Renames an identifier: "rename a to b", and a compiler's "did you mean". Texts and comments keep the old word.
 */
import { blank } from "../code/blank.ts";
import { family } from "../code/read.ts";
import { patched, type Rewrite } from "./rewrite.ts";

const wishes = [
  /\brename\b[^\n]*?[`'"]?([A-Za-z_$][\w$]*)[`'"]?\s+(?:to|into|as)\s+[`'"]?([A-Za-z_$][\w$]*)/gi,
  /'([A-Za-z_$][\w$]*)'[^'\n]*\bDid you mean\b[^'\n]*'([A-Za-z_$][\w$]*)'/g,
];

function pairs(instruction: string): readonly (readonly [string, string])[] {
  return wishes.flatMap((wish) =>
    [...instruction.matchAll(wish)].map((match) => [match[1] ?? "", match[2] ?? ""] as const),
  );
}

/** Renames identifiers. */
export const rename: Rewrite = {
  name: "rename what the instruction names",
  asks: (instruction) => pairs(instruction).length > 0,
  apply({ code, language }, instruction) {
    return pairs(instruction).reduce((text, [from, to]) => {
      const blanked = blank(text, family(language)).code;
      const word = new RegExp(`(?<![\\w$])${from.replaceAll("$", "\\$")}(?![\\w$])`, "g");
      const patches = [...blanked.matchAll(word)].map(({ index }) => ({
        from: index,
        to: index + from.length,
        text: to,
      }));
      return patched(text, patches);
    }, code);
  },
};
