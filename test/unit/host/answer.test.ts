/** What becomes of the beginning and the end of an answer in the chat. */
import assert from "node:assert/strict";
import type { ConversationEvent } from "../../../src/core/conversation.ts";
import type { ChatEvent, Ending } from "../../../src/core/event.ts";
import { runAnswer } from "../../../src/host/features/chat/answer.ts";
import { practice } from "../../../src/provider/dialects/practice.ts";

/** What becomes of these events and an ending of the client in the conversation. */
async function eventsOf(events: readonly ChatEvent[], ending: Ending): Promise<readonly ConversationEvent[]> {
  const [model] = practice.models;
  assert.ok(model);
  const emitted: ConversationEvent[] = [];
  await runAnswer({
    ask: async ({ onEvents }) => {
      for (const event of events) onEvents([event]);
      onEvents([{ type: "end", ending }]);
      return ending;
    },
    purpose: "chat",
    choice: { dialect: practice, model, effort: "off", offered: () => [model] },
    messages: [],
    turn: "a",
    signal: new AbortController().signal,
    emit: (more) => void emitted.push(...more),
  });
  return emitted;
}

async function endOf(events: readonly ChatEvent[], ending: Ending): Promise<Ending | undefined> {
  const emitted = await eventsOf(events, ending);
  return emitted.flatMap((event) => (event.type === "ended" ? event.ending : [])).at(-1);
}

describe("an answer that has not begun", () => {
  it("is queued as soon as the host has the request, and once", async () => {
    const emitted = await eventsOf(
      [{ type: "sending", attempt: 1 }, { type: "sent" }, { type: "accepted" }],
      { reason: "stop" },
    );
    const phases = emitted.flatMap((event) => (event.type === "phase" ? event.phase : []));
    assert.deepEqual(phases, ["connecting", "queued"]);
  });
});

describe("an answer that calls a tool, which the chat does not offer", () => {
  const call: ChatEvent = {
    type: "tool-call",
    call: { id: "1", name: "get_weather", arguments: "{}" },
    choice: 0,
  };
  const thinking: ChatEvent = { type: "thinking", text: "hm", choice: 0 };

  it("has failed where it says nothing else", async () => {
    const failure = { kind: "empty", code: "tool-call", detail: "get_weather" };
    assert.deepEqual(await endOf([thinking, call], { reason: "tool-calls" }), { reason: "failed", failure });
  });

  it("is what it says besides", async () => {
    const text: ChatEvent = { type: "text", text: "Let me see.", choice: 0 };
    assert.deepEqual(await endOf([text, call], { reason: "tool-calls" }), { reason: "tool-calls" });
    assert.deepEqual(await endOf([], { reason: "cancelled" }), { reason: "cancelled" });
  });
});
