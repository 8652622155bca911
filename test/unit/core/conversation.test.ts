/** The fold of a conversation: what each event changes, and what it must leave alone. */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  emptyConversation,
  fold,
  runningTurn,
  type AnswerTurn,
  type Conversation,
  type ConversationEvent,
} from "../../../src/core/conversation.ts";
import { joinText } from "../../../src/core/joinText.ts";

const asked = { type: "asked", turn: { kind: "user", id: "q", at: 1, text: "why?", context: [] } } as const;
const answering = {
  type: "answering",
  turn: "a",
  at: 2,
  provider: "deepseek",
  providerLabel: "DeepSeek",
  model: "deepseek-flash",
  effort: "high",
} as const;
const after = (...events: readonly ConversationEvent[]): Conversation =>
  [asked, answering, ...events].reduce(fold, emptyConversation("c", 0));
const answerOf = (conversation: Conversation): AnswerTurn => {
  const turn = conversation.turns.at(-1);
  assert.ok(turn?.kind === "answer");
  return turn;
};
const thinking = (text: string, at: number) => ({ type: "thinking", turn: "a", text, at }) as const;
const text = (words: string, at: number) => ({ type: "text", turn: "a", text: words, at }) as const;
const ended = (at: number) => ({ type: "ended", turn: "a", ending: { reason: "stop" }, at }) as const;

describe("fold", () => {
  it("makes thinking of the text of a server that told too late that it was thinking", () => {
    const rethought = { type: "rethought", turn: "a", at: 12 } as const;
    const turn = answerOf(after(text("hm\n", 10), rethought, text("Because", 15), ended(20)));
    assert.deepEqual(turn.thinking, { text: "hm\n", startedAt: 2, endedAt: 12 });
    assert.equal(turn.text, "Because");
  });

  it("keeps the host's own pieces of thinking", () => {
    const details = [{ type: "reasoning.text", text: "x" }];
    const turn = answerOf(after({ type: "reasoning-details", turn: "a", details, at: 9 }, ended(20)));
    assert.deepEqual(turn.reasoningDetails, details);
  });

  it("keeps thinking and answer apart and times the thinking", () => {
    const turn = answerOf(
      after(thinking("hm", 10), thinking(" so", 11), text("Be", 14), text("cause", 15), ended(20)),
    );
    assert.deepEqual(turn.thinking, { text: "hm so", startedAt: 10, endedAt: 14 });
    assert.equal(turn.text, "Because");
    assert.equal(turn.endedAt, 20);
  });

  it("closes the thinking of an answer that is cut before its first word", () => {
    const turn = answerOf(after(thinking("hm", 10), { ...ended(17), ending: { reason: "cancelled" } }));
    assert.deepEqual(turn.thinking, { text: "hm", startedAt: 10, endedAt: 17 });
    assert.deepEqual(turn.ending, { reason: "cancelled" });
  });

  it("does not go back to the queue for a keep-alive between two words", () => {
    const queued = { type: "phase", turn: "a", phase: "queued", at: 12 } as const;
    assert.equal(answerOf(after(queued)).phase, "queued");
    assert.equal(answerOf(after(text("x", 11), queued)).phase, "writing");
    assert.equal(answerOf(after(thinking("x", 11), queued)).phase, "thinking");
  });

  it("takes a turn and what follows away, so that a retry replaces it", () => {
    const cut = after(text("x", 5), ended(6), { type: "cut", from: "a", at: 7 });
    assert.deepEqual(cut.turns, [asked.turn]);
  });

  it("knows the answer that runs, also where another window has asked behind it", () => {
    const theirs = [
      { ...asked, turn: { ...asked.turn, id: "q2" } },
      { ...answering, turn: "a2" },
      { ...ended(5), turn: "a2" },
    ] as const;
    assert.equal(runningTurn(after(...theirs))?.id, "a");
    assert.equal(runningTurn(after(...theirs, ended(6))), undefined);
  });

  it("ignores events of a turn that is not there or has ended", () => {
    const done = after(text("x", 5), ended(6));
    assert.equal(fold(done, text("late", 9)), done);
    assert.equal(fold(done, { ...text("x", 9), turn: "other" }), done);
    assert.equal(runningTurn(done), undefined);
  });

  it("comes to the same whether text arrives in pieces or joined", () => {
    const piece = fc.record({ type: fc.constantFrom("text", "thinking"), words: fc.string() });
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const events = pieces.map((one) => ({ type: one.type, turn: "a", text: one.words, at: 3 }));
        const joined: ConversationEvent[] = [];
        for (const event of events) joinText(joined, event);
        assert.deepEqual(after(...joined), after(...events));
        assert.ok(joined.every((event, index) => event.type !== joined[index + 1]?.type));
      }),
    );
  });
});
