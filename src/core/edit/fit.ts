/**
 * Makes code from an answer fit the place it is meant for: copied line numbers go, indentation becomes that of the
 * file, blank lines at the ends and white space at the ends of unchanged lines stay as they are in the file. An answer
 * that differs in white space alone is taken as it is.
 */
import { indentOf, isBlank } from "./lines.ts";

/** How a file is indented. */
export interface IndentStyle {
  readonly useTabs: boolean;
  /** Columns of one step, 1 to 16. */
  readonly size: number;
}

/** A function that fits one line. */
export type FitLine = (line: string) => string;

/** All lines of an answer, made to fit the lines that they are to replace. */
export function fitted(
  code: readonly string[],
  original: readonly string[],
  style: IndentStyle,
): readonly string[] {
  const bare = withoutLineNumbers(code, original);
  const lines = bare.map(lineFitter(bare, original, style));
  const fit = withOwnSpace(withOwnBlankEnds(lines, original), original);
  // Where nothing would be left of the change, white space is what it is about.
  const isNothing = fit.length === original.length && fit.every((line, index) => line === original[index]);
  return isNothing ? bare : fit;
}

/**
 * How to fit a line, judged by lines of the answer that are already there. The first line that is not blank is
 * enough for a stream; what the whole answer says may differ in rare cases.
 */
export function lineFitter(
  code: readonly string[],
  original: readonly string[],
  style: IndentStyle,
): FitLine {
  const theirs = styleOf(code);
  const isForeign = theirs !== undefined && theirs.useTabs !== style.useTabs && !sharesIndent(code, original);
  const step = theirs && !theirs.useTabs ? theirs.size : style.size;
  const converted: FitLine = (line) => {
    const indent = indentOf(line);
    if (!isForeign || indent === "") return line;
    const width = columns(indent, theirs?.useTabs ? style.size : step);
    const steps = Math.floor(width / step);
    const rest = " ".repeat(width % step);
    const unit = style.useTabs ? "\t" : " ".repeat(style.size);
    return unit.repeat(steps) + rest + line.slice(indent.length);
  };
  const missing = missingIndent(code.map(converted), original);
  return (line) => {
    const own = converted(line);
    return isBlank(own) ? own : missing + own;
  };
}

/** Takes away line numbers that were copied with the code, where every line has one and each is the next. */
export function withoutLineNumbers(code: readonly string[], original: readonly string[]): readonly string[] {
  const numbered = /^\s*(\d+)(?:\s?[|:│]\s?|\t)/;
  const alone = /^\s*\d+\s*[|:│]?\s*$/;
  const own = code.filter((line) => !isBlank(line));
  const numbers = own.map((line) => Number(/^\s*(\d+)/.exec(line)?.[1]));
  const isNumbered =
    own.some((line) => numbered.test(line)) &&
    own.every((line) => numbered.test(line) || alone.test(line)) &&
    numbers.every(
      (number, index) => number > 0 && (index === 0 || number === (numbers[index - 1] ?? 0) + 1),
    ) &&
    own.some((line) => line.replace(numbered, "").trim() !== "");
  if (!isNumbered || original.some((line) => numbered.test(line))) return code;
  return code.map((line) => (alone.test(line) ? "" : line.replace(numbered, "")));
}

/** What a line of indentation says of a text's style, by its first indented lines; undefined if it says nothing. */
function styleOf(lines: readonly string[]): IndentStyle | undefined {
  const indents = lines.filter((line) => !isBlank(line)).map(indentOf);
  const tabs = indents.filter((indent) => indent.startsWith("\t")).length;
  const spaces = indents.filter((indent) => indent.startsWith(" ")).length;
  if (tabs === 0 && spaces === 0) return undefined;
  if (tabs >= spaces) return { useTabs: true, size: 4 };
  const widths = [...new Set(indents.map((indent) => indent.length))].toSorted((a, b) => a - b);
  const steps = widths.slice(1).map((width, index) => width - (widths[index] ?? 0));
  const smallest = Math.min(...steps.filter((one) => one > 1));
  return { useTabs: false, size: Number.isFinite(smallest) ? smallest : (widths[0] ?? 0) || 4 };
}

function columns(indent: string, tabSize: number): number {
  const tabs = indent.split("\t").length - 1;
  return indent.length + tabs * (tabSize - 1);
}

/** Whether an indented line of the answer stands in the original just so: then its white space is meant. */
function sharesIndent(code: readonly string[], original: readonly string[]): boolean {
  const own = new Set(original);
  return code.some((line) => indentOf(line) !== "" && !isBlank(line) && own.has(line));
}

/** The indentation that the whole answer lacks: the original is deeper in the file than the answer begins. */
function missingIndent(code: readonly string[], original: readonly string[]): string {
  const have = shallowest(code);
  const want = shallowest(original);
  if (have === undefined || want === undefined) return "";
  return want.length > have.length && want.startsWith(have) ? want.slice(have.length) : "";
}

function shallowest(lines: readonly string[]): string | undefined {
  return lines
    .filter((line) => !isBlank(line))
    .map(indentOf)
    .reduce<string | undefined>(
      (least, indent) => (least === undefined || indent.length < least.length ? indent : least),
      undefined,
    );
}

/** The answer with as many blank lines at its ends as the original has. */
function withOwnBlankEnds(lines: readonly string[], original: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => !isBlank(line));
  const ownFirst = original.findIndex((line) => !isBlank(line));
  if (first < 0 || ownFirst < 0) return lines;
  const last = lines.findLastIndex((line) => !isBlank(line));
  const ownLast = original.findLastIndex((line) => !isBlank(line));
  return [...original.slice(0, ownFirst), ...lines.slice(first, last + 1), ...original.slice(ownLast + 1)];
}

/** White space at the end of a line is the file's own, unless nothing else was changed. */
function withOwnSpace(lines: readonly string[], original: readonly string[]): readonly string[] {
  const trimmed = lines.map((line) => line.trimEnd());
  if (trimmed.join("\n") === original.map((line) => line.trimEnd()).join("\n")) return lines;
  const exact = new Set(original);
  const own = new Map(original.filter((line) => !isBlank(line)).map((line) => [line.trimEnd(), line]));
  return lines.map((line) => (exact.has(line) ? line : (own.get(line.trimEnd()) ?? line)));
}
