/** Cuts code into pieces that are coloured one by one, so that no task holds the page up. Pure. */

/** Lines of a piece. highlight.js takes some 20 ms for 1,000 lines, and drawing them more than that. */
export const chunkLines = 200;

/** How far before its end a piece may end at a better place. */
const searchedLines = 120;

/** Code that is left plain: a minified bundle is of no use in colours and costs a second. */
const longestLine = 5000;

/** A piece at the beginning of a text. */
export interface Chunk {
  /** Characters of the piece. */
  readonly end: number;
  readonly lines: number;
}

/**
 * The first piece of a text that has more than `chunkLines` lines; undefined for a shorter text. It ends at a blank
 * line with no indentation behind it, if there is one near: there no string or comment is open, most likely.
 */
export function firstChunk(text: string): Chunk | undefined {
  const ends: number[] = [];
  for (let at = text.indexOf("\n"); at >= 0 && ends.length < chunkLines; at = text.indexOf("\n", at + 1)) {
    ends.push(at + 1);
  }
  const hard = ends[chunkLines - 1];
  if (hard === undefined || hard === text.length) return undefined;
  for (let line = chunkLines - 1; line > chunkLines - searchedLines; line--) {
    const end = ends[line] ?? 0;
    const isAfterBlank = text.charAt(end - 2) === "\n";
    if (isAfterBlank && /\S/.test(text.charAt(end))) return { end, lines: line + 1 };
  }
  return { end: hard, lines: chunkLines };
}

/** Whether a piece is worth its colours. */
export function isPaintable(text: string): boolean {
  let at = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", at)) {
    if (end - at > longestLine) return false;
    at = end + 1;
  }
  return text.length - at <= longestLine;
}
