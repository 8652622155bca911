/**
 * Turns `var` into `const`, or into `let` where the variable is given a value again.
 */
import { blank } from "../code/blank.ts";
import { isScript } from "../code/read.ts";
import { patched, type Rewrite } from "./rewrite.ts";

/** Replaces `var`. */
export const constInsteadOfVar: Rewrite = {
  name: "constInsteadOfVar",
  asks: (instruction) =>
    /\bvars?\b/i.test(instruction) &&
    /\b(?:const|let|replace|remove|modern\w*|unexpected)\b|[改换删]|移除|去掉|不要|不用|现代/i.test(
      instruction,
    ),
  apply({ code, language }) {
    if (!isScript(language)) return code;
    const blanked = blank(code, "script").code;
    const patches = [...blanked.matchAll(/\bvar(\s+)([\w$]+|[{[])(\s*(?:=|\bof\b|\bin\b))?/g)].map(
      (match) => {
        const [, , name = "", value] = match;
        const text = value !== undefined && !isSetAgain(blanked, name, match.index) ? "const" : "let";
        return { from: match.index, to: match.index + "var".length, text };
      },
    );
    return patched(code, patches);
  },
};

/** Destructuring and lists of variables count as set again: to look at each name is more than rules should do. */
function isSetAgain(blanked: string, name: string, at: number): boolean {
  const end = /[;\n]/.exec(blanked.slice(at))?.index ?? blanked.length;
  if (/^[{[]/.test(name) || /,\s*[\w$]+\s*=/.test(blanked.slice(at, at + end))) return true;
  const word = name.replaceAll("$", "\\$");
  const again = new RegExp(
    `(?:\\+\\+|--)\\s*${word}(?![\\w$])|(?<![\\w$.])${word}\\s*(?:\\+\\+|--|(?:[+\\-*/%&|^]|\\*\\*|<<|>>>?|&&|\\|\\||\\?\\?)?=(?![=>]))`,
    "g",
  );
  return [...blanked.matchAll(again)].some(
    ({ index }) =>
      index < at || index > at + name.length + "var ".length + 20 || !isFirst(blanked, at, index),
  );
}

function isFirst(blanked: string, at: number, index: number): boolean {
  return /^var\s+$/.test(blanked.slice(at, index));
}
