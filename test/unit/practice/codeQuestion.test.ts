/**
 * Answers to questions about code, and to questions without any.
 */
import assert from "node:assert/strict";
import { chatMessages } from "../../../src/core/prompts/chat.ts";
import { english } from "../../../src/practice/words/english.ts";
import { answer, attached } from "./answering.ts";
import { queue, server, store } from "./samples.ts";

const { standIn } = english;
const ts = attached("src/store.ts", "typescript", store);
const py = attached("jobs/queue.py", "python", queue);
const go = attached("main.go", "go", server);

interface Case {
  readonly name: string;
  readonly ask: readonly (string | { role: string; content: string })[];
  readonly says: readonly (string | RegExp)[];
  readonly never?: readonly RegExp[];
}

const cases: readonly Case[] = [
  {
    name: "outlines a TypeScript file",
    ask: [`${ts}Explain this file`],
    says: [
      "`src/store.ts` is 35 lines of TypeScript. It declares 2 functions, 3 methods, 1 class and 1 type.",
      "It imports `node:fs/promises` and `node:path`.",
      "- class `Store`, lines 5–25",
      "  - async `load(name, { fresh = false })`, lines 13–20",
      "**Flow:** 1 loop (line 15) and 2 branches (lines 14 and 16).",
      "- Line 16 throws.",
      "```typescript\n  async load(",
    ],
  },
  {
    name: "describes the function that is named",
    ask: [`${ts}what does load do?`],
    says: [
      "**`load`** is an async method of class `Store` in lines 13–20 of `src/store.ts`. It takes `name` and `{ fresh = false }`.",
      "It loops in line 15. It branches in lines 14 and 16. It returns in line 19.",
      "It calls `console.log`, `name.split`, `Error`, `readFile`, `join` and `JSON.parse`.",
      "Its comment says: “Reads an entry.”",
      "```typescript\n  async load(",
    ],
    never: [/declares 2 functions/],
  },
  {
    name: "describes the class that is named",
    ask: [`${ts}Tell me about Store`],
    says: [
      "**`Store`** is a class",
      "Its methods are `constructor`, `load` and `size`.",
      "“Keeps entries by name.”",
    ],
  },
  {
    name: "puts what may be wrong first when mistakes are asked for",
    ask: [`${py}any bugs here?`],
    says: [
      /^`jobs\/queue\.py` is 32 lines of Python[\s\S]*?\n\n\*\*What may be a mistake/,
      "Line 16 prints.",
      "Around line 12:",
    ],
  },
  {
    name: "says which words of the question the code has",
    ask: [`${py}where are the options used`],
    says: ["“options” is in line 12 of `jobs/queue.py`"],
  },
  {
    name: "names cases for tests",
    ask: [`${py}write tests`],
    says: ["- `push`: the usual case, empty input, and both sides of the branches in line 15"],
  },
  {
    name: "reads a language that it does not know",
    ask: [`${go}explain`],
    says: [
      "`main.go` is 11 lines of Go. It declares 1 function.",
      "- function `serve(port int, name string)`, lines 4–11",
    ],
  },
  {
    name: "says what can be said of any text",
    ask: ["```\n# a list\n\none two three\n```\nwhat is this"],
    says: [
      "is 3 lines of text",
      "1 line of it is empty; the longest is line 3 with 13 characters.",
      "`# a list`",
    ],
  },
  {
    name: "goes back to code that came earlier",
    ask: [`${ts}explain`, { role: "assistant", content: "It is …" }, "and what does twice do"],
    says: [
      "About the code that came earlier in this conversation:",
      "**`twice`** is a function in lines 30–33",
    ],
  },
  {
    name: "reads several attachments",
    ask: [`${ts}${py}explain both`],
    says: ["`src/store.ts` is 35", "`jobs/queue.py` is 32"],
  },
  {
    name: "says what it is where no code came",
    ask: ["hello"],
    says: ["This is the practice model.", "it is not an AI", "Attach something and ask again:"],
  },
];

describe("practice answers about code", () => {
  for (const { name, ask, says, never = [] } of cases) {
    it(name, () => {
      const { text } = answer(ask);
      for (const part of says)
        assert.ok(
          typeof part === "string" ? text.includes(part) : part.test(text),
          `${String(part)}\n---\n${text}`,
        );
      for (const part of never) assert.doesNotMatch(text, part);
      assert.ok(text.endsWith(`\n\n${standIn}`));
      assert.equal(text.split(standIn).length, 2);
    });
  }

  it("answers what the chat really sends", () => {
    const item = { id: "1", kind: "selection", path: "jobs/queue.py", language: "python" } as const;
    const messages = chatMessages(
      {
        id: "c",
        createdAt: 0,
        turns: [
          {
            kind: "user",
            id: "t",
            at: 0,
            text: "what does drain do?",
            context: [{ ...item, lines: [19, 22], text: queue.split("\n").slice(18, 22).join("\n") }],
          },
        ],
      },
      "",
    );
    const { text } = answer(messages.map((message) => ({ role: message.role, content: message.text })));
    assert.match(text, /\*\*`drain`\*\* is an async function in lines 20–22 of `jobs\/queue\.py`/);
  });

  it("takes no word of the project's instructions, or of its own prompt, for the question", () => {
    const rules =
      '<instructions path="AGENTS.md">\nWrite tests. Fix bugs. Never call twice.\n```ts\ntwice();\n```\n</instructions>\n\n';
    assert.deepEqual(answer([`${ts}${rules}Explain this file`]), answer([`${ts}Explain this file`]));
    assert.deepEqual(answer([`${rules}hello`]), answer(["hello"]));
    const prompt = "The file is indented with 2 spaces.\n\n";
    assert.deepEqual(answer([`${ts}${prompt}Is it load?`], "edit"), answer([`${ts}Is it load?`], "edit"));
  });

  it("thinks about what it looks at", () => {
    const { thinking } = answer([`${ts}what does load do?`]);
    assert.match(
      thinking,
      /^Looking at the attached file src\/store\.ts: 35 lines of TypeScript\. I find 5 functions, 1 class, 1 loop and 2 branches\./,
    );
    assert.match(thinking, /It names load \(line 13\), so I describe that\./);
  });

  it("gives the same answer to the same request", () => {
    assert.deepEqual(answer([`${ts}explain`]), answer([`${ts}explain`]));
  });
});
