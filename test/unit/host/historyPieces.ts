/** What the writers of the durability tests write, so that a reader can say whether all of it is there. */
import type { ConversationEvent } from "../../../src/core/conversation.ts";

/** The beginning of an answer by a writer. */
export function answerEvents(writer: string): readonly ConversationEvent[] {
  const question = {
    kind: "user",
    id: `q-${writer}`,
    at: 1,
    text: `Question of ${writer}`,
    context: [],
  } as const;
  return [
    { type: "asked", turn: question },
    {
      type: "answering",
      turn: `a-${writer}`,
      at: 2,
      provider: "practice",
      providerLabel: "Practice",
      model: "practice",
      effort: "off",
    },
  ];
}

/** A piece of text that says its number, with letters of several bytes, so that a cut can fall inside one. */
export function pieceText(piece: number, letters: number): string {
  return `[${piece}]${"é漢😀x".repeat(Math.ceil(letters / 5))}`;
}

/** How many pieces a text holds, one after the other and whole; undefined where something else stands in it. */
export function piecesIn(text: string, letters: number): number | undefined {
  let at = 0;
  for (let piece = 0; ; piece += 1) {
    if (at === text.length) return piece;
    const expected = pieceText(piece, letters);
    if (!text.startsWith(expected, at)) return undefined;
    at += expected.length;
  }
}
