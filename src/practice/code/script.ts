/**
 * Reads TypeScript and JavaScript. Looks for the words that begin things and for the braces that end them; it finds
 * what people usually write, and misses what a parser would find in unusual code.
 */
import { blank } from "./blank.ts";
import { noted, type Look } from "./notes.ts";
import type { Declaration, Reading } from "./outline.ts";
import { closings, lineAt, lineDepths, lineStarts, linesWith, listed } from "./position.ts";
import type { Source } from "./source.ts";

const named =
  /^([ \t]*)(?:export\s+|default\s+|declare\s+|abstract\s+)*(async\s+)?(function|class|interface|type)\b\s*(?:\*\s*)?([\w$]*)/gm;
const arrow =
  /^[ \t]*(?:export\s+)?(?:const|let|var)\s+([\w$]+)\b[^=\n]*=\s*(async\s*)?(function\b|\(|<[^>\n]*>\s*\(|[\w$]+\s*=>)/gm;
const member =
  /^[ \t]+((?:(?:public|private|protected|static|override|readonly|async|get|set)\s+)*)(?:\*\s*)?(#?[\w$]+)\s*(?:<[^>\n]*>)?\(/gm;
const notMembers = new Set([
  "if",
  "for",
  "while",
  "switch",
  "catch",
  "return",
  "function",
  "with",
  "super",
  "new",
]);

const looks: readonly Look[] = [
  { pattern: /\bthrow\b/, what: "throw", isRisk: false },
  { pattern: /\bawait\b/, what: "promise", isRisk: false },
  { pattern: /\bcatch\s*(?:\([^)]*\))?\s*\{\s*\}/, what: "dropsError", isRisk: true },
  { pattern: /[^=!<>]==[^=]|!=[^=]/, what: "looseEquality", isRisk: true },
  { pattern: /\bconsole\.\w+\(/, what: "console", isRisk: true },
  { pattern: /\bvar\s/, what: "var", isRisk: true },
  { pattern: /(?::|\bas|<)\s*any\b/, what: "any", isRisk: true },
  { pattern: /\beval\(|\bnew Function\(/, what: "evaluates", isRisk: true },
  { pattern: /\bdebugger\b/, what: "debugger", isRisk: true },
  {
    pattern: /\bfor\s*\(.*\.length.*<=|<=\s*[\w.]+\.length\b/,
    what: "pastEnd",
    isRisk: true,
  },
];

/** Reads code of the JavaScript family. */
export function readScript(source: Source): Reading {
  const blanked = blank(source.code, "script");
  const shift = source.firstLine - 1;
  const at = (pattern: RegExp): readonly number[] =>
    linesWith(blanked.code, pattern).map((line) => line + shift);
  const code = {
    text: source.code,
    blanked: blanked.code,
    starts: lineStarts(source.code),
    closing: closings(blanked.code),
  };
  const found = [...namedOnes(code), ...arrows(code)];
  const all = [...found, ...members(code, found)].toSorted((one, other) => one.from - other.from);
  return {
    declarations: all.map((one) => declared(one, code.starts, shift)),
    loops: at(/\b(?:for|while)\s*\(|\bdo\s*\{|\bfor\s+await\b|\.forEach\(/),
    branches: at(/\bif\s*\(|\bswitch\s*\(|\bcase\b.*:|\s\?\s(?!\.)/),
    imports: importsOf(source.code, blanked.code),
    notes: noted(source, blanked, looks),
  };
}

/** The code in the forms that the searches below need. */
interface Code {
  readonly text: string;
  readonly blanked: string;
  readonly starts: readonly number[];
  /** Position of the bracket that closes the one at a position. */
  readonly closing: (open: number) => number;
}

/** A declaration with its positions in place of its lines. */
type Placed = Omit<Declaration, "line" | "endLine"> & { readonly from: number; readonly to: number };

function namedOnes(code: Code): readonly Placed[] {
  const { blanked } = code;
  return [...blanked.matchAll(named)].flatMap((match): readonly Placed[] => {
    const [whole, , isAsync, word, name = ""] = match;
    const kind = word === "function" || word === "class" || word === "interface" ? word : "type";
    const after = match.index + whole.length;
    if (name === "" && kind !== "function") return [];
    if (kind === "type" && !/^\s*(?:<[^=]*>)?\s*=/.test(blanked.slice(after, after + 200))) return [];
    const call = kind === "function" ? parametersAt(code, after) : { parameters: [], end: after };
    const to = kind === "type" ? statementEnd(code, after) : bodyEnd(code, call.end);
    const { parameters } = call;
    const from = firstLetter(match);
    return [{ kind, name: name || "default", parameters, isAsync: isAsync !== undefined, from, to }];
  });
}

function arrows(code: Code): readonly Placed[] {
  const { blanked } = code;
  return [...blanked.matchAll(arrow)].flatMap((match): readonly Placed[] => {
    const [whole, name = "", isAsync, start = ""] = match;
    const single = /^([\w$]+)\s*=>$/.exec(start)?.[1];
    const isWord = start === "function";
    const end = match.index + whole.length;
    const call =
      single === undefined ? parametersAt(code, isWord ? end : end - 1) : { parameters: [single], end };
    // Without an arrow close behind the parentheses it is a value in parentheses, not a function.
    const sign =
      single === undefined && !isWord
        ? /^\s*(?::[^;=]*?)?=>/.exec(blanked.slice(call.end, call.end + 400))
        : [""];
    if (!sign) return [];
    const behind = call.end + (sign[0] ?? "").length;
    const isBlock = isWord || /^\s*\{/.test(blanked.slice(behind, behind + 200));
    const to = isBlock ? bodyEnd(code, behind) : statementEnd(code, behind);
    const { parameters } = call;
    return [
      { kind: "function", name, parameters, isAsync: isAsync !== undefined, from: firstLetter(match), to },
    ];
  });
}

/** The methods of the classes among the declarations found so far. */
function members(code: Code, found: readonly Placed[]): readonly Placed[] {
  const { blanked, starts } = code;
  const classes = found.filter((one) => one.kind === "class");
  const depths = lineDepths(blanked);
  const depthAt = (position: number): number => depths[lineAt(starts, position) - 1] ?? 0;
  return [...blanked.matchAll(member)].flatMap((match): readonly Placed[] => {
    const [whole, words = "", name = ""] = match;
    const owner = classes.findLast((one) => one.from < match.index && match.index < one.to);
    if (!owner || notMembers.has(name) || depthAt(match.index) !== depthAt(owner.from) + 1) return [];
    const { parameters, end } = parametersAt(code, match.index + whole.length - 1);
    if (!/^\s*(?::[^;=]*)?\{/.test(blanked.slice(end, end + 400))) return [];
    const isAsync = /\basync\b/.test(words);
    const place = { from: firstLetter(match), to: bodyEnd(code, end) };
    return [{ kind: "method", name, within: owner.name, parameters, isAsync, ...place }];
  });
}

function firstLetter(match: RegExpExecArray): number {
  return match.index + match[0].length - match[0].trimStart().length;
}

function parametersAt(
  { text, blanked, closing }: Code,
  from: number,
): { parameters: readonly string[]; end: number } {
  const open = blanked.indexOf("(", from);
  if (open < 0) return { parameters: [], end: from };
  const end = closing(open);
  const parts = listed(text.slice(open + 1, end), blanked.slice(open + 1, end));
  return { parameters: parts.map(parameterName).filter((name) => name !== "this"), end: end + 1 };
}

function parameterName(text: string): string {
  const bare = text
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "")
    .replace(/^(?:(?:public|private|protected|readonly)\s+)+/, "")
    .trim();
  if (/^[{[]/.test(bare)) return bare.slice(0, closings(bare)(0) + 1).replace(/\s+/g, " ");
  return /^(?:\.\.\.)?[\w$]+\??/.exec(bare)?.[0] ?? bare;
}

function bodyEnd({ blanked, closing }: Code, from: number): number {
  const open = blanked.indexOf("{", from);
  if (open < 0) return blanked.length;
  const semicolon = blanked.slice(from, open).indexOf(";");
  if (semicolon >= 0) return from + semicolon;
  // A type behind the parentheses may hold braces of its own: the body is the last of those before a line ends.
  const end = closing(open);
  return /^[ \t]*\{/.test(blanked.slice(end + 1, end + 40)) ? closing(blanked.indexOf("{", end + 1)) : end;
}

/** Most characters in which the end of a statement without a semicolon is looked for. */
const longestStatement = 20_000;
const nextStatement = /^\s*(?:export|const|let|var|function|class|interface|type|import|\/|$)/;

function statementEnd({ blanked, closing }: Code, from: number): number {
  const last = Math.min(blanked.length, from + longestStatement);
  for (let at = from; at < last; at += 1) {
    const sign = blanked[at] ?? "";
    if ("([{".includes(sign)) at = closing(at);
    else if (sign === ";") return at;
    else if (sign === "\n" && nextStatement.test(blanked.slice(at + 1, at + 60))) return at;
  }
  return last;
}

const importing =
  /^[ \t]*import\s*["']([^"'\n]+)["']|^[ \t]*(?:import|export)\b[^;'"`]{0,2000}?\bfrom\s*["']([^"'\n]+)["']|\brequire\(["']([^"'\n]+)["']\)/gm;

function importsOf(code: string, blanked: string): readonly string[] {
  const real = [...code.matchAll(importing)].filter(({ 0: whole, index }) =>
    /\S/.test(blanked.slice(index, index + whole.length)),
  );
  return [...new Set(real.map((match) => match[1] ?? match[2] ?? match[3] ?? ""))];
}

function declared(one: Placed, starts: readonly number[], shift: number): Declaration {
  const { from, to, ...rest } = one;
  return { ...rest, line: lineAt(starts, from) + shift, endLine: lineAt(starts, to) + shift };
}
