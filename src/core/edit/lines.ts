/**
 * Text as lines. Everything that edits does is done on lines without their line ends; a text that ends with a line
 * end has an empty last line. Owns the taking apart and the joining, and what counts as indentation.
 */

/** The lines of a text, whatever its line ends are. Joined again with one kind of line end they are the text. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}

/** Spaces and tabs at the beginning of a line. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** Whether a line holds nothing but white space. */
export function isBlank(line: string): boolean {
  return line.trim() === "";
}

/** Whether a line is worth matching by: braces and short words stand everywhere. */
export function isTelling(line: string): boolean {
  return line.trim().length > 3 && /[\p{L}\p{N}]/u.test(line);
}

/** A part of the document's lines, to be replaced. Lines count from 0, `end` is the first line after the part. */
export interface LineSpan {
  readonly start: number;
  readonly end: number;
}

/** A replacement of characters: positions are line and character, from 0. */
export interface TextReplacement {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
  readonly text: string;
}

/**
 * The replacement of characters that puts `lines` in place of a span of a document, taking care of the line end that
 * goes with a line that is removed or added. `lengthOf` tells the length of a line of the document.
 */
export function replacement(
  span: LineSpan,
  lines: readonly string[],
  document: {
    readonly lineCount: number;
    readonly lengthOf: (line: number) => number;
    readonly lineEnd: string;
  },
): TextReplacement {
  const { lineCount, lengthOf, lineEnd } = document;
  const text = lines.join(lineEnd);
  const last = lineCount - 1;
  if (span.end > span.start && lines.length > 0) {
    // Lines for lines: the last line end stays as it is.
    return {
      startLine: span.start,
      startCharacter: 0,
      endLine: span.end - 1,
      endCharacter: lengthOf(span.end - 1),
      text,
    };
  }
  if (span.end > last) {
    // Something is taken from, or added after, the last line, which has no line end of its own.
    const isWhole = span.start === 0;
    return {
      startLine: Math.max(0, span.start - 1),
      startCharacter: isWhole ? 0 : lengthOf(span.start - 1),
      endLine: last,
      endCharacter: lengthOf(last),
      text: lines.length > 0 && !isWhole ? lineEnd + text : text,
    };
  }
  return {
    startLine: span.start,
    startCharacter: 0,
    endLine: span.end,
    endCharacter: 0,
    text: lines.length > 0 ? text + lineEnd : "",
  };
}
