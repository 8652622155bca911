/** The sums of the ledger, on entries whose sums are worked out by hand. */
import assert from "node:assert/strict";
import { spendReport, type LedgerEntry } from "../../../src/core/ledger.ts";

const entry = (at: string, change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  at: new Date(at).getTime(),
  purpose: "chat",
  provider: "deepseek",
  model: "deepseek-flash",
  usage: { input: 100, output: 10, cachedInput: 40 },
  cost: { usd: 0.25, source: "table" },
  retries: 0,
  outcome: "stop",
  ...change,
});

describe("spend report", () => {
  // No time zone in the text: local time, as the person sees it.
  const now = new Date("2026-03-02T10:00:00").getTime();
  const entries = [
    entry("2026-01-20T09:00:00"),
    entry("2026-02-28T23:59:59"),
    entry("2026-03-01T00:00:00", { purpose: "commit", cost: { usd: 0.5, source: "host" } }),
    entry("2026-03-02T00:00:00", { model: "other", cost: undefined }),
    entry("2026-03-02T09:59:59"),
    entry("2026-03-02T10:00:00", { usage: undefined, cost: undefined, outcome: "unreachable" }),
    entry("2026-03-02T10:00:00", { usage: undefined, cost: undefined, isAnswered: true, outcome: "stalled" }),
  ];
  const report = spendReport(entries, now, undefined);

  it("sums today and this month, and tells unknown cost from none", () => {
    assert.deepEqual(report.today, {
      requests: 4,
      usd: 0.25,
      unknown: 2,
      estimated: 0,
      input: 200,
      cachedInput: 80,
      output: 20,
    });
    assert.equal(report.month.usd, 0.75);
    assert.equal(report.month.requests, 5);
  });

  it("groups this month, the dearest first", () => {
    assert.deepEqual(
      report.byPurpose.map(({ name, usd, requests }) => [name, usd, requests]),
      [
        ["commit", 0.5, 1],
        ["chat", 0.25, 4],
      ],
    );
    assert.deepEqual(
      report.byModel.map(({ name }) => name),
      ["deepseek · deepseek-flash", "deepseek · other"],
    );
  });

  it("shows 30 days without a gap, today last", () => {
    assert.equal(report.days.length, 30);
    assert.equal(report.days.at(-1)?.name, "2026-03-02");
    assert.equal(report.days[0]?.name, "2026-02-01");
    assert.deepEqual(
      report.days.filter((day) => day.requests > 0).map((day) => [day.name, day.usd]),
      [
        ["2026-02-28", 0.25],
        ["2026-03-01", 0.5],
        ["2026-03-02", 0.25],
      ],
    );
    assert.equal(new Set(report.days.map((day) => day.name)).size, 30);
  });

  it("counts days and months where the person is, not where it runs", () => {
    const morning = new Date("2026-11-30T23:30:00Z").getTime();
    const some = [
      entry("2026-11-30T15:59:59Z"),
      entry("2026-11-30T16:00:00Z"),
      entry("2026-11-30T23:00:00Z"),
    ];
    const there = spendReport(some, morning, "Asia/Shanghai");
    assert.deepEqual([there.today.requests, there.month.requests], [2, 2]);
    assert.deepEqual(
      there.days.slice(-2).map(({ name, requests }) => [name, requests]),
      [
        ["2026-11-30", 1],
        ["2026-12-01", 2],
      ],
    );
    assert.deepEqual(spendReport(some, morning, "UTC").today.requests, 3);
  });
});
