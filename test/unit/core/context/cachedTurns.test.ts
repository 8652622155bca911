/** What a host's prefix cache is counted on to hold of the next request. */
import assert from "node:assert/strict";
import { cachedTurns, sentBefore, type SentRequest } from "../../../../src/core/context/cachedTurns.ts";
import {
  foldAll,
  type AnswerTurn,
  type Conversation,
  type ConversationEvent,
} from "../../../../src/core/conversation.ts";
import { undoEvents } from "../../../../src/core/history/operations.ts";

const now = Date.UTC(2026, 10, 17, 20);
const rules = { id: "r", kind: "instructions", path: "AGENTS.md", language: "", text: "Use tabs." } as const;
const question = (id: string, text = "Why?"): ConversationEvent => ({
  type: "asked",
  turn: { kind: "user", id, at: now, text, context: id === "q2" ? [rules] : [] },
});
const answer = (id: string, change: Partial<AnswerTurn> = {}): ConversationEvent => ({
  type: "copied",
  at: now,
  turn: {
    kind: "answer",
    id,
    at: now - 60_000,
    provider: "p",
    providerLabel: "P",
    model: "m",
    effort: "off",
    phase: "writing",
    text: `Because of ${id}.`,
    toolCalls: [],
    usage: { input: 20, output: 5, cachedInput: 0 },
    ending: { reason: "stop" },
    ...change,
  },
});
const chat = (events: readonly ConversationEvent[]): Conversation =>
  foldAll({ id: "c", createdAt: 0, turns: [] }, events);
const asked = chat([question("q1"), answer("a1"), question("q2"), answer("a2"), question("q3")]);
const answered = foldAll(asked, [answer("a3")]);
const sent: SentRequest = { conversation: asked, instructions: "Be brief.", at: now };

describe("what is counted on to be cached", () => {
  const after = (events: readonly ConversationEvent[], instructions = "Be brief."): number | undefined =>
    cachedTurns(sent, { conversation: foldAll(answered, events), instructions, at: now });
  const off = (name: string): ConversationEvent => ({ type: "instructing", name, isOn: false, at: now });
  const removed = (...turns: readonly string[]): ConversationEvent => ({ type: "removed", turns, at: now });

  it("is what the last request held", () => assert.equal(after([]), 5));
  it("ends where a turn was deleted", () => {
    assert.equal(after([removed("q1", "a1")]), 0);
    assert.equal(after([removed("a2")]), 3);
    assert.equal(after([removed("q3", "a3")]), 4);
  });
  it("is whole again once a deletion is taken back", () => {
    const less = foldAll(answered, [removed("q1", "a1")]);
    const again = foldAll(less, undoEvents(less, answered.turns, now));
    assert.equal(cachedTurns(sent, { conversation: again, instructions: "Be brief.", at: now }), 5);
  });
  it("holds what stands before an edited question", () => {
    const conversation = { ...answered, turns: answered.turns.slice(0, 4) };
    assert.equal(cachedTurns(sent, { conversation, instructions: "Be brief.", at: now }), 4);
  });
  it("ends at an answer that has gone on", () => {
    const more: readonly ConversationEvent[] = [
      { type: "continuing", turn: "a2", model: "m", effort: "off", at: now },
      { type: "text", turn: "a2", text: " And more.", at: now },
    ];
    assert.equal(after(more), 3);
  });
  it("ends at the question that told of instructions which are off now", () => {
    assert.equal(after([off("AGENTS.md")]), 2);
    assert.equal(
      after([off("AGENTS.md"), { type: "instructing", name: "AGENTS.md", isOn: true, at: now }]),
      5,
    );
  });
  it("is nothing after a change of the system message", () => {
    assert.equal(after([], "Be long."), undefined);
    assert.equal(after([off("sonde.instructions")]), undefined);
  });
  it("is the same for turns that were read from the file again", () => {
    const conversation = JSON.parse(JSON.stringify(answered)) as Conversation;
    assert.equal(cachedTurns(sent, { conversation, instructions: "Be brief.", at: now }), 5);
  });
  it("is nothing where nothing was sent, or long ago", () => {
    const next = { conversation: answered, instructions: "Be brief.", at: now };
    assert.equal(cachedTurns(undefined, next), undefined);
    assert.equal(cachedTurns({ ...sent, at: 0 }, next), undefined);
  });
});

describe("the last request that a conversation tells of", () => {
  const of = (change: Partial<AnswerTurn>): number | undefined =>
    sentBefore(chat([question("q1"), answer("a1", change)]), { provider: "p", model: "m" })?.conversation
      .turns.length;

  it("is the one to that model", () => {
    assert.equal(of({}), 1);
    assert.equal(of({ model: "other" }), undefined);
    assert.equal(of({ provider: "other" }), undefined);
  });
  it("ends where a turn was deleted since", () => {
    const answering = (turn: string): readonly ConversationEvent[] => [
      { type: "answering", turn, at: now, provider: "p", providerLabel: "P", model: "m", effort: "off" },
      { type: "text", turn, text: `Because of ${turn}.`, at: now },
      { type: "usage", turn, usage: { input: 20, output: 5, cachedInput: 0 }, at: now },
      { type: "ended", turn, ending: { reason: "stop" }, at: now },
    ];
    const events = [1, 2, 3].flatMap((n) => [question(`q${n}`), ...answering(`a${n}`)]);
    const left = (conversation: Conversation): number | undefined =>
      sentBefore(conversation, { provider: "p", model: "m" })?.conversation.turns.length;
    const without = (...turns: readonly string[]): Conversation =>
      chat([...events, { type: "removed", turns, at: now }]);
    assert.equal(left(chat(events)), 5);
    assert.equal(left(without("q1", "a1")), 0);
    assert.equal(left(without("q2", "a2")), 2);
    assert.equal(left(without("a2")), 2);
    // What was asked since has been read as it stands, and what was brought back stands where it stood.
    assert.equal(left(foldAll(without("q2", "a2"), [question("q4"), ...answering("a4")])), 5);
    const undone = undoEvents(without("q2", "a2"), chat(events).turns, now);
    assert.equal(left(foldAll(without("q2", "a2"), undone)), 5);
  });
  it("is one whose host counts cached tokens", () => {
    assert.equal(of({ usage: { input: 20, output: 5 } }), undefined);
    assert.equal(of({ usage: undefined }), undefined);
  });
  it("was made when its answer had ended, with instructions that nobody knows", () => {
    const found = sentBefore(chat([question("q1"), answer("a1", { endedAt: 7 })]), {
      provider: "p",
      model: "m",
    });
    assert.equal(found?.at, 7);
    assert.equal(found.instructions, undefined);
  });
});
