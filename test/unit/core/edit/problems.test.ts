/** What a change did to the problems of a document. */
import assert from "node:assert/strict";
import { areGone, newProblems, type Problem } from "../../../../src/core/edit/problems.ts";

const problem = (message: string, severity = 0): Problem => ({ message, severity, source: "ts" });
const [a, b, spelling] = [problem("a"), problem("b"), problem("spelling", 2)];

describe("the problems after a change", () => {
  it("are new where they stand there more often than before", () => {
    assert.deepEqual(newProblems([a, b], [b, a]), []);
    assert.deepEqual(newProblems([a], [a, a, b]), [a, b]);
  });

  const rows: readonly (readonly [
    string,
    readonly Problem[],
    readonly Problem[],
    readonly Problem[],
    boolean,
  ])[] = [
    ["the only one went", [a], [a, b], [b], true],
    ["it stayed", [a], [a], [a], false],
    ["one of three went", [a, b, spelling], [a, b, spelling], [b, spelling], false],
    ["another one in the same words stayed", [a], [a, a], [a], true],
    ["both in the same words were meant, and one stayed", [a, a], [a, a], [a], false],
    ["a mere information stayed", [spelling], [spelling], [spelling], false],
    ["the person had mended another one in the same words", [a], [a], [], true],
  ];
  for (const [name, wanted, before, after, isGone] of rows) {
    it(`that were to be mended are ${isGone ? "gone" : "not all gone"} where ${name}`, () =>
      assert.equal(areGone(wanted, before, after), isGone));
  }
});
