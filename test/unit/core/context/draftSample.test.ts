/** The sample of a long draft: short, from everywhere in it, and good enough to tell its tokens. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { longestWhole, sampleOf, scaledTokens } from "../../../../src/core/context/draftSample.ts";
import { estimateTokens } from "../../../../src/core/context/tokens.ts";

/** A log with a stack trace now and then, as people paste it. */
function longLog(lines: number): string {
  return Array.from({ length: lines }, (_, at) =>
    at % 9 === 0
      ? `    at Object.run (/srv/app/dist/worker-${at % 7}.js:${at}:17)\n`
      : `2026-11-21T07:${String(at % 60).padStart(2, "0")}:11.${at % 1000}Z INFO request ${at} took ${at % 313} ms\n`,
  ).join("");
}

describe("the sample of a draft", () => {
  it("is the draft itself while that is short", () => {
    fc.assert(fc.property(fc.string(), (draft) => assert.equal(sampleOf(draft), draft)));
    const longest = "x".repeat(longestWhole);
    assert.equal(sampleOf(longest), longest);
  });

  it("begins and ends as the draft does, and stays short however long that is", () => {
    for (const length of [longestWhole + 1, 1_000_000, 8_000_000]) {
      const sample = sampleOf(`first${"-".repeat(length - 9)}last`);
      assert.ok(sample.startsWith("first-") && sample.endsWith("-last"));
      assert.ok(sample.length <= longestWhole);
    }
  });

  it("tells the tokens of the whole within three per cent", () => {
    const draft = longLog(30_000);
    const sample = sampleOf(draft);
    assert.ok(sample.length < draft.length / 20);
    const told = scaledTokens(estimateTokens(sample), sample, draft.length);
    const whole = estimateTokens(draft);
    assert.ok(Math.abs(told / whole - 1) < 0.03, `${told} told, ${whole} in all`);
  });

  it("is taken for what it is where it is the whole", () => {
    assert.equal(scaledTokens(7, "a few words", 11), 7);
    assert.equal(scaledTokens(0, "", 0), 0);
  });
});
