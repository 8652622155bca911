/** How a body is cut into frames. */
import assert from "node:assert/strict";
import type { Framing } from "../../../src/provider/dialect.ts";
import { longestFrame, readBody } from "../../../src/provider/frames.ts";

/** What a reader reports, in short. */
function read(framing: Framing, pieces: readonly string[], clean = true): readonly string[] {
  const told: string[] = [];
  const body = readBody(framing, {
    frame: (text) => told.push(text),
    life: () => told.push("(life)"),
    done: () => told.push("(done)"),
    tooLong: () => told.push("(too long)"),
  });
  for (const piece of pieces) body.feed(piece);
  const end = body.end(clean);
  return [
    ...told,
    ...(end.stray === undefined ? [] : [`(stray ${end.stray})`]),
    end.done ? "(over)" : "(cut)",
  ];
}

describe("frames", () => {
  const cases: readonly (readonly [string, Framing, readonly string[], readonly string[]])[] = [
    [
      "T38 an event split in its keyword, in its JSON, and between its two line ends",
      "sse",
      ["da", 'ta: {"a"', ":1}\n", "\nd", "ata: 2\n\n"],
      ['{"a":1}', "2", "(cut)"],
    ],
    ["JSON lines", "lines", ['{"a":1}\n{"b":2}\r\n\n{"c":3}'], ['{"a":1}', '{"b":2}', '{"c":3}', "(cut)"]],
    ["JSON lines in pieces", "lines", ['{"a"', ':1}\n{"b":', "2}\n"], ['{"a":1}', '{"b":2}', "(cut)"]],
    ["a stream where lines were asked for", "lines", ["data: 1\n\n"], ["1", "(cut)"]],
    ["one JSON", "json", [" {", "}\n"], ["{}", "(over)"]],
    ["plain text for JSON", "json", ["eve"], ["eve", "(over)"]],
    ["plain text that begins like a field", "json", ["event", "ually"], ["eventually", "(over)"]],
    [
      "a stream for JSON, split in its first word",
      "json",
      ["da", "ta: 1\n\n", "data: [DONE]\n\n"],
      ["1", "(done)", "(over)"],
    ],
    ["blank reads count as life", "json", ["\n", "\n", "{}"], ["(life)", "(life)", "{}", "(over)"]],
    [
      "blank reads between events count as life",
      "sse",
      ["data: 1\n\n", "\n", "data: 2\n\n"],
      ["1", "(life)", "2", "(cut)"],
    ],
    ["the blank line that ends an event is none", "sse", ["data: 1\n", "\n"], ["1", "(cut)"]],
    ["[DONE] twice", "sse", ["data: [DONE]\n\ndata: [DONE]\n\n"], ["(done)", "(over)"]],
    ["[DONE] inside of a text is none", "sse", ['data: "[DONE]"\n\n'], ['"[DONE]"', "(cut)"]],
    ["a stray line", "sse", ["data: 1\n\nupstream error: x\n"], ["1", "(stray upstream error: x)", "(cut)"]],
    ["a field that was cut is not stray", "sse", ["data: 1\n\nda"], ["1", "(cut)"]],
    ["an event with blank data", "sse", ["data:\n\ndata: 1\n\n"], ["1", "(cut)"]],
    ["nothing", "sse", [], ["(cut)"]],
    ["a lone CR at the very end", "sse", ["data: 1\r\r"], ["1", "(cut)"]],
  ];
  for (const [title, framing, pieces, expected] of cases) {
    it(title, () => assert.deepEqual(read(framing, pieces), expected));
  }

  it("one JSON whose connection broke is none, unless it is whole", () => {
    assert.deepEqual(read("json", ['{"a":'], false), ["(cut)"]);
    assert.deepEqual(read("json", ['{"a":1}'], false), ['{"a":1}', "(over)"]);
  });

  it("a page is kept for its title, but not all of it", () => {
    const [stray = ""] = read("sse", [
      `<title>x</title>${"y".repeat(60_000)}`,
      "z".repeat(60_000),
      "z".repeat(60_000),
    ]);
    assert.ok(stray.startsWith("(stray <title>x</title>") && stray.length < 130_000);
  });

  for (const framing of ["sse", "lines", "json"] as const) {
    it(`a frame beyond the limit ends everything: ${framing}`, () => {
      const start = framing === "sse" ? 'data: "' : '{"a":"';
      const piece = "x".repeat(1024 * 1024);
      const told = read(framing, [
        start,
        ...Array.from({ length: longestFrame / piece.length + 1 }, () => piece),
        '"}\n\n',
      ]);
      assert.deepEqual(told, ["(too long)", "(cut)"]);
    });
  }
});
