/** What of a repository's rules and messages is told where there is little room. */
import assert from "node:assert/strict";
import { fitManner } from "../../../../src/core/commit/manner.ts";

const rule = (source: string, words: number) => ({ source, text: "word ".repeat(words) });
const manner = {
  conventions: [rule("commit template", 20), rule("AGENTS.md", 400)],
  samples: Array.from(
    { length: 12 },
    (_, at) => `fix: the thing of number ${at}\n\n${"Because. ".repeat(20)}`,
  ),
};

describe("the manner of messages", () => {
  it("is told as far as there is room, rules first, then the newest messages", () => {
    assert.deepEqual(fitManner(manner, 10_000), manner);
    const { conventions, samples } = fitManner(manner, 300);
    assert.deepEqual(conventions, manner.conventions.slice(0, 1), "a rule goes whole or not at all");
    assert.ok(samples.length > 1 && samples.length < 12, `${samples.length} messages`);
    assert.deepEqual(samples, manner.samples.slice(0, samples.length));
    assert.deepEqual(fitManner(manner, -5), { conventions: [], samples: [] });
  });
});
