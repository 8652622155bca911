/** A round of an edit: what is asked once more, and with what, where the host has found the question too long. */
import assert from "node:assert/strict";
import type { EditMessages } from "../../../../src/core/context/fitEdit.ts";
import type { EditEvent } from "../../../../src/core/edit/editState.ts";
import type { Ending } from "../../../../src/core/event.ts";
import type { Message } from "../../../../src/core/request.ts";
import { startRound } from "../../../../src/host/features/inlineEdit/round.ts";
import { deepseek } from "../../../../src/provider/dialects/deepseek.ts";

const [model] = deepseek.models;
assert.ok(model);
const choice = { dialect: deepseek, model, effort: "off", offered: () => [] } as const;
const question = (text: string, shorter?: () => EditMessages): EditMessages => ({
  messages: [{ role: "user", text }],
  leftOut: shorter ? [] : ["AGENTS.md"],
  shorter,
});
const failed = (kind: "context-length" | "too-large" | "server"): Ending => ({
  reason: "failed",
  failure: { kind },
});

/** Runs a round whose requests end like this; those that end well are answered with a line of code. */
async function ran(endings: readonly Ending[], asked: EditMessages) {
  const sent: (readonly Message[])[] = [];
  const events: EditEvent[] = [];
  const round = startRound({
    ask: ({ messages, onEvents }) => {
      const ending = endings[sent.length] ?? { reason: "stop" };
      sent.push(messages);
      if (ending.reason === "stop") onEvents([{ type: "text", text: "```\nlet b;\n```\n", choice: 0 }]);
      onEvents([{ type: "end", ending }]);
      return Promise.resolve(ending);
    },
    purpose: "edit",
    choice,
    asked,
    original: ["let a;"],
    style: { useTabs: false, size: 2 },
    signal: new AbortController().signal,
    emit: (some) => events.push(...some),
  });
  return { ...(await round.ended), texts: sent.map(([one]) => one?.text), fresh: round.fresh };
}

describe("a round of an edit", () => {
  it("asks once more with less where the question was too long, and goes by that answer", async () => {
    for (const kind of ["context-length", "too-large"] as const) {
      const { texts, ending, sent, fresh } = await ran(
        [failed(kind)],
        question("long", () => question("short")),
      );
      assert.deepEqual(texts, ["long", "short"]);
      assert.deepEqual(ending, { reason: "stop" });
      assert.deepEqual(fresh, ["let b;"]);
      assert.deepEqual(sent.leftOut, ["AGENTS.md"]);
    }
  });

  it("asks no third time", async () => {
    const shortest = () => question("shortest");
    const asked = question("long", () => question("short", shortest));
    const { texts, ending } = await ran([failed("context-length"), failed("context-length")], asked);
    assert.deepEqual(texts, ["long", "short"]);
    assert.deepEqual(ending, failed("context-length"));
  });

  it("asks no more where nothing can be spared, or less would not help", async () => {
    const bare = await ran([failed("context-length")], question("bare"));
    assert.deepEqual(bare.texts, ["bare"]);
    const other = await ran(
      [failed("server")],
      question("long", () => question("short")),
    );
    assert.deepEqual(other.texts, ["long"]);
  });
});
