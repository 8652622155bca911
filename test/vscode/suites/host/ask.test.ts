/** Asking a model: what a person is asked before, and what not any more. */
import assert from "node:assert/strict";
import type { ChatEvent } from "../../../../src/core/event.ts";
import { silentLog } from "../../../../src/core/log.ts";
import { createAsk, type AskParts } from "../../../../src/host/platform/ask.ts";
import { createUnfinished } from "../../../../src/host/platform/unfinished.ts";
import { practice } from "../../../../src/provider/dialects/practice.ts";

describe("asking a model", () => {
  it("asks about the day's limit no more where it was stopped while the key was fetched", async () => {
    const [model] = practice.models;
    assert.ok(model);
    const stop = new AbortController();
    let limitAsked = 0;
    const ask = createAsk({
      access: { read: async () => (stop.abort(), {}) },
      client: { get: () => assert.fail("nothing is sent") },
      ledger: { record: async () => assert.fail("nothing was sent") },
      log: silentLog,
      unfinished: createUnfinished(),
      mayExceedLimit: async () => (limitAsked += 1) > 0,
    } as unknown as AskParts);
    const told: ChatEvent[] = [];
    const choice = { dialect: practice, model, effort: "off", offered: () => [model] } as const;
    const onEvents = (events: readonly ChatEvent[]): void => void told.push(...events);
    const ending = await ask({ purpose: "chat", choice, messages: [], signal: stop.signal, onEvents });
    assert.deepEqual([ending, limitAsked], [{ reason: "cancelled" }, 0]);
    assert.deepEqual(
      told.map(({ type }) => type),
      ["end"],
    );
  });
});
