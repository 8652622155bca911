/** Telling `<think>` apart from the answer. The wire cases T60 to T62 say more. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { splitThinkTags } from "../../../src/core/text/thinkTags.ts";

function split(pieces: readonly string[]): { thinking: string; text: string } {
  const tags = splitThinkTags();
  const all = [...pieces.map((piece) => tags.feed(piece)), tags.end()];
  return all.reduce(
    (before, { thinking, text, rethinks }) =>
      rethinks
        ? { thinking: before.thinking + before.text + thinking, text }
        : { thinking: before.thinking + thinking, text: before.text + text },
    { thinking: "", text: "" },
  );
}

/** Without tags and blank space. */
function bare(given: string): string {
  return given.replaceAll(/<\/?think>|\s/g, "");
}

describe("think tags", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["<think>a</think>b", "a", "b"],
    ["\n <think>\n a\n</think>\n\nb", "a\n", "b"],
    ["<think></think>b", "", "b"],
    ["<think>a < b </thin </think>b", "a < b </thin ", "b"],
    ["<think>a", "a", ""],
    ["a<think>b</think>", "", "a<think>b</think>"],
    ["<thinking>a", "", "<thinking>a"],
    ["<think>a</think>b<think>c</think>", "a", "b<think>c</think>"],
    ["  a", "", "  a"],
    ["<", "", "<"],
    ["\n</think>\n", "\n", ""],
    ["a\n</think>\nb", "a\n", "b"],
    ["", "", ""],
  ];
  for (const [whole, thinking, text] of cases) {
    it(JSON.stringify(whole), () => {
      assert.deepEqual(split([whole]), { thinking, text });
      assert.deepEqual(split(Array.from(whole)), { thinking, text });
    });
  }

  it("do not depend on how the text is cut, and nothing but tags and blanks around them gets lost", () => {
    const piece = fc.oneof(
      fc.constantFrom("<think>", "</think>", "<th", "ink>", "</", "\n", " ", "a", "<"),
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const whole = pieces.join("");
        const { thinking, text } = split(pieces);
        assert.deepEqual({ thinking, text }, split([whole]));
        if (!/<\/?think>/.test(thinking + text)) assert.equal(bare(thinking + text), bare(whole));
      }),
    );
  });
});
