/**
 * Search in one conversation: titles, questions, answers and thinking. Every word of the query must occur in the same
 * question, answer or thinking, in any order and case.
 */
import type { Turn } from "../conversation.ts";

/** Where a query was found. */
export interface Hit {
  readonly turn: string;
  readonly part: "question" | "answer" | "thinking";
  /** A line of text around the first word that was found. */
  readonly snippet: string;
}

/** A query, made ready. */
export type Words = readonly string[];

/** Characters of a snippet before and after what was found. */
const before = 40;
const after = 120;

/** The words of a query in lower case; none for a query that says nothing. */
export function wordsOf(query: string): Words {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Whether a text holds every word. */
export function holds(text: string, words: Words): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

/** The turns that hold every word, at most `most` of them, in order. */
export function hitsIn(turns: readonly Turn[], words: Words, most: number): readonly Hit[] {
  const hits: Hit[] = [];
  if (words.length === 0) return hits;
  for (const turn of turns) {
    if (hits.length >= most) break;
    const found = hitIn(turn, words);
    if (found) hits.push(found);
  }
  return hits;
}

function hitIn(turn: Turn, words: Words): Hit | undefined {
  if (turn.kind === "user") {
    return holds(turn.text, words) ? hit(turn.id, "question", turn.text, words) : undefined;
  }
  if (holds(turn.text, words)) return hit(turn.id, "answer", turn.text, words);
  const thinking = turn.thinking?.text ?? "";
  return holds(thinking, words) ? hit(turn.id, "thinking", thinking, words) : undefined;
}

function hit(turn: string, part: Hit["part"], text: string, words: Words): Hit {
  return { turn, part, snippet: snippetOf(text, words[0] ?? "") };
}

/** A line around the first occurrence of a word. Lower case may be longer than the text by some letters; near is enough. */
function snippetOf(text: string, word: string): string {
  const at = Math.max(0, text.toLowerCase().indexOf(word));
  const from = Math.max(0, at - before);
  const piece = text.slice(from, at + word.length + after);
  const line = piece.replace(/\s+/gu, " ").trim();
  return `${from > 0 ? "…" : ""}${line}${from + piece.length < text.length ? "…" : ""}`;
}
