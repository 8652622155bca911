/** The page's state and its store: snapshots, numbered events, gaps, what a screen reader is told. */
import assert from "node:assert/strict";
import type { ConversationEvent } from "../../../src/core/conversation.ts";
import type { ToHost } from "../../../src/protocol/toHost.ts";
import type { ToWebview } from "../../../src/protocol/toWebview.ts";
import { ChatStore } from "../../../src/webview/page/chatStore.ts";
import { isBusy, received, spoken } from "../../../src/webview/page/pageState.ts";
import {
  answered,
  answering,
  asked,
  card,
  eventMessages,
  readyStatus,
  snapshot,
  start,
} from "../../browser/script.ts";

const text = (delta: string): ConversationEvent => ({ type: "text", turn: "answer", text: delta, at: start });
const events = (sequence: number, ...list: readonly ConversationEvent[]): ToWebview => ({
  type: "events",
  sequence,
  events: list,
  failures: [],
});

function openStore(): { store: ChatStore; posted: ToHost[]; changes: () => number } {
  const posted: ToHost[] = [];
  let changes = 0;
  const store = new ChatStore(
    (message) => posted.push(message),
    () => changes++,
  );
  return { store, posted, changes: () => changes };
}

describe("the page's state", () => {
  it("tells of a message whose context is being read until its answer runs", () => {
    const { store } = openStore();
    store.receive(snapshot([], { status: { ...readyStatus, isSending: true } }));
    assert.ok(store.state && isBusy(store.state));
    assert.equal(spoken(store.state), "gathering");
    for (const message of eventMessages([answering()])) store.receive(message);
    assert.equal(spoken(store.state), "connecting");
  });

  it("says ready and where it is, and takes the snapshot", () => {
    const { store, posted } = openStore();
    store.start();
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    assert.deepEqual(posted, [{ type: "ready", timeZone }]);
    store.receive(snapshot([asked("Hello")]));
    assert.equal(store.state?.conversation.turns.length, 1);
  });

  it("folds numbered events", () => {
    const { store, posted } = openStore();
    store.receive(snapshot());
    for (const message of eventMessages([answering()], [text("Hel")], [text("lo")])) store.receive(message);
    const [turn] = store.state?.conversation.turns ?? [];
    assert.equal(turn?.kind === "answer" && turn.text, "Hello");
    assert.deepEqual(posted, []);
  });

  it("asks for a snapshot once when a number is missing, and takes nothing in before it comes", () => {
    const { store, posted } = openStore();
    store.receive(snapshot([], { sequence: 4 }));
    store.receive(events(6, answering()));
    store.receive(events(7, text("lost")));
    assert.deepEqual(
      posted.map(({ type }) => type),
      ["ready"],
    );
    assert.equal(store.state?.conversation.turns.length, 0);
    store.receive(snapshot([answered("whole", { ending: undefined })], { sequence: 8 }));
    store.receive(events(9, text(" and more")));
    const [turn] = store.state?.conversation.turns ?? [];
    assert.equal(turn?.kind === "answer" && turn.text, "whole and more");
    assert.equal(posted.length, 1);
  });

  it("ignores events that the snapshot already holds", () => {
    const { store, changes } = openStore();
    store.receive(snapshot([answered("whole")], { sequence: 8 }));
    const before = changes();
    store.receive(events(8, text("twice")));
    assert.equal(changes(), before);
  });

  it("does nothing before the first snapshot", () => {
    assert.equal(received(undefined, events(1, answering())), undefined);
    assert.equal(received(undefined, { type: "status", status: readyStatus }), undefined);
  });

  it("keeps failure cards, chips and status", () => {
    const { store } = openStore();
    store.receive(snapshot());
    store.receive({ type: "events", sequence: 2, events: [], failures: [card()] });
    store.receive({ type: "status", status: { ...readyStatus, model: "other" } });
    store.receive({ type: "context", context: [{ id: "1", kind: "file", path: "a.ts" }], references: [] });
    assert.equal(store.state?.failures.get("answer")?.sentence, card().sentence);
    assert.equal(store.state?.status.model, "other");
    assert.equal(store.state?.context.length, 1);
  });

  it("hands deltas to whoever draws the text, and to nobody else", () => {
    const { store } = openStore();
    store.receive(snapshot());
    const heard: string[] = [];
    const stop = store.listen("answer", "text", (delta) => heard.push(delta));
    store.listen("other", "text", () => assert.fail("not its turn"));
    store.listen("answer", "thinking", () => assert.fail("not its part"));
    store.receive(events(2, answering(), text("a"), text("b")));
    stop();
    store.receive(events(3, text("c")));
    assert.deepEqual(heard, ["a", "b"]);
  });

  it("tells phases and the end of an answer, never its words", () => {
    const { store } = openStore();
    store.receive(snapshot());
    const said = (): string | undefined => store.state && spoken(store.state);
    const heard: (string | undefined)[] = [said()];
    const batches: readonly ConversationEvent[] = [
      answering(),
      { type: "phase", turn: "answer", phase: "queued", at: start },
      { type: "thinking", turn: "answer", text: "hm", at: start },
      text("Hello"),
      { type: "ended", turn: "answer", ending: { reason: "stop" }, at: start },
    ];
    for (const [at, event] of batches.entries()) {
      store.receive(events(at + 2, event));
      heard.push(said());
    }
    assert.deepEqual(heard, [
      undefined,
      "connecting",
      "queued",
      "thinkingPhase",
      "writing",
      "answerFinished",
    ]);
  });

  it("leaves the saying to the card when an answer failed", () => {
    const { store } = openStore();
    store.receive(snapshot([answered("", { ending: undefined })]));
    store.receive(
      events(2, {
        type: "ended",
        turn: "answer",
        ending: { reason: "failed", failure: { kind: "server" } },
        at: start,
      }),
    );
    assert.equal(store.state && spoken(store.state), undefined);
  });
});
