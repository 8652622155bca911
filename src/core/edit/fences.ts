/**
 * The fenced code blocks of a text that a model wrote. Owns what opens and closes a fence; a fence without an end
 * reaches to the end of the text and says so.
 */
import { linesOf } from "./lines.ts";

/** A fenced block. */
export interface Fence {
  /** First word behind the opening marks, lower case; empty where there is none. */
  readonly language: string;
  /** What else stands behind the opening marks, such as a file name. */
  readonly info: string;
  /** The lines between the marks, without the indentation of the opening marks. */
  readonly code: readonly string[];
  readonly isClosed: boolean;
  /** Line of the text before the opening marks that holds words, trimmed; empty where there is none. */
  readonly lead: string;
}

/** A text taken apart. */
export interface FencedText {
  readonly fences: readonly Fence[];
  /** The words around the blocks. */
  readonly words: string;
}

/** What an opening line says. */
export interface Opening {
  readonly indent: string;
  readonly marks: string;
  readonly language: string;
  readonly info: string;
}

/** Reads a line as the beginning of a fenced block; undefined if it is none. */
export function openingOf(line: string): Opening | undefined {
  const [, indent = "", marks = "", rest = ""] =
    /^([ \t]*)(`{3,}|~{3,})[ \t]*([^`]*)$/.exec(line.trimEnd()) ?? [];
  if (marks === "") return undefined;
  const [, language = "", info = ""] = /^(\S*)\s*(.*)$/.exec(rest.trim()) ?? [];
  return { indent, marks, language: language.toLowerCase(), info };
}

/** Whether a line ends the block that `opening` began. */
export function isClosing(line: string, opening: Opening): boolean {
  const text = line.trim();
  return text.length >= opening.marks.length && text === (opening.marks[0] ?? "`").repeat(text.length);
}

/** Takes the indentation of the opening marks from a line of the block. */
export function unindented(line: string, indent: string): string {
  return line.startsWith(indent) ? line.slice(indent.length) : line;
}

/** The blocks of a text, and the words around them. */
export function fencesOf(text: string): FencedText {
  const lines = linesOf(text);
  const fences: Fence[] = [];
  const words: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const opening = openingOf(line);
    if (!opening) {
      words.push(line);
      at += 1;
      continue;
    }
    const end = endOf(lines, at, opening);
    fences.push({
      language: opening.language,
      info: opening.info,
      code: lines.slice(at + 1, end ?? lastOf(lines)).map((one) => unindented(one, opening.indent)),
      isClosed: end !== undefined,
      lead:
        lines
          .slice(0, at)
          .findLast((one) => one.trim() !== "")
          ?.trim() ?? "",
    });
    at = (end ?? lines.length) + 1;
  }
  return { fences, words: words.join("\n").trim() };
}

/** An unclosed block ends with the text; a line end at its very end makes no line. */
function lastOf(lines: readonly string[]): number {
  return lines.at(-1) === "" ? lines.length - 1 : lines.length;
}

/** Where a block ends. One of Markdown may hold blocks itself: it ends where the last one does. */
function endOf(lines: readonly string[], at: number, opening: Opening): number | undefined {
  const isMarkdown = opening.language === "markdown" || opening.language === "md";
  let depth = 0;
  for (let index = at + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (isMarkdown && openingOf(line)?.language) depth += 1;
    else if (isClosing(line, opening)) {
      if (depth === 0) return index;
      depth -= 1;
    }
  }
  return undefined;
}
