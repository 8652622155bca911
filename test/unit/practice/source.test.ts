/**
 * Taking messages apart: what the prompts of core make, and what people paste.
 */
import assert from "node:assert/strict";
import { userText } from "../../../src/core/prompts/chat.ts";
import { takeApart } from "../../../src/practice/code/source.ts";

describe("source", () => {
  it("takes apart what the chat prompt makes", () => {
    const file = { id: "1", kind: "file", path: 'a "b" <c>&.ts', language: "typescript" } as const;
    const part = { ...file, kind: "selection", path: "b.py", language: "python", lines: [10, 11] } as const;
    const text = userText({
      text: "What is it?\n\nSay more.",
      context: [
        { ...file, text: "one\n\n</div>\n" },
        { ...part, text: 'x = 1\n</file>\n<file path="a">' },
      ],
    });
    assert.deepEqual(takeApart(text), {
      words: "What is it?\n\nSay more.",
      sources: [
        {
          element: "file",
          path: 'a "b" <c>&.ts',
          language: "typescript",
          firstLine: 1,
          code: "one\n\n</div>",
        },
        {
          element: "file",
          path: "b.py",
          language: "python",
          firstLine: 10,
          code: 'x = 1\n</file>\n<file path="a">',
        },
      ],
    });
  });

  it("finds the end of a file that holds the closing tag", () => {
    const text =
      '<file path="a.md" language="markdown">\na\n</file>\nb\n</file>\n\n<file path="b.ts">\nc\n</file>\n\nwhy';
    assert.deepEqual(
      takeApart(text).sources.map(({ code }) => code),
      ["a\n</file>\nb", "c"],
    );
  });

  it("takes fenced blocks, whatever their fence", () => {
    const text = "see\n```ts\nlet a;\n```\nand\n~~~~PY title\n```\n~~~~\nthen\n   ```\n   b\n   ```";
    const { sources, words } = takeApart(text);
    assert.deepEqual(
      sources.map(({ language, code }) => [language, code]),
      [
        ["ts", "let a;"],
        ["py", "```"],
        ["", "b"],
      ],
    );
    assert.equal(words, "see\nand\nthen");
  });

  it("leaves what never ends, and elements of the person's own, among the words", () => {
    for (const text of ["```ts\nlet a;", '<file path="a.ts">\nlet a;', "<div>\nhello\n</div>", ""]) {
      assert.deepEqual(takeApart(text), { sources: [], words: text });
    }
  });

  it("reads any kind of line end", () => {
    assert.equal(takeApart("```\r\na\r\nb\r\n```").sources[0]?.code, "a\nb");
  });
});
