/**
 * The fenced code blocks of a text that a model wrote. Owns what opens and closes a fence; a fence without an end
 * reaches to the end of the text and says so.
 */
import { indentOf, isBlank, linesOf } from "./lines.ts";

/** A fenced block. */
export interface Fence {
  /** First word behind the opening marks, lower case; empty where there is none. */
  readonly language: string;
  /** What else stands behind the opening marks, such as a file name. */
  readonly info: string;
  /** The lines between the marks, without the indentation of the opening marks. */
  readonly code: readonly string[];
  /** Whether the block surely ends where `code` does. False where its end is missing or had to be guessed. */
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

/** What a line within a block is: one of its lines, its end, or its end unless another such line follows. */
export type Place = "inside" | "end" | "maybe-end";

/**
 * Tells for each line of the block that `opening` began, one after the other, what it is. Marks may stand 3 columns
 * deeper than the opening ones, as in CommonMark. Code holds marks itself, in a docstring for instance: a mark with a
 * language behind it opens a block within the block. Where `own`, the lines that were asked about, hold marks, the
 * last mark ends the block.
 */
export function placesIn(opening: Opening, own: readonly string[], deepest = 3): (line: string) => Place {
  const ownMarks = own.some((line) => isMark(line, opening));
  const most = columnsOf(opening.indent) + deepest;
  let depth = 0;
  return (line) => {
    if (columnsOf(indentOf(line)) > most) return "inside";
    const inner = openingOf(line);
    if (inner?.language && inner.marks.startsWith(opening.marks)) depth += 1;
    if (!isMark(line, opening)) return "inside";
    if (ownMarks) return "maybe-end";
    depth -= 1;
    return depth < 0 ? "end" : "inside";
  };
}

/** Whether a line holds nothing but marks that could end the block. */
function isMark(line: string, { marks }: Opening): boolean {
  const text = line.trim();
  return text.length >= marks.length && text === (marks[0] ?? "`").repeat(text.length);
}

function columnsOf(indent: string): number {
  return indent.replaceAll("\t", "    ").length;
}

/** Takes the indentation of the opening marks from a line of the block. */
export function unindented(line: string, indent: string): string {
  return line.startsWith(indent) ? line.slice(indent.length) : line;
}

/** The blocks of a text, and the words around them. `own` are the lines that the text is about. */
export function fencesOf(text: string, own: readonly string[] = []): FencedText {
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
    const { end, isSure } = endOf(lines, at, opening, own);
    fences.push({
      language: opening.language,
      info: opening.info,
      code: lines.slice(at + 1, end ?? lastOf(lines)).map((one) => unindented(one, opening.indent)),
      isClosed: isSure,
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

/** Where a block ends; undefined where nothing ends it. Not sure where models close blocks as they should not. */
function endOf(
  lines: readonly string[],
  at: number,
  opening: Opening,
  own: readonly string[],
): { readonly end: number | undefined; readonly isSure: boolean } {
  const { sure, maybe } = firstEnd(lines, at, placesIn(opening, own));
  if (sure !== undefined) return { end: sure, isSure: true };
  if (maybe !== undefined) return { end: maybe, isSure: false };
  // The end may be indented like the code, or a block within the block may have none.
  const deeper = firstEnd(lines, at, placesIn(opening, own, Infinity));
  const last = lines.findLastIndex((line) => !isBlank(line));
  const atLast = last > at && isMark(lines[last] ?? "", opening) ? last : undefined;
  return { end: deeper.sure ?? deeper.maybe ?? atLast, isSure: false };
}

/** The first line behind `at` that surely ends the block, and the last that may. */
function firstEnd(lines: readonly string[], at: number, placeOf: (line: string) => Place) {
  let maybe: number | undefined;
  for (let index = at + 1; index < lines.length; index += 1) {
    const place = placeOf(lines[index] ?? "");
    if (place === "end") return { sure: index, maybe };
    if (place === "maybe-end") maybe = index;
  }
  return { sure: undefined, maybe };
}
