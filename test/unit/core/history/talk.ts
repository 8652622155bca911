/** A conversation as the tests of the history have it. */
import assert from "node:assert/strict";
import {
  emptyConversation,
  foldAll,
  type AnswerTurn,
  type Conversation,
  type ConversationEvent,
} from "../../../../src/core/conversation.ts";

/** Who answers. */
export const model = {
  provider: "deepseek",
  providerLabel: "DeepSeek",
  model: "deepseek-flash",
  effort: "high",
} as const;
/** A question. */
export const ask = (id: string, text = `Question ${id}`, at = 1): ConversationEvent => ({
  type: "asked",
  turn: { kind: "user", id, at, text, context: [] },
});
/** All events of an answer that thought and was counted. */
export const answer = (
  id: string,
  text: string,
  reason: "stop" | "length" = "stop",
): readonly ConversationEvent[] => [
  { type: "answering", turn: id, at: 2, ...model },
  { type: "thinking", turn: id, text: "hm", at: 3 },
  { type: "text", turn: id, text, at: 4 },
  {
    type: "usage",
    turn: id,
    usage: { input: 10, output: 5, cachedInput: 4 },
    cost: { usd: 1, source: "table" },
    at: 5,
  },
  { type: "ended", turn: id, ending: { reason }, at: 6 },
];
/** Nothing said yet. */
const empty = emptyConversation("c", 0);
/** What a conversation is after events. */
export const after = (events: readonly ConversationEvent[], start: Conversation = empty): Conversation =>
  foldAll(start, events);
/** The turns by their ids. */
export const ids = (conversation: Conversation): readonly string[] =>
  conversation.turns.map((turn) => turn.id);
/** The last turn, an answer. */
export const last = (conversation: Conversation): AnswerTurn => {
  const turn = conversation.turns.at(-1);
  assert.ok(turn?.kind === "answer");
  return turn;
};
/** Two questions, the second with two answers. */
export const talk = after([
  ask("q1"),
  ...answer("a1", "One"),
  ask("q2"),
  ...answer("a2", "Two"),
  ...answer("a3", "Three"),
]);
