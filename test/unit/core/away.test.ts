/** What the page holds of a conversation: every turn in its place, the words of few, and the same fold. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { foldAll, type Conversation, type ConversationEvent } from "../../../src/core/conversation.ts";
import { heldAtEnd, heldConversation, heldEvent, heldTurns } from "../../../src/core/history/away.ts";
import { findsIn, placesIn } from "../../../src/core/history/findWords.ts";
import { received, withoutWords, type PageState } from "../../../src/webview/page/pageState.ts";
import { answered, answering, asked, snapshot, start } from "../../browser/script.ts";

const item = { id: "i", kind: "file", path: "a.ts", language: "typescript", text: "secret" } as const;

function conversationOf(turns: number, characters: number): Conversation {
  const text = "w".repeat(characters);
  const all = Array.from({ length: turns }, (_, at) =>
    at % 2 === 0
      ? asked(text, { id: `t${at}`, at: start + at, context: [item] })
      : answered(text, { id: `t${at}` }),
  );
  return { id: "c", createdAt: start, turns: all };
}

describe("what the page holds of a conversation", () => {
  it("is all of a short one, and of a long one the end", () => {
    const short = heldConversation(conversationOf(10, 100));
    assert.ok(short.turns.every(({ kind }) => kind !== "away"));
    const long = heldConversation(conversationOf(10_000, 5000));
    assert.equal(long.turns.length, 10_000);
    const held = long.turns.filter(({ kind }) => kind !== "away").length;
    assert.ok(held >= heldAtEnd && held <= 30, `${held} turns`);
    assert.ok(long.turns.slice(-held).every(({ kind }) => kind !== "away"));
    assert.deepEqual(long.turns[0], { kind: "away", id: "t0", of: "user", size: 5000 });
  });

  it("has the last turns however long they are", () => {
    const { turns } = heldConversation(conversationOf(10, 8_000_000));
    assert.deepEqual(
      turns.map(({ kind }) => kind),
      [...Array.from({ length: 10 - heldAtEnd }, () => "away"), "user", "answer", "user", "answer"],
    );
  });

  it("never has what the context holds", () => {
    const conversation = conversationOf(4, 10);
    const event: ConversationEvent = { type: "asked", turn: asked("q", { id: "q", context: [item] }) };
    const copy = { type: "copied", turn: asked("q", { id: "r", context: [item] }), at: start } as const;
    const told = [
      heldConversation(conversation),
      heldTurns(conversation, ["t0", "t2"]),
      [event, copy].map(heldEvent),
    ];
    for (const part of told) {
      const written = JSON.stringify(part);
      assert.ok(written.includes("a.ts") && !written.includes("secret"));
    }
  });

  it("gets the turns that it asks for, the first ones first, as many as go at once", () => {
    const conversation = conversationOf(100, 60_000);
    const ids = ["t7", "t3", "nobody", "t9", "t11"];
    assert.deepEqual(
      heldTurns(conversation, ids).map(({ id }) => id),
      ["t7", "t3"],
    );
    assert.deepEqual(
      heldTurns(conversationOf(9, 9_000_000), ["t5"]).map(({ id }) => id),
      ["t5"],
    );
  });

  it("folds to what the whole would be, whatever happens and whatever the page lets go of", () => {
    const change = fc.oneof(
      fc.record({ cut: fc.nat(60) }),
      fc.record({ removed: fc.nat(60) }),
      fc.record({ said: fc.string() }),
      fc.record({ far: fc.nat(60), near: fc.nat(20) }),
      fc.record({ come: fc.nat(60) }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        let whole = conversationOf(60, 5000);
        let state = received(undefined, snapshot([], { conversation: heldConversation(whole), sequence: 0 }));
        assert.ok(state && state !== "gap");
        let sequence = 0;
        const happen = (...events: ConversationEvent[]): PageState => {
          whole = foldAll(whole, events);
          const message = { type: "events", sequence: ++sequence, events, failures: [] } as const;
          const next = received(state as PageState, message);
          assert.ok(next && next !== "gap");
          return next;
        };
        const idAt = (at: number): string => whole.turns[at]?.id ?? "none";
        for (const [at, one] of changes.entries()) {
          if ("cut" in one) state = happen({ type: "cut", from: idAt(one.cut), at: start });
          else if ("removed" in one)
            state = happen({ type: "removed", turns: [idAt(one.removed)], at: start });
          else if ("far" in one)
            state = withoutWords(state, (turn) => turn >= one.far && turn < one.far + one.near);
          else if ("come" in one) {
            const turns = heldTurns(whole, [idAt(one.come)]);
            state = received(state, { type: "turns", turns, failures: [] }) as PageState;
          } else {
            const turn = `new ${at}`;
            state = happen(
              { type: "asked", turn: asked(one.said, { id: `q ${at}` }) },
              answering(turn),
              { type: "text", turn, text: one.said, at: start },
              { type: "ended", turn, ending: { reason: "stop" }, at: start },
            );
          }
        }
        const { turns } = state.conversation;
        assert.deepEqual(
          turns.map(({ id }) => id),
          whole.turns.map(({ id }) => id),
        );
        for (const [at, turn] of turns.entries()) {
          const truth = whole.turns[at];
          if (turn.kind === "away") assert.ok(at < turns.length - heldAtEnd || at < 60);
          else assert.equal(turn.text, truth?.text);
        }
      }),
    );
  });
});

describe("words in turns that are not drawn", () => {
  it("are counted by their parts, whatever the case and across marks", () => {
    const thinking = { text: "A needle?", startedAt: start };
    assert.deepEqual(findsIn(answered("A **nee**dle, a `Needle`.", { thinking }), "needle"), {
      turn: "answer",
      asked: 0,
      thinking: 1,
      answer: 2,
    });
    assert.deepEqual(findsIn(asked("Needle needle"), "NEEDLE"), {
      turn: "question",
      asked: 2,
      thinking: 0,
      answer: 0,
    });
    assert.equal(
      findsIn(asked("İstanbul: the NEEDLE"), "Needle")?.asked,
      1,
      "a letter that would become two",
    );
    assert.deepEqual(placesIn("İİ Needle", "nEEDLE"), [3]);
    assert.deepEqual(placesIn("one\ntwo\u00A0three\r\nfour", "one two three"), [0]);
    assert.equal(findsIn(answered("In *this\nhay* stack"), "this hay")?.answer, 1);
    assert.equal(findsIn(asked("hay"), "needle"), undefined);
    assert.equal(findsIn(asked("hay"), ""), undefined);
  });
});
