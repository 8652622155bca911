/** What the answers of a chat have cost, and how exactly that is known. */
import assert from "node:assert/strict";
import { spentHere } from "../../../../src/core/context/spentHere.ts";
import type { AnswerTurn } from "../../../../src/core/conversation.ts";

const answer = (change: Partial<AnswerTurn>): AnswerTurn => ({
  kind: "answer",
  id: "a",
  at: 0,
  provider: "deepseek",
  providerLabel: "DeepSeek",
  model: "m",
  effort: "off",
  phase: "writing",
  text: "x",
  toolCalls: [],
  ending: { reason: "stop" },
  ...change,
});
const exact = answer({ cost: { usd: 0.25, source: "host" } });
const estimated = answer({ cost: { usd: 0.5, source: "table", isEstimated: true } });
const unknown = answer({});
const refused = answer({ text: "", ending: { reason: "failed", failure: { kind: "key-refused" } } });
const practised = answer({ provider: "practice" });
const spent = (...turns: readonly AnswerTurn[]) => spentHere({ id: "c", createdAt: 0, turns });

describe("what a chat has cost", () => {
  it("is the sum over its answers", () => {
    assert.deepEqual(spent(exact, exact), { usd: 0.5, exactness: "exact" });
    assert.deepEqual(spent(exact, estimated), { usd: 0.75, exactness: "estimated" });
    assert.deepEqual(spent(exact, estimated, unknown), { usd: 0.75, exactness: "least" });
  });

  it("does not grow uncertain by what costs nothing", () => {
    assert.deepEqual(spent(exact, refused, practised), { usd: 0.25, exactness: "exact" });
  });

  it("is not told where nothing is known of it", () => {
    assert.equal(spent(), undefined);
    assert.equal(spent(unknown), undefined);
  });
});
