/**
 * Reads code of a language it does not know: only what most languages share. Finds the lines that look like the
 * beginning of a function or a class, loops and branches by their usual words.
 */
import { blank } from "./blank.ts";
import { noted } from "./notes.ts";
import type { Declaration, Reading } from "./outline.ts";
import { closings, lineAt, lineStarts, linesWith, listed } from "./position.ts";
import type { Source } from "./source.ts";

const beginning =
  /^[ \t]*(?:(?:pub(?:\([^)]*\))?|public|private|protected|internal|static|final|abstract|export|async|override|virtual|unsafe)\s+)*(fn|func|fun|function|def|sub|class|struct|interface|trait|enum|module)\s+(?:\([^)\n]*\)\s*)?(\w+)/gm;

/** Reads code of any language. */
export function readOther(source: Source): Reading {
  const blanked = blank(source.code, "other");
  const shift = source.firstLine - 1;
  const at = (pattern: RegExp): readonly number[] =>
    linesWith(blanked.code, pattern).map((line) => line + shift);
  return {
    declarations: beginnings(source.code, blanked.code, shift),
    loops: at(/\b(?:for|foreach|while|loop|until)\b/),
    branches: at(/\b(?:if|elif|elsif|unless|switch|match|case|when)\b/),
    imports: [],
    notes: noted(source, blanked, []),
  };
}

function beginnings(code: string, blanked: string, shift: number): readonly Declaration[] {
  const starts = lineStarts(code);
  const closing = closings(blanked);
  return [...blanked.matchAll(beginning)].map((match) => {
    const [whole, word = "", name = ""] = match;
    const isFunction = /^(?:fn|func?|function|def|sub|fun)$/.test(word);
    const after = match.index + whole.length;
    const open =
      isFunction && /^(?:<[^>\n]*>)?\s*\(/.test(blanked.slice(after, after + 200))
        ? blanked.indexOf("(", after)
        : -1;
    const end = open < 0 ? after : closing(open);
    const list = open < 0 ? [] : listed(code.slice(open + 1, end), blanked.slice(open + 1, end));
    const from = match.index + whole.length - whole.trimStart().length;
    const brace = /^[^{;\n]*\n?\s*\{/.exec(blanked.slice(end, end + 400));
    const to = brace ? closing(end + brace[0].length - 1) : end;
    return {
      kind: isFunction ? "function" : "class",
      name,
      parameters: list.map((text) => text.split(/[:=]/)[0]?.trim() ?? text),
      isAsync: /\basync\b/.test(whole),
      line: lineAt(starts, from) + shift,
      endLine: lineAt(starts, to) + shift,
    };
  });
}
