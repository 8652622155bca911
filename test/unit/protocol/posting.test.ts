/** What crosses to the page: whatever the host posts is read as what it was, and a message that is missing shows. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { ConversationEvent } from "../../../src/core/conversation.ts";
import { createDecoder, createEncoder } from "../../../src/protocol/posting.ts";
import type { ToWebview } from "../../../src/protocol/toWebview.ts";
import type { ToHost } from "../../../src/protocol/toHost.ts";
import { ChatStore } from "../../../src/webview/page/chatStore.ts";
import { answering, asked, card, readyStatus, snapshot, start } from "../../browser/script.ts";

const words = (text: string, at = start): ConversationEvent => ({ type: "text", turn: "answer", text, at });
const batch = (sequence: number, ...events: readonly ConversationEvent[]): ToWebview => ({
  type: "events",
  sequence,
  events,
  failures: [],
});

/** What arrives of what is posted: VS Code sends JSON. */
function carried(posted: unknown): unknown {
  return JSON.parse(JSON.stringify(posted));
}

/** One event, by the moment of the one before. */
type Step = (before: number) => ConversationEvent;

/** Events that a page may be told of: mostly of one answer and soon after each other, as those of a stream are. */
const anyStep: fc.Arbitrary<Step> = fc
  .record({
    turn: fc.oneof({ weight: 9, arbitrary: fc.constant("t1") }, { weight: 1, arbitrary: fc.constant("t2") }),
    text: fc
      .string({ unit: "binary" })
      // Halves of a character too: a host may cut its pieces there.
      .chain((text) => fc.constantFrom(text, "", "\ud83d", `\ude42${text}`, '"\n\\')),
    after: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 60 }) }, fc.integer({ min: -9000, max: 9000 })),
    type: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom("text" as const, "thinking" as const) },
      fc.constantFrom("phase" as const, "asked" as const, "titled" as const, "ended" as const),
    ),
  })
  .map(({ turn, text, after, type }) => (before): ConversationEvent => {
    const at = before + after;
    switch (type) {
      case "text":
      case "thinking":
        return { type, turn, text, at };
      case "phase":
        return { type, turn, phase: "queued", at };
      case "asked":
        return { type, turn: asked(text, { id: turn }) };
      case "titled":
        return { type, title: text, at };
      case "ended":
        return { type, turn, ending: { reason: "stop" }, at };
    }
  });

/** Messages in the order of their numbers, with what has none in between. */
const anyMessages: fc.Arbitrary<readonly ToWebview[]> = fc
  .array(
    fc.record({
      type: fc.oneof(
        { weight: 20, arbitrary: fc.constant("events" as const) },
        fc.constantFrom("snapshot" as const, "failed" as const, "status" as const),
      ),
      steps: fc.oneof(
        { weight: 9, arbitrary: fc.array(anyStep, { minLength: 1, maxLength: 1 }) },
        fc.array(anyStep, { maxLength: 3 }),
      ),
    }),
    { maxLength: 80, size: "max" },
  )
  .map((list) => {
    let [sequence, at] = [0, start];
    return list.map(({ type, steps }): ToWebview => {
      if (type === "status") return { type, status: readyStatus };
      if (type === "snapshot") return snapshot([], { sequence: ++sequence });
      const events = steps.map((step) => {
        const event = step(at);
        at = "at" in event ? event.at : at;
        return event;
      });
      return { type: "events", sequence: ++sequence, events, failures: type === "failed" ? [card()] : [] };
    });
  });

describe("what is posted to the page", () => {
  it("is read as what it was, whatever it was", () => {
    let short = 0;
    fc.assert(
      fc.property(anyMessages, (messages) => {
        const [encode, decode] = [createEncoder(), createDecoder()];
        for (const message of messages) {
          const posted = encode(message);
          if (typeof posted === "string") short++;
          assert.deepEqual(decode(carried(posted)), carried(message));
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(short > 2000, `only ${short} short messages`);
  });

  it("is three signs and the words where words are appended", () => {
    const encode = createEncoder();
    encode(batch(3, answering()));
    const [first, second] = [" and", " so on"].map((text, at) =>
      JSON.stringify(encode(batch(4 + at, words(text, start + 16 * (at + 1))))),
    );
    assert.equal(first, '"e0 and"');
    assert.equal(second, '"f0 so on"');
  });

  it("tells each page for itself where it stands", () => {
    const [one, other] = [createEncoder(), createEncoder()];
    const [readOne, readOther] = [createDecoder(), createDecoder()];
    readOne(one(batch(3, answering("t1"))));
    readOther(other(batch(8, answering("t2"))));
    const toOne = batch(4, { type: "text", turn: "t1", text: "to one", at: start });
    const toOther = batch(9, { type: "thinking", turn: "t2", text: "to the other", at: start });
    const posted = [one(toOne), other(toOther)];
    assert.deepEqual(
      posted.map((each) => typeof each),
      ["string", "string"],
    );
    assert.deepEqual([readOne(posted[0]), readOther(posted[1])], [toOne, toOther]);
  });
});

/** A page that has a running answer, and how the host posts to it. */
function openPage(): {
  store: ChatStore;
  posted: ToHost[];
  post: (message: ToWebview, isLost?: boolean) => void;
} {
  const [encode, decode] = [createEncoder(), createDecoder()];
  const posted: ToHost[] = [];
  const store = new ChatStore(
    (message) => posted.push(message),
    () => {},
  );
  const post = (message: ToWebview, isLost = false): void => {
    const read = isLost ? undefined : decode(carried(encode(message)));
    if (isLost) encode(message);
    else if (read) store.receive(read);
  };
  post(snapshot());
  post(batch(2, answering()));
  return { store, posted, post };
}

const said = ({ store }: { readonly store: ChatStore }): unknown => {
  const [turn] = store.state?.conversation.turns ?? [];
  return turn?.kind === "answer" ? turn.text : undefined;
};

/** Texts that may pass for a short message. */
const anyStrange = fc
  .tuple(fc.constantFrom("", "b", "c", "d", "C", "D", "_"), fc.string({ unit: "binary" }))
  .map((parts) => parts.join(""));

const typeOf = ({ type }: ToHost): string => type;

describe("a page that is posted to", () => {
  it("asks for a snapshot when words are missing, and shows none that come behind them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 25 }), (before, lost) => {
        const page = openPage();
        for (let at = 0; at < before + lost + 3; at++) {
          page.post(batch(3 + at, words("x", start + 20 * at)), at >= before && at < before + lost);
        }
        assert.deepEqual(page.posted.map(typeOf), ["ready"]);
        assert.equal(said(page), "x".repeat(before));
        page.post(snapshot([], { sequence: 100 }));
        page.post(batch(101, answering()));
        page.post(batch(102, words("again")));
        assert.equal(said(page), "again");
        assert.equal(page.posted.length, 1);
      }),
    );
  });

  it("asks for one by the end of the answer, when so many are missing that the next one fits", () => {
    const page = openPage();
    for (let at = 0; at < 30; at++) page.post(batch(3 + at, words("x")), at < 26);
    assert.deepEqual(page.posted, []);
    page.post(batch(33, { type: "ended", turn: "answer", ending: { reason: "stop" }, at: start }));
    assert.deepEqual(page.posted.map(typeOf), ["ready"]);
  });

  it("asks for one when the message is missing that words build upon", () => {
    const page = openPage();
    page.post(snapshot([], { sequence: 8 }));
    page.post(batch(9, answering()), true);
    page.post(batch(10, words("lost")));
    assert.deepEqual(page.posted.map(typeOf), ["ready"]);
  });

  it("reads only messages of the host", () => {
    const decode = createDecoder();
    for (const data of [undefined, null, 1, "snapshot", "a words", {}, { type: "ask" }, { type: 3 }])
      assert.equal(decode(data), undefined);
    assert.equal(decode({ type: "focus" })?.type, "focus");
    decode(carried(batch(4, answering())));
    for (const data of ["", "f", "1 words", "é words", "f\u001fwords", "f\u0800words"])
      assert.equal(decode(data), undefined);
    assert.deepEqual(decode("f words"), batch(5, words(" words".slice(1))));
  });

  it("is thrown at by nothing that another page posts", () => {
    fc.assert(
      fc.property(fc.array(anyStrange), (strange) => {
        const page = openPage();
        const decode = createDecoder();
        decode(carried(batch(2, answering())));
        for (const data of strange) {
          const read = decode(data);
          if (read) page.store.receive(read);
        }
      }),
    );
  });
});
