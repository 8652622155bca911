/** Numbers, time and money of the chat page. */
import assert from "node:assert/strict";
import type { CacheMiss } from "../../../src/core/context/cacheMiss.ts";
import type { AnswerTurn } from "../../../src/core/conversation.ts";
import { dollars } from "../../../src/core/text/numbers.ts";
import { english, type Words } from "../../../src/protocol/strings.ts";
import { duration, thoughtFor, usageFigures } from "../../../src/webview/page/figures.ts";
import { answered, start } from "../../browser/script.ts";

const words: Words = { strings: english, locale: "en" };
const plain = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, " ");

describe("figures", () => {
  const times: readonly (readonly [number, string])[] = [
    [-5, "1 s"],
    [0, "1 s"],
    [1_499, "1 s"],
    [12_400, "12 s"],
    [59_499, "59 s"],
    [59_500, "1 min 0 s"],
    [125_000, "2 min 5 s"],
    [3_725_000, "62 min 5 s"],
  ];
  for (const [milliseconds, shown] of times) {
    it(`shows ${milliseconds} ms as ${shown}`, () => assert.equal(duration(milliseconds, words), shown));
  }

  const sums: readonly (readonly [number, string])[] = [
    [0, "$0.00"],
    [0.0000123, "$0.000012"],
    [0.001234, "$0.0012"],
    [0.25, "$0.25"],
    [0.999, "$1.00"],
    [12.345, "$12.35"],
  ];
  for (const [usd, shown] of sums)
    it(`shows ${usd} dollars as ${shown}`, () => assert.equal(dollars(usd, words), shown));

  it("writes numbers as the reader's language does", () => {
    const german = usageFigures(answered("x"), { ...words, locale: "de" }).map(plain);
    assert.deepEqual(german, [
      "deepseek-v4.1-flash",
      "12.480 in · 1.730 out",
      "92 % cached",
      "0,0012 $",
      "21 s",
    ]);
  });

  it("falls back to English for a language that the browser does not know", () => {
    assert.equal(duration(12_000, { ...words, locale: "no_such-Locale!" }), "12 s");
  });

  const free = { usd: 0, source: "table" } as const;
  const costs: readonly (readonly [string, Partial<AnswerTurn>, string])[] = [
    ["a known cost", {}, "$0.0012"],
    ["an unknown cost", { cost: undefined }, "cost unknown"],
    ["an estimate", { cost: { usd: 0.25, source: "table", isEstimated: true } }, "≈ $0.25"],
    ["what practice went on with", { provider: "practice" }, "$0.0012"],
    ["the same at no known cost", { provider: "practice", cost: undefined, earlier: {} }, "cost unknown"],
    ["practice, now that its price is known", { provider: "practice", cost: free }, "free"],
    ["practice", { provider: "practice", cost: undefined }, "free"],
  ];
  for (const [name, change, shown] of costs) {
    it(`says ${name}`, () => assert.equal(usageFigures(answered("x", change), words).at(-2), shown));
  }

  const misses: readonly (readonly [CacheMiss, string])[] = [
    [{ cause: "edited", message: 3 }, "cache missed: message 3 was edited"],
    [{ cause: "late", after: 3 * 3_600_000 }, "cache missed: the last request was 3 hours ago"],
    [{ cause: "late", after: 80 * 3_600_000 }, "cache missed: the last request was 3 days ago"],
    [{ cause: "host" }, "cache missed: the host did not keep the beginning"],
  ];
  for (const [cacheMiss, shown] of misses) {
    it(`says "${shown}" behind the cached share`, () =>
      assert.equal(usageFigures(answered("x", { cacheMiss }), words)[3], shown));
  }

  it("leaves out what is not known, and never shows it as 0", () => {
    assert.deepEqual(usageFigures(answered("x", { usage: { input: 5, output: 6 } }), words), [
      "deepseek-v4.1-flash",
      "5 in · 6 out",
      "$0.0012",
      "21 s",
    ]);
    assert.deepEqual(usageFigures(answered("x", { usage: undefined, cost: undefined }), words), [
      "deepseek-v4.1-flash",
      "cost unknown",
      "21 s",
    ]);
  });

  it("tells how long a thinking took, with its tokens where they are known", () => {
    const thinking = { text: "…", startedAt: start, endedAt: start + 12_000 };
    assert.equal(thoughtFor(answered("x", { thinking }), words), "Thought for 12 s · 845 tokens");
    assert.equal(thoughtFor(answered("x", { thinking, usage: undefined }), words), "Thought for 12 s");
  });
});
