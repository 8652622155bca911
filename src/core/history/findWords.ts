/**
 * Finds words in the turns of a conversation as they are written, not as they are drawn: for what is not on the screen,
 * that is near enough to count by. Pure.
 */
import type { Turn } from "../conversation.ts";

/** How often the words occur in the parts of a turn. */
export interface TurnFinds {
  readonly turn: string;
  readonly asked: number;
  readonly thinking: number;
  readonly answer: number;
}

/** What is found in a turn; undefined where there is nothing. */
export function findsIn(turn: Turn, words: string): TurnFinds | undefined {
  const asked = turn.kind === "user" ? countIn(turn.text, words) : 0;
  const thinking = turn.kind === "answer" ? countIn(turn.thinking?.text ?? "", words) : 0;
  const answer = turn.kind === "answer" ? countDrawn(turn.text, words) : 0;
  return asked + thinking + answer > 0 ? { turn: turn.id, asked, thinking, answer } : undefined;
}

/** Where words stand in a text, whatever their case. */
export function placesIn(text: string, words: string): readonly number[] {
  const low = lowered(text);
  const wanted = lowered(words);
  const found: number[] = [];
  if (wanted === "") return found;
  let at = low.indexOf(wanted);
  while (at >= 0) {
    found.push(at);
    at = low.indexOf(wanted, at + wanted.length);
  }
  return found;
}

function countIn(text: string, words: string): number {
  return placesIn(text, words).length;
}

/** Counts in Markdown, where marks may stand between letters that are drawn side by side. */
function countDrawn(text: string, words: string): number {
  const written = countIn(text, words);
  return Math.max(written, countIn(text.replaceAll(/\*\*|__|~~|`+|\]\([^)\s]*\)/g, ""), words));
}

/**
 * Small letters, each in its place: İ, the only letter that would become two, stays as it is. Any blank is one, also the
 * end of a line: most are not drawn as such.
 */
function lowered(text: string): string {
  return text
    .replaceAll(/\s/g, " ")
    .split("İ")
    .map((piece) => piece.toLowerCase())
    .join("İ");
}
