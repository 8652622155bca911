/**
 * The code of an answer while it streams: the lines of its first fenced block, each as soon as it is complete. What
 * the answer means in the end is judged by answer.ts; this is only what can be shown in the meantime.
 */
import { openingOf, placesIn, unindented, type Opening, type Place } from "./fences.ts";

export interface AnswerStream {
  /** Takes the next piece of the answer; gives the lines of code that it completed. */
  push(text: string): readonly string[];
}

/** The block that is being read. */
interface Block {
  readonly opening: Opening;
  readonly placeOf: (line: string) => Place;
  /** Lines since one that may have been the end: known to be code when the next such line comes. */
  readonly held: string[];
}

/** Reads an answer about these lines that has not begun yet. Cost is that of the text alone. */
export function createAnswerStream(own: readonly string[]): AnswerStream {
  let rest = "";
  let block: Block | undefined;
  let isOver = false;
  return {
    push(text) {
      if (isOver) return [];
      const pieces = (rest + text).split("\n");
      rest = pieces.pop() ?? "";
      const lines: string[] = [];
      for (const piece of pieces) {
        const line = piece.replace(/\r$/, "");
        if (block) {
          const place = block.placeOf(line);
          isOver ||= place === "end";
          if (!isOver) lines.push(...codeIn(block, place, unindented(line, block.opening.indent)));
        } else {
          const opening = openingOf(line);
          if (opening) block = { opening, placeOf: placesIn(opening, own), held: [] };
        }
      }
      return lines;
    },
  };
}

function codeIn({ held }: Block, place: Place, line: string): readonly string[] {
  const known = place === "maybe-end" ? held.splice(0) : [];
  if (place === "inside" && held.length === 0) return [line];
  held.push(line);
  return known;
}
