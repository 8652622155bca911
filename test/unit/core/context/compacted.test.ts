/** Which turns go with a request once a chat has been summed up, and how its summary is asked for. */
import assert from "node:assert/strict";
import { cachedTurns } from "../../../../src/core/context/cachedTurns.ts";
import {
  askedAgain,
  canCompact,
  refusedQuestion,
  sentTurns,
  summedUp,
} from "../../../../src/core/context/compacted.ts";
import { fitCompaction } from "../../../../src/core/context/fitCompaction.ts";
import { turnTokens } from "../../../../src/core/context/forecast.ts";
import { newInstructions, toldInstructions } from "../../../../src/core/context/instructions.ts";
import {
  foldAll,
  type AnswerTurn,
  type ContextItem,
  type Conversation,
  type Turn,
  type UserTurn,
} from "../../../../src/core/conversation.ts";
import type { Ending } from "../../../../src/core/event.ts";
import { chatMessages } from "../../../../src/core/prompts/chat.ts";

const done: Ending = { reason: "stop" };
const tooLong: Ending = { reason: "failed", failure: { kind: "context-length" } };
const asked = (id: string, change: Partial<UserTurn> = {}): UserTurn => ({
  kind: "user",
  id,
  at: 1,
  text: `${id}?`,
  context: [],
  ...change,
});
const compact = (id: string): UserTurn => asked(id, { compacts: true });
const answer = (id: string, ending: Ending = done, text = `${id}.`): AnswerTurn => ({
  kind: "answer",
  id,
  at: 1,
  provider: "p",
  providerLabel: "P",
  model: "m",
  effort: "off",
  phase: "writing",
  text,
  toolCalls: [],
  ending,
});
const refused = (id: string): AnswerTurn => answer(id, tooLong, "");
const chat = (...turns: readonly Turn[]): Conversation => ({ id: "c", createdAt: 0, turns });
const ids = (turns: readonly Turn[]): string => turns.map(({ id }) => id).join(" ");
const talk = [asked("q1"), answer("a1"), asked("q2"), answer("a2")];

describe("the turns of a request", () => {
  const sent: Readonly<Record<string, readonly [readonly Turn[], string]>> = {
    "are all where nothing was summed up": [talk, "q1 a1 q2 a2"],
    "are all while the summary is asked for": [[...talk, compact("c1")], "q1 a1 q2 a2 c1"],
    "begin with the summary once it is there": [
      [...talk, compact("c1"), answer("s1"), asked("q3")],
      "c1 s1 q3",
    ],
    "begin with the newest summary": [
      [...talk, compact("c1"), answer("s1"), asked("q3"), answer("a3"), compact("c2"), answer("s2")],
      "c2 s2",
    ],
    "are all where the summary failed": [
      [...talk, compact("c1"), answer("s1", tooLong, ""), asked("q3")],
      "q1 a1 q2 a2 q3",
    ],
    "are all where the summary was cut": [
      [...talk, compact("c1"), answer("s1", { reason: "length" }), asked("q3")],
      "q1 a1 q2 a2 q3",
    ],
    "hold a cut summary while it can be gone on with": [
      [...talk, compact("c1"), answer("s1", { reason: "length" })],
      "q1 a1 q2 a2 c1 s1",
    ],
    "are all again where the summary was deleted": [[...talk, compact("c1"), asked("q3")], "q1 a1 q2 a2 q3"],
  };
  for (const [name, [turns, expected]] of Object.entries(sent)) {
    it(name, () => {
      assert.equal(ids(sentTurns(turns)), expected);
      const said = sentTurns(turns).map(({ text }) => text);
      const [, ...messages] = chatMessages(chat(...turns), "");
      assert.deepEqual(
        messages.map(({ text }) => text),
        said.filter((text) => text !== ""),
      );
    });
  }

  it("hold no summary that was stopped where another question comes next, and one that is to come", () => {
    const stopped = [...talk, compact("c1"), answer("s1", { reason: "cancelled" })];
    assert.equal(ids(sentTurns(stopped, true)), "q1 a1 q2 a2");
    assert.equal(ids(sentTurns([...talk, compact("c1")], true)), "q1 a1 q2 a2 c1");
  });

  it("are not in the host's cache where they went without what was attached to them", () => {
    const file = { id: "f", kind: "file", path: "a.ts", language: "typescript", text: "let x;" } as const;
    const whole = chat(asked("q1", { context: [file] }), answer("a1"));
    const parts = chat(
      asked("q1", { context: [{ ...file, text: "[left out]" }] }),
      answer("a1"),
      compact("c"),
    );
    const before = { conversation: parts, instructions: "", at: 1 };
    assert.equal(cachedTurns(before, { conversation: whole, instructions: "", at: 2 }), 0);
  });

  it("are not in the host's cache behind a summary, but for the instructions; and are with the next question", () => {
    const before = { conversation: chat(...talk, compact("c1")), instructions: "", at: 1 };
    const summed = chat(...talk, compact("c1"), answer("s1"), asked("q3"));
    assert.equal(cachedTurns(before, { conversation: summed, instructions: "", at: 2 }), 0);
    const next = chat(...summed.turns, answer("a3"), asked("q4"));
    const last = { conversation: summed, instructions: "", at: 2 };
    assert.equal(cachedTurns(last, { conversation: next, instructions: "", at: 3 }), 3);
  });
});

describe("the instructions of a chat that is summed up", () => {
  const rules = (text: string): ContextItem => {
    return { id: text, kind: "instructions", path: "AGENTS.md", language: "", text };
  };
  const told = [asked("q1", { context: [rules("Tabs.")] }), answer("a1"), asked("q2"), answer("a2")];
  const file = { path: "AGENTS.md", text: "Tabs." };

  it("are those that were told last", () => {
    const again = chat(...told, asked("q3", { context: [rules("Spaces.")] }), answer("a3"));
    assert.deepEqual(
      toldInstructions(again).map(({ text }) => text),
      ["Spaces."],
    );
  });

  it("are known behind the summary where they went along with its question, and else are told anew", () => {
    const along = asked("c", { compacts: true, context: toldInstructions(chat(...told)) });
    const summed = chat(...told, along, answer("s"));
    assert.deepEqual(newInstructions(summed, [file]), []);
    assert.match(chatMessages(summed, "")[1]?.text ?? "", /Tabs\./);
    assert.deepEqual(newInstructions(chat(...told, compact("c"), answer("s")), [file]), [file]);
  });
});

describe("compacting a chat", () => {
  it("needs an answer that is not summed up yet", () => {
    assert.ok(canCompact(chat(...talk)));
    assert.ok(!canCompact(chat()));
    assert.ok(!canCompact(chat(asked("q1"), refused("a1"))));
    assert.ok(!canCompact(chat(...talk, compact("c1"), answer("s1"), asked("q3"))));
    assert.ok(canCompact(chat(...talk, compact("c1"), answer("s1"), asked("q3"), answer("a3"))));
  });

  it("asks what was too long again, behind the summary", () => {
    const waiting = [...talk, asked("long"), refused("no"), compact("c1")];
    assert.equal(refusedQuestion(waiting), 4);
    assert.equal(ids(summedUp(chat(...waiting)).turns), "q1 a1 q2 a2 c1");
    const summed = chat(...waiting, answer("s1"));
    const again = askedAgain(summed, 9);
    assert.equal(again?.question.id, "long");
    assert.equal(ids(foldAll(summed, again.events).turns), "q1 a1 q2 a2 c1 s1");
  });

  it("loses no word of an answer that was begun before it was too long to be gone on with", () => {
    const begun = [...talk, asked("long"), answer("half", tooLong, "It is"), compact("c1"), answer("s1")];
    assert.equal(refusedQuestion(begun), undefined);
    assert.equal(askedAgain(chat(...begun), 9), undefined);
  });

  it("leaves what was too long where it is while there is no summary", () => {
    const waiting = [...talk, asked("long"), refused("no")];
    assert.equal(askedAgain(chat(...waiting), 9), undefined);
    assert.equal(
      askedAgain(chat(...waiting, compact("c1"), answer("s1", { reason: "cancelled" })), 9),
      undefined,
    );
    const goneOn = chat(...waiting, asked("short"), answer("a3"), compact("c1"), answer("s1"));
    assert.equal(askedAgain(goneOn, 9), undefined);
  });
});

describe("a chat that is to be summed up", () => {
  const boundless = { id: "m", efforts: ["off"] } as const;
  const model = { ...boundless, contextTokens: 16_000 };
  const file = {
    id: "f",
    kind: "file",
    path: "a.ts",
    language: "typescript",
    text: "let x;\n".repeat(400),
  } as const;
  const long = Array.from({ length: 12 }, (_, n) => [
    asked(`q${n}`, { text: `Question ${n}. ${"Why then? ".repeat(50)}`, context: [file] }),
    answer(`a${n}`, done, `Answer ${n}. ${"Because of that. ".repeat(50)}`),
  ]).flat();
  const to = { instructions: "", model, forgetsThinking: false, ratio: 1 };
  const tokens = (turns: readonly Turn[]): number =>
    turns.reduce((sum, turn) => sum + turnTokens(turn, chat(), false), 0);

  it("goes whole where it fits", () => {
    const conversation = chat(...long, compact("c"));
    const roomy = { ...to, model: { ...boundless, contextTokens: 1_000_000 } };
    assert.equal(fitCompaction(conversation, roomy), conversation);
    assert.equal(fitCompaction(conversation, { ...to, model: boundless }), conversation);
  });

  it("loses what was attached to its oldest turns first, and none of its questions", () => {
    const { turns } = fitCompaction(chat(...long, compact("c")), to);
    assert.ok(tokens(turns) < model.contextTokens, `${tokens(turns)} tokens`);
    assert.ok(tokens(turns) > model.contextTokens / 2, "no more gives way than must");
    assert.equal(ids(turns), ids([...long, compact("c")]));
    const attached = turns.map((turn) => turn.kind === "user" && turn.context[0]?.text === file.text);
    assert.ok(!attached[0] && attached.at(-3), "the newest file goes whole");
  });

  it("loses its oldest turns where that is not enough", () => {
    const words = Array.from({ length: 40 }, (_, n) => [
      asked(`q${n}`),
      answer(`w${n}`, done, "One more word. ".repeat(200)),
    ]).flat();
    const { turns } = fitCompaction(chat(...words, compact("c")), to);
    assert.ok(tokens(turns) < model.contextTokens, `${tokens(turns)} tokens`);
    assert.equal(turns.at(-1)?.id, "c");
    assert.equal(turns.at(-2)?.id, "w39");
    assert.ok(turns.length > 5 && turns.length < 80, `${turns.length} turns`);
  });

  it("goes at half its size to a host that has refused it, whatever that says that it takes", () => {
    const conversation = chat(...long, asked("q"), refused("a"), compact("c"));
    const { turns } = fitCompaction(conversation, { ...to, model: boundless });
    assert.ok(tokens(turns) <= tokens(long) / 2 + 100, `${tokens(turns)} of ${tokens(long)} tokens`);
    assert.ok(!ids(turns).endsWith("q a c"), "what is asked again is no part of it");
    const huge = asked("q", { text: "So very long. ".repeat(20_000) });
    const short = chat(...talk, huge, refused("a"), compact("c"));
    assert.equal(ids(fitCompaction(short, { ...to, model: boundless }).turns), "q1 a1 q2 a2 c");
  });

  it("goes smaller each time that the summary itself is refused", () => {
    const sizes = [0, 1, 2, 3].map((times) => {
      const tries = Array.from({ length: times }, (_, n) => [compact(`c${n}`), refused(`s${n}`)]).flat();
      return tokens(fitCompaction(chat(...long, ...tries, compact("c")), { ...to, model: boundless }).turns);
    });
    for (const [at, size] of sizes.entries()) {
      const before = sizes[at - 1] ?? Infinity;
      assert.ok(size < before * 0.6 + 100, `${size} tokens after ${before}`);
    }
  });

  it("keeps what an earlier summary says", () => {
    const summary = answer("s", done, "It was decided so. ".repeat(300));
    const again = chat(...talk, compact("c1"), summary, ...long, compact("c2"));
    const { turns } = fitCompaction(again, to);
    assert.equal(ids(turns.slice(0, 2)), "c1 s");
    assert.equal(turns[1]?.text, summary.text);
    assert.ok(tokens(turns) < model.contextTokens, `${tokens(turns)} tokens`);
  });

  it("begins with a question, and holds no half of a letter", () => {
    for (const contextTokens of [3000, 4000, 5000, 6000, 8000]) {
      const wide = long.map((turn) => ({ ...turn, text: `${turn.text}${"🧭".repeat(2001)}` }));
      const { turns } = fitCompaction(chat(...wide, compact("c")), {
        ...to,
        model: { ...boundless, contextTokens },
      });
      assert.equal(turns[0]?.kind, "user");
      // Half of a letter can't be written so.
      for (const { text } of turns) encodeURIComponent(text);
    }
  });

  it("is gone on with as it was asked for", () => {
    const cut = chat(...long, asked("q"), refused("a"), compact("c"), answer("s", { reason: "length" }));
    const { turns } = fitCompaction(cut, to);
    assert.equal(ids(turns.slice(-2)), "c s");
    assert.ok(!turns.some(({ id }) => id === "q"));
    assert.ok(tokens(turns) < model.contextTokens, `${tokens(turns)} tokens`);
  });
});
