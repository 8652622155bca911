/** What an answer means: each way in which models answer an edit. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { meaningOf, type Asked } from "../../../../src/core/edit/answer.ts";
import { edited } from "./generated.ts";
import { asked, cases, fence, spaces } from "./answerCases.ts";

/** Lines without the white space at their ends and at the ends of them all. */
const words = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trim())
    .join("\n")
    .trim();

describe("the meaning of an answer", () => {
  for (const { name, answer, isWhole = true, asked: about = asked, means } of cases) {
    it(name, () => {
      const meaning = meaningOf(answer, isWhole, about);
      const seen = Object.entries(meaning).filter(([key]) => key in means);
      assert.deepEqual(Object.fromEntries(seen), means);
    });
  }

  it("keeps blank lines at the selection's ends and white space at unchanged lines' ends", () => {
    const about: Asked = {
      ...asked,
      file: ["", "a = one(1)  ", "b = two(2)", "", ""],
      start: 0,
      end: 4,
      language: "x",
    };
    const meaning = meaningOf(fence("a = one(1)\nb = two(3)", "x"), true, about);
    assert.deepEqual(meaning.kind === "code" && meaning.lines, ["", "a = one(1)  ", "b = two(3)", ""]);
  });

  const spacing: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["a line that is too deep", ["      x = 1"], ["    x = 1"]],
    ["lines that all go one step out", ["    if a:", "        b()"], ["if a:", "    b()"]],
    ["tabs that become spaces", ["\tif a:", "\t\tb()"], ["    if a:", "        b()"]],
    ["blank lines at the end that go", ["a = one(1)", "", ""], ["a = one(1)"]],
  ];
  for (const [name, before, wanted] of spacing) {
    it(`changes white space where that is all that is asked for: ${name}`, () => {
      const about: Asked = {
        file: before,
        start: 0,
        end: before.length,
        style: { useTabs: before[0]?.startsWith("\t") ?? false, size: 4 },
        language: "python",
      };
      const meaning = meaningOf(fence(wanted.join("\n"), "python"), true, about);
      assert.deepEqual(meaning.kind === "code" && meaning.lines, wanted);
    });
  }

  it("takes an answer that holds the wanted lines in a block for these lines", () => {
    fc.assert(
      fc.property(edited, ({ old, wanted }) => {
        fc.pre(wanted.some((line) => line.trim() !== "") && old.every((line) => !line.includes("`")));
        fc.pre(
          wanted.every((line) => !line.includes("`") && !line.includes("\u2028") && !line.includes("\u2029")),
        );
        // Lines that all begin like numbered ones may be meant either way.
        fc.pre(!wanted.every((line) => /^\s*(\d|$)/.test(line)));
        const about = { file: old, start: 0, end: old.length, style: spaces, language: "typescript" };
        const meaning = meaningOf(fence(wanted.join("\n")), true, about);
        assert.equal(meaning.kind, "code");
        assert.equal(words(meaning.kind === "code" ? meaning.lines : []), words(wanted));
      }),
      { numRuns: 1000 },
    );
  });
});
