/** What the ledger gets of a request, from the events of the client. */
import assert from "node:assert/strict";
import type { ChatEvent, Ending } from "../../../src/core/event.ts";
import type { Purpose } from "../../../src/core/request.ts";
import { requestCourse } from "../../../src/host/platform/requestCourse.ts";
import { deepseek } from "../../../src/provider/dialects/deepseek.ts";
import { F, T, U } from "../../wire/notation.ts";

const at = Date.UTC(2026, 10, 21, 2);
const sending = (attempt: number): ChatEvent => ({ type: "sending", attempt });
const stop: Ending = { reason: "stop" };

function entryOf(
  events: readonly ChatEvent[],
  ending: Ending = stop,
  id = "deepseek-flash",
  purpose: Purpose = "edit",
) {
  const course = requestCourse({ purpose, dialect: deepseek, model: deepseek.unknownModel(id) });
  course.follow(events);
  return course.entry(ending, at);
}

describe("a request in the ledger", () => {
  it("has its purpose, its counts, its cost by the table of that hour, and how it ended", () => {
    const usage = { input: 283, output: 69, cachedInput: 256 };
    assert.deepEqual(entryOf([sending(1), T("x"), U(usage), F("stop")]), {
      at,
      purpose: "edit",
      provider: "deepseek",
      model: "deepseek-flash",
      usage,
      cost: { usd: (256 * 0.003 + 27 * 0.15 + 69 * 0.6) / 1e6, source: "table" },
      isAnswered: true,
      retries: 0,
      outcome: "stop",
    });
  });

  it("counts how often it was sent again", () => {
    assert.equal(entryOf([sending(1), sending(2), sending(3), T("x")])?.retries, 2);
  });

  it("has the host's own cost before the table's", () => {
    const usage = { input: 1, output: 1, costUsd: 0.5 };
    assert.deepEqual(entryOf([sending(1), U(usage)])?.cost, { usd: 0.5, source: "host" });
  });

  it("has no cost where the price is not known, and none where nothing was counted", () => {
    assert.equal(entryOf([sending(1), U({ input: 1, output: 1 })], stop, "another-model")?.cost, undefined);
    const uncounted = entryOf([sending(1), T("x"), F("stop")]);
    assert.equal(uncounted?.cost, undefined);
    assert.equal(uncounted?.isAnswered, true);
  });

  it("was not answered where it failed before the first word", () => {
    const entry = entryOf([sending(1)], { reason: "failed", failure: { kind: "key-refused" } });
    assert.equal(entry?.isAnswered, false);
    assert.equal(entry?.outcome, "key-refused");
  });

  it("is none where nothing was ever sent", () => {
    assert.equal(entryOf([F("cancelled")], { reason: "cancelled" }), undefined);
  });
});
