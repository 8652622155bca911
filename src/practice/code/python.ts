/**
 * Reads Python. Things begin with `def` and `class` and end where the indentation does.
 */
import { blank, type Blanked } from "./blank.ts";
import { noted, type Look } from "./notes.ts";
import type { Declaration, Reading } from "./outline.ts";
import { closings, lineAt, lineStarts, linesWith, listed } from "./position.ts";
import type { Source } from "./source.ts";

const definition = /^([ \t]*)(async\s+)?(def|class)\s+(\w+)/gm;

const looks: readonly Look[] = [
  { pattern: /\braise\b/, what: "raise", isRisk: false },
  { pattern: /\bawait\b/, what: "await", isRisk: false },
  { pattern: /\byield\b/, what: "yield", isRisk: false },
  { pattern: /\bexcept\s*:/, what: "catchesAll", isRisk: true },
  { pattern: /\bdef\b.*=\s*(?:\[\s*\]|\{\s*\})/, what: "sharedDefault", isRisk: true },
  { pattern: /[=!]=\s*None\b/, what: "noneByValue", isRisk: true },
  { pattern: /^\s*print\s*\(/, what: "print", isRisk: true },
  { pattern: /\b(?:eval|exec)\s*\(/, what: "evaluates", isRisk: true },
  { pattern: /^\s*global\s/, what: "global", isRisk: true },
  { pattern: /^\s*(?:breakpoint\(\)|import pdb)/, what: "debugger", isRisk: true },
];

/** Reads Python code. */
export function readPython(source: Source): Reading {
  const blanked = blank(source.code, "python");
  const shift = source.firstLine - 1;
  const at = (pattern: RegExp): readonly number[] =>
    linesWith(blanked.code, pattern).map((line) => line + shift);
  return {
    declarations: definitions(source.code, blanked).map((one) => ({
      ...one,
      line: one.line + shift,
      endLine: one.endLine + shift,
    })),
    loops: at(/^\s*(?:async\s+)?for\b|^\s*while\b/),
    branches: at(/^\s*(?:if|elif|match|case)\b|\bif\b.*\belse\b/),
    imports: importsOf(blanked.code),
    notes: noted(source, blanked, looks),
  };
}

function definitions(code: string, { code: blanked }: Blanked): readonly Declaration[] {
  const lines = blanked.split("\n");
  const starts = lineStarts(code);
  const closing = closings(blanked);
  const found: (Declaration & { readonly indent: number })[] = [];
  for (const match of blanked.matchAll(definition)) {
    const [whole, indentation = "", isAsync, word, name = ""] = match;
    const indent = indentation.length;
    const line = lineAt(starts, match.index + indent);
    const open = match.index + whole.length;
    const hasList = blanked[open] === "(" || /^\s*\(/.test(blanked.slice(open, open + 20));
    const start = hasList ? blanked.indexOf("(", open) : open;
    const end = hasList ? closing(start) : open;
    const list = hasList ? listed(code.slice(start + 1, end), blanked.slice(start + 1, end)) : [];
    const endLine = bodyEnd(lines, lineAt(starts, end), indent);
    const owner = found.findLast((one) => one.indent < indent && one.endLine >= line);
    const within = word === "def" && owner?.kind === "class" ? owner.name : undefined;
    const kind = word === "class" ? "class" : within === undefined ? "function" : "method";
    const parameters =
      word === "class" ? [] : list.map(parameterName).filter((text) => !isReceiver(text, within));
    found.push({ kind, name, within, parameters, isAsync: isAsync !== undefined, line, endLine, indent });
  }
  return found.map(({ indent: _indent, ...declaration }) => declaration);
}

function isReceiver(name: string, within: string | undefined): boolean {
  return within !== undefined && (name === "self" || name === "cls");
}

function parameterName(text: string): string {
  return /^\**\w*/.exec(text)?.[0] || text;
}

/** Last line with text that is indented deeper than the definition. */
function bodyEnd(lines: readonly string[], from: number, indent: number): number {
  let end = from;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line.trim() === "") continue;
    if (line.length - line.trimStart().length <= indent) break;
    end = at + 1;
  }
  return end;
}

function importsOf(blanked: string): readonly string[] {
  const found = [...blanked.matchAll(/^[ \t]*(?:from\s+([\w.]+)\s+import|import\s+([\w.]+))/gm)];
  return [...new Set(found.map((match) => match[1] ?? match[2] ?? ""))];
}
