/** What the page may say: whatever comes is read or refused, never thrown at, and nothing names a command. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseToHost, unreadWords } from "../../../src/protocol/toHost.ts";

describe("a message of the page", () => {
  it("is refused where it is none, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (message) => {
          assert.equal(parseToHost(message), undefined);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("holds nothing but what its kind has, whatever else is put in", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, name) => {
        const read = parseToHost({ type: "branch", turn: "t", [name]: value, command: value, path: value });
        const isOwn = name === "type" || name === "turn";
        if (!isOwn) assert.deepEqual(read, { type: "branch", turn: "t" });
      }),
    );
  });

  const question = (chips: number): unknown => ({
    type: "ask",
    conversation: "c",
    text: "Why?",
    context: Array.from({ length: chips }, (_, at) => `${at}`),
  });

  it("is read with hundreds of chips", () => assert.ok(parseToHost(question(510))));

  it("that can't be read has words still, where it was to be sent", () => {
    assert.equal(parseToHost(question(10_001)), undefined);
    assert.equal(unreadWords(question(10_001)), "Why?");
    assert.equal(unreadWords({ type: "resend", text: "Why?", turn: 3 }), "Why?");
    assert.equal(unreadWords({ type: "ask", text: 3 }), undefined);
    assert.equal(unreadWords({ type: "copy", text: "Why?" }), undefined);
  });

  const refused: readonly (readonly [string, unknown])[] = [
    ["a command by its name", { type: "press", button: "workbench.action.terminal.new" }],
    ["a command as a kind", { type: "executeCommand", command: "workbench.action.quit" }],
    ["a file to read", { type: "readFile", path: "/etc/passwd" }],
    [
      "an image that is an address",
      { type: "addImage", name: "x", dataUrl: "https://evil.test/x", preview: "" },
    ],
    [
      "an image that is a program",
      {
        type: "addImage",
        name: "x",
        dataUrl: "data:image/svg+xml;base64,eA==",
        preview: "data:image/png;base64,eA==",
      },
    ],
    [
      "more files than a hand can drop",
      { type: "drop", uris: Array.from({ length: 101 }, () => "file:///a") },
    ],
    ["a model's name without end", { type: "regenerate", turn: "t", model: "m".repeat(201) }],
    ["an address without end", { type: "open", href: `https://${"a".repeat(9000)}` }],
  ];
  for (const [name, message] of refused) {
    it(`is refused: ${name}`, () => assert.equal(parseToHost(message), undefined));
  }
});
