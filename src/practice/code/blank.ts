/**
 * Code with its comments and texts blanked out: every character of them becomes a space, line breaks stay, so a
 * position in the blank is the same position in the code. Readers that look for words and braces then find only
 * code. A scanner, not a parser: it knows how texts and comments begin and end, nothing more.
 */

/** Which comments and texts a language has. */
export type Family = "script" | "python" | "other";

/** Code in three views of the same length. */
export interface Blanked {
  /** Comments and texts are spaces. */
  readonly code: string;
  /** Only comments are left. */
  readonly comments: string;
}

const tokens: Readonly<Record<Family, RegExp>> = {
  script:
    /(\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|`(?:\\[\s\S]|[^`\\])*`?|\//g,
  python:
    /(#[^\n]*)|"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?/g,
  other: /(\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|#(?![a-z]+\b)[^\n]*|--[^\n]*)|"(?:\\[\s\S]|[^"\\\n])*"?/g,
};

/** A regular expression of JavaScript, from its first slash. */
const pattern = /\/(?![*/])(?:\\[^\n]|\[(?:\\[^\n]|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;
/** What stands before a slash that begins a regular expression rather than a division. */
const beforePattern = /(?:^|[(,=:[!&|?{};+<>~-]|\breturn|\btypeof|\bcase|=>)\s*$/;

/** Blanks code. Quotes of texts are blanked with them. */
export function blank(code: string, family: Family): Blanked {
  const kept: string[] = [];
  const comments: string[] = [];
  const scanner = new RegExp(tokens[family]);
  let at = 0;
  for (let found = scanner.exec(code); found; found = scanner.exec(code)) {
    const token = found[0] === "/" ? patternAt(code, found.index) : found[0];
    if (token !== "/") {
      const before = code.slice(at, found.index);
      const space = spaces(token);
      kept.push(before, space);
      comments.push(spaces(before), found[1] === undefined ? space : token);
      at = found.index + token.length;
    }
    scanner.lastIndex = found.index + token.length;
  }
  const rest = code.slice(at);
  return { code: kept.join("") + rest, comments: comments.join("") + spaces(rest) };
}

function patternAt(code: string, at: number): string {
  if (!beforePattern.test(code.slice(Math.max(0, at - 40), at))) return "/";
  pattern.lastIndex = at;
  return pattern.exec(code)?.[0] ?? "/";
}

function spaces(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
