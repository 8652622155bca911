/** What the spend page says of sums, known and not. */
import assert from "node:assert/strict";
import type { Spend } from "../../../src/core/ledger.ts";
import { money } from "../../../src/webview/spend/money.ts";

describe("a sum on the spend page", () => {
  const sums: readonly (readonly [Partial<Spend>, string])[] = [
    [{ requests: 0 }, "$0.00"],
    [{ requests: 1, usd: 0.25 }, "$0.25"],
    [{ requests: 1, unknown: 1 }, "?"],
    [{ requests: 2, unknown: 1 }, "?"],
    [{ requests: 2, unknown: 1, usd: 0.25 }, "≥ $0.25"],
    [{ requests: 2, estimated: 1, usd: 0.25 }, "≈ $0.25"],
    [{ requests: 3, estimated: 1, unknown: 1, usd: 0.25 }, "≥ $0.25"],
  ];
  for (const [change, shown] of sums) {
    it(`is ${shown} for ${JSON.stringify(change)}`, () => {
      const none = { requests: 0, usd: 0, unknown: 0, estimated: 0, input: 0, cachedInput: 0, output: 0 };
      assert.equal(money({ ...none, ...change }, "en"), shown);
    });
  }
});
