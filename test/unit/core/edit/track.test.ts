/** A range follows the person's typing. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { follow, followAll } from "../../../../src/core/edit/track.ts";

/** The range [5, 10) of "aaaa\nbbbbb\ncccc". */
const range = { start: 5, end: 10 };

const rows: readonly (readonly [
  string,
  number,
  number,
  string,
  number,
  number,
  "apart" | "inside" | "torn",
])[] = [
  ["letters above", 0, 0, "xx", 7, 12, "apart"],
  ["a line opened above", 5, 0, "new\n", 9, 14, "apart"],
  ["letters at the very beginning", 5, 0, "xx", 5, 12, "inside"],
  ["letters inside", 7, 1, "yyy", 5, 12, "inside"],
  ["letters at the very end", 10, 0, "z", 5, 11, "inside"],
  ["a line opened below", 10, 0, "\nnew", 5, 10, "apart"],
  ["letters below", 12, 2, "", 5, 10, "apart"],
  ["a cut across the beginning", 3, 4, "", 3, 6, "torn"],
  ["a cut across the end", 8, 5, "", 5, 8, "torn"],
  ["everything gone", 0, 15, "", 0, 0, "torn"],
];

describe("a range", () => {
  for (const [name, offset, length, text, start, end, what] of rows) {
    it(`follows ${name}`, () => {
      const followed = follow(range, { offset, length, text });
      assert.deepEqual(followed.range, { start, end });
      assert.equal(followed.isTorn ? "torn" : followed.isTouched ? "inside" : "apart", what);
    });
  }

  it("holds the same text as long as nothing inside it changed", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            at: fc.nat(100),
            length: fc.nat(5),
            text: fc.constantFrom("", "a", "\n", "b\n", "\nc", "ä😀"),
          }),
        ),
        (steps) => {
          let content = "first\nsecond\nthird\nfourth\nfifth\n";
          let followed = { range: { start: 6, end: 18 }, isTouched: false, isTorn: false };
          const own = content.slice(6, 18);
          for (const step of steps) {
            const offset = step.at % (content.length + 1);
            const length = Math.min(step.length, content.length - offset);
            followed = followAll(followed.range, [{ offset, length, text: step.text }]);
            content = content.slice(0, offset) + step.text + content.slice(offset + length);
            if (followed.isTouched) return;
            assert.equal(content.slice(followed.range.start, followed.range.end), own);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
