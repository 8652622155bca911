/**
 * The code of an answer while it streams: the lines of its first fenced block, each as soon as it is complete. What
 * the answer means in the end is judged by answer.ts; this is only what can be shown in the meantime.
 */
import { isClosing, openingOf, unindented, type Opening } from "./fences.ts";

export interface AnswerStream {
  /** Takes the next piece of the answer; gives the lines of code that it completed. */
  push(text: string): readonly string[];
}

/** Reads an answer that has not begun yet. Cost is that of the text alone. */
export function createAnswerStream(): AnswerStream {
  let rest = "";
  let opening: Opening | undefined;
  let isOver = false;
  return {
    push(text) {
      if (isOver) return [];
      const pieces = (rest + text).split("\n");
      rest = pieces.pop() ?? "";
      const lines: string[] = [];
      for (const piece of pieces) {
        const line = piece.replace(/\r$/, "");
        if (!opening) opening = openingOf(line);
        else if (isClosing(line, opening)) isOver = true;
        else if (!isOver) lines.push(unindented(line, opening.indent));
      }
      return lines;
    },
  };
}
