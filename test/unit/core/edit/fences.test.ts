/** The blocks of an answer. */
import assert from "node:assert/strict";
import { fencesOf } from "../../../../src/core/edit/fences.ts";

describe("fences", () => {
  it("end only at marks that are as long, and hold blocks of Markdown", () => {
    const text = "````ts\n```\n````\n~~~py title=a.py\nx\n```\n~~~\n```md\n```js\n1\n```\nend\n```";
    assert.deepEqual(
      fencesOf(text).fences.map(({ language, info, code, isClosed }) => ({ language, info, code, isClosed })),
      [
        { language: "ts", info: "", code: ["```"], isClosed: true },
        { language: "py", info: "title=a.py", code: ["x", "```"], isClosed: true },
        { language: "md", info: "", code: ["```js", "1", "```", "end"], isClosed: true },
      ],
    );
  });
});
