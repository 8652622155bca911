/** A stretch of lines follows the changes around it. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { followLines, type Place, type Stretch } from "../../../../src/core/edit/trackLines.ts";

const at = (line: number, character: number): Place => ({ line, character });

/** Lines 4 to 5, whole, and the same without the last line's end. */
const whole: Stretch = { start: at(3, 0), end: at(5, 0) };
const inner: Stretch = { start: at(3, 2), end: at(4, 6) };

const rows: readonly (readonly [string, Stretch, Place, Place, string, Place, Place])[] = [
  ["a line above", whole, at(0, 0), at(0, 0), "new\n", at(4, 0), at(6, 0)],
  ["letters above", whole, at(2, 1), at(2, 3), "xx", at(3, 0), at(5, 0)],
  ["lines gone above", whole, at(0, 0), at(2, 0), "", at(1, 0), at(3, 0)],
  ["a line opened just above", whole, at(3, 0), at(3, 0), "new\n", at(4, 0), at(6, 0)],
  ["a line opened behind the line above", whole, at(2, 4), at(2, 4), "\r\nnew", at(4, 0), at(6, 0)],
  ["the line above gone", whole, at(2, 0), at(3, 0), "", at(2, 0), at(4, 0)],
  ["letters at the very beginning", whole, at(3, 0), at(3, 0), "x", at(3, 0), at(5, 0)],
  ["a line inside", whole, at(3, 4), at(3, 4), "\nnew", at(3, 0), at(6, 0)],
  ["a line gone inside", whole, at(4, 0), at(5, 0), "", at(3, 0), at(4, 0)],
  ["letters at the beginning of the line below", whole, at(5, 0), at(5, 0), "x", at(3, 0), at(5, 0)],
  ["letters below", whole, at(6, 0), at(7, 0), "", at(3, 0), at(5, 0)],
  ["letters before it in its line", inner, at(3, 0), at(3, 1), "abc", at(3, 4), at(4, 6)],
  ["its line broken before it", inner, at(3, 1), at(3, 1), "\n", at(4, 1), at(5, 6)],
  ["letters at the very end", inner, at(4, 6), at(4, 6), "yz", at(3, 2), at(4, 8)],
  ["a line opened below", inner, at(4, 6), at(4, 6), "\nnew", at(3, 2), at(4, 6)],
  ["a cut across the beginning", whole, at(2, 0), at(4, 0), "", at(2, 0), at(3, 0)],
  ["a cut across the end", whole, at(4, 0), at(7, 0), "", at(3, 0), at(4, 0)],
  ["lines replaced by more", whole, at(4, 0), at(7, 0), "a\nb\nc\nd\n", at(3, 0), at(5, 0)],
  ["everything gone", whole, at(0, 0), at(9, 0), "", at(0, 0), at(0, 0)],
];

describe("a stretch of lines", () => {
  for (const [name, stretch, start, end, text, newStart, newEnd] of rows) {
    it(`follows ${name}`, () => {
      const followed = followLines(stretch, [{ range: { start, end }, text }]);
      assert.deepEqual(followed, { start: newStart, end: newEnd });
    });
  }

  it("holds the same lines whatever happens around them, several changes at once too", () => {
    const line = fc.constantFrom("", "a", "two", "ä😀");
    const lines = fc.array(line, { maxLength: 5 });
    const edit = fc.record({ at: fc.nat(9), gone: fc.nat(3), lines });
    fc.assert(
      fc.property(lines, lines, fc.array(edit, { maxLength: 3 }), (above, below, edits) => {
        const own = ["first", "second"];
        const content = [...above, ...own, ...below, ""];
        const stretch = { start: at(above.length, 0), end: at(above.length + own.length, 0) };
        let free = 0;
        const changes = edits
          .toSorted((one, other) => one.at - other.at)
          .flatMap((one) => {
            const from = Math.max(one.at, free);
            const to = Math.min(from + one.gone, content.length - 1);
            const isInside = from < stretch.end.line && to > stretch.start.line;
            if (from > content.length - 1 || isInside) return [];
            free = to + 1;
            return [{ from, to, lines: one.lines }];
          });
        const followed = followLines(
          stretch,
          changes.map((one) => ({
            range: { start: at(one.from, 0), end: at(one.to, 0) },
            text: one.lines.map((each) => `${each}\n`).join(""),
          })),
        );
        const after = changes.reduceRight<readonly string[]>(
          (before, one) => before.toSpliced(one.from, one.to - one.from, ...one.lines),
          content,
        );
        assert.deepEqual(after.slice(followed.start.line, followed.end.line), own);
      }),
    );
  });
});
