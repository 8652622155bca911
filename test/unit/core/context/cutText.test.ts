/** What is too long says where it ends, and how much there is more of it. */
import assert from "node:assert/strict";
import { cutLines, cutText } from "../../../../src/core/context/cutText.ts";

describe("a text that is too long", () => {
  it("is whole where it is not", () => assert.equal(cutText("one\ntwo\n", 8), "one\ntwo\n"));

  it("ends with a whole line, and says how much is missing", () => {
    const text = "one\ntwo\nthree\nfour\n";
    assert.equal(cutText(text, 10), "one\ntwo\n[cut here: 12 more characters did not fit]");
  });

  it("ends anywhere where it has no lines", () =>
    assert.equal(
      cutText("x".repeat(30), 10),
      `${"x".repeat(10)}\n[cut here: 20 more characters did not fit]`,
    ));

  it("of many lines tells how many more there are", () => {
    assert.equal(cutLines(["a", "b"], 2, "problems"), "a\nb");
    assert.equal(cutLines(["a", "b", "c"], 1, "problems"), "a\n[cut here: 2 more problems did not fit]");
  });
});
