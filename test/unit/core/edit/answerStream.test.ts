/** The lines of an answer while it streams. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { createAnswerStream } from "../../../../src/core/edit/answerStream.ts";
import { documented, fence, python, templated } from "./answerCases.ts";

describe("an answer that streams", () => {
  it("gives the block's lines, however the text is cut", () => {
    const answer = `Sure:\n\n  \`\`\`ts\n  one();\n    two();\n  \`\`\`\nand ${fence("other")}`;
    fc.assert(
      fc.property(fc.array(fc.nat(answer.length), { maxLength: 12 }), (cuts) => {
        const stream = createAnswerStream([]);
        const places = [0, ...cuts.toSorted((a, b) => a - b), answer.length];
        const lines = places.flatMap((at, index) => stream.push(answer.slice(places[index - 1] ?? 0, at)));
        assert.deepEqual(lines, ["one();", "  two();"]);
      }),
    );
  });
});

describe("an answer that streams and holds marks itself", () => {
  const streamed = (answer: string, own: readonly string[]): readonly string[] => {
    const stream = createAnswerStream(own);
    return `${answer}\n`.split("").flatMap((character) => stream.push(character));
  };

  it("goes on behind the block in a docstring", () => {
    assert.deepEqual(streamed(fence(documented.join("\n"), "python"), python), documented);
  });

  it("goes on behind marks where the lines asked about have some, and leaves out what may stand behind the end", () => {
    assert.deepEqual(streamed(`${fence(templated.join("\n"))}\nIt is.`, templated), templated);
  });
});
