/** Generated texts and edits of them: CRLF, tabs, Unicode, with and without a final line end. */
import * as fc from "fast-check";

/** A line without its line end. */
export const line: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("{", "}", "", "  return x;", "\treturn y;", "const a = 1;", "});"),
  },
  { weight: 3, arbitrary: fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, " ")) },
  {
    weight: 2,
    arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }).map((text) => text.replace(/[\r\n]/g, "")),
  },
);

/** A text with one kind of line end. */
export interface GeneratedText {
  readonly lineEnd: string;
  readonly lines: readonly string[];
}

export const text: fc.Arbitrary<GeneratedText> = fc.record({
  lineEnd: fc.constantFrom("\n", "\r\n"),
  lines: fc.array(line, { minLength: 1, maxLength: 30 }),
});

/** A text and another made of it by taking lines out, putting lines in and moving lines. */
export const edited: fc.Arbitrary<{ readonly old: readonly string[]; readonly wanted: readonly string[] }> =
  fc
    .tuple(
      fc.array(line, { maxLength: 40 }),
      fc.array(
        fc.record({
          at: fc.nat(60),
          remove: fc.nat(4),
          add: fc.array(line, { maxLength: 4 }),
        }),
        { maxLength: 6 },
      ),
    )
    .map(([old, steps]) => ({
      old,
      wanted: steps.reduce<readonly string[]>(
        (lines, { at, remove, add }) => lines.toSpliced(at % (lines.length + 1), remove, ...add),
        old,
      ),
    }));
