/** Money: the peak clock and the sum, on moments and figures worked out by hand. */
import assert from "node:assert/strict";
import type { Model } from "../../../src/core/model.ts";
import { costOf, isPeak } from "../../../src/core/pricing.ts";
import { cachedShare } from "../../../src/core/usage.ts";

const flash: Model = {
  id: "deepseek-flash",
  efforts: ["off"],
  prices: {
    asOf: "2026-11-15",
    offPeak: { cachedInput: 0.003, input: 0.15, output: 0.6 },
    peak: { cachedInput: 0.006, input: 0.3, output: 1.2 },
  },
};

describe("pricing", () => {
  const clock = [
    ["2026-11-20T01:00:00Z", true],
    ["2026-11-20T03:59:59Z", true],
    ["2026-11-20T04:00:00Z", false],
    ["2026-11-20T06:00:00Z", true],
    ["2026-11-20T10:00:00Z", false],
    ["2026-11-20T00:59:59Z", false],
    ["2026-11-21T02:00:00Z", false],
    ["2026-11-22T07:00:00Z", false],
    ["2026-11-23T07:00:00Z", true],
  ] as const;
  for (const [moment, peak] of clock) {
    it(`${moment} is ${peak ? "peak" : "off-peak"}`, () => assert.equal(isPeak(Date.parse(moment)), peak));
  }

  const usage = { input: 283, cachedInput: 256, output: 69, thinking: 24 };

  it("counts cached and uncached tokens at their own prices (PROVIDERS T96)", () => {
    const cost = costOf(usage, flash, Date.parse("2026-11-21T02:00:00Z"));
    assert.equal(cost?.usd.toFixed(9), "0.000046218");
    assert.equal(cost.source, "table");
    assert.equal(costOf(usage, flash, Date.parse("2026-11-20T02:00:00Z"))?.usd.toFixed(9), "0.000092436");
  });

  it("believes the host before the table, and says nothing where nothing is known", () => {
    assert.deepEqual(costOf({ ...usage, costUsd: 0.5 }, flash, 0), { usd: 0.5, source: "host" });
    assert.equal(costOf(usage, { id: "x", efforts: ["off"] }, 0), undefined);
    assert.equal(costOf(usage, undefined, 0), undefined);
  });

  it("tells the cached share only where the host told it", () => {
    assert.equal(cachedShare(usage)?.toFixed(4), "0.9046");
    assert.equal(cachedShare({ input: 10, output: 1 }), undefined);
    assert.equal(cachedShare({ input: 0, output: 1, cachedInput: 0 }), undefined);
  });
});
