import assert from "node:assert/strict";
import { broughtErrors, type SyntaxError } from "../../../../src/core/edit/syntaxErrors.ts";

describe("the syntax errors that a change brings", () => {
  /** Lines that end with a cross have an error. */
  const errorsOf = (lines: readonly string[]): readonly SyntaxError[] =>
    lines.flatMap((line, at) => (line.endsWith("✗") ? [{ line: at + 1, text: "')' expected" }] : []));
  const brought = (before: readonly string[], after: readonly string[]): readonly number[] =>
    broughtErrors(errorsOf(before), errorsOf(after), before, after).map(({ line }) => line);

  for (const [what, before, after, lines] of [
    ["none where nothing is wrong", ["a"], ["a", "b"], []],
    ["one more of the same words, where it is", ["a ✗", "b"], ["x ✗", "a ✗", "b"], [1]],
    ["none where the wrong line moved", ["a ✗"], ["x", "  a ✗"], []],
    ["none where the wrong line was changed and is still wrong", ["a ✗"], ["a(b) ✗"], []],
    ["none where one went", ["a ✗", "b ✗"], ["b ✗"], []],
    ["each of several", ["a"], ["a ✗", "b ✗"], [1, 2]],
  ] as const) {
    it(what, () => {
      assert.deepEqual(brought(before, after), lines);
    });
  }

  it("other words are another error, on the same line too", () => {
    const after = [{ line: 1, text: "Expression expected." }];
    assert.deepEqual(broughtErrors(errorsOf(["a ✗"]), after, ["a ✗"], ["a ✗"]), after);
  });
});
