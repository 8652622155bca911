/** What an answer means: each way in which models answer an edit, as data. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { meaningOf, type Asked, type Meaning } from "../../../../src/core/edit/answer.ts";
import { createAnswerStream } from "../../../../src/core/edit/answerStream.ts";
import { fencesOf } from "../../../../src/core/edit/fences.ts";
import { linesOf } from "../../../../src/core/edit/lines.ts";
import { edited } from "./generated.ts";

const file = linesOf(`import { log } from "./log";

export class Cart {
  total(items) {
    let sum = 0;
    for (const item of items) sum += item.price;
    return sum;
  }

  clear() {
    log("cleared");
  }
}
`);
const spaces = { useTabs: false, size: 2 };
/** The body of \`total\`. */
const asked: Asked = { file, start: 4, end: 7, style: spaces, language: "typescript" };
const fence = (code: string, language = "typescript"): string => `\`\`\`${language}\n${code}\n\`\`\``;
const shorter = "    return items.reduce((sum, item) => sum + item.price, 0);";

const python = ["def twice(number):", "    return 2 * number", ""];
/** The same function as a model documents it. */
const documented = [
  "def twice(number):",
  '    """Doubles a number.',
  "",
  "    ```python",
  "    twice(2)",
  "    ```",
  '    """',
  "    return 2 * number",
];
const templated = ["const page = `", "# one", "```", "npm test", "```", "`;", "show(page);"];
const conflict = [
  "Teh conflict:",
  "",
  "<<<<<<< HEAD",
  "mine",
  "=======",
  "theirs",
  ">>>>>>> branch",
  "",
  "Pick one.",
];

interface Case {
  readonly name: string;
  readonly answer: string;
  readonly isWhole?: boolean;
  readonly asked?: Asked;
  readonly means: Partial<Meaning> | { readonly text: string };
}

const cases: readonly Case[] = [
  { name: "one block", answer: fence(shorter), means: { kind: "code", start: 4, end: 7, lines: [shorter] } },
  {
    name: "a block without the place's indentation",
    answer: fence("let sum = 0;\nfor (const item of items) {\n  sum += item.price;\n}\nreturn sum;"),
    means: {
      kind: "code",
      lines: [
        "    let sum = 0;",
        "    for (const item of items) {",
        "      sum += item.price;",
        "    }",
        "    return sum;",
      ],
    },
  },
  {
    name: "words around a block",
    answer: `Here it is:\n\n${fence(shorter)}\n\nIt is shorter now.`,
    means: { kind: "code", lines: [shorter], words: "Here it is:\n\n\nIt is shorter now." },
  },
  {
    name: "words alone",
    answer: "The sum starts at 0 because an empty cart costs nothing.",
    means: { kind: "prose" },
  },
  { name: "a refusal", answer: "I'm sorry, but I can't help with that.", means: { kind: "prose" } },
  { name: "nothing", answer: " \n", means: { kind: "prose", text: "" } },
  {
    name: "words with something to run",
    answer: `You have to install it first:\n\n${fence("npm install lodash", "bash")}`,
    means: { kind: "prose" },
  },
  {
    name: "code without a fence",
    answer:
      "    let sum = 0;\n    for (const item of items) sum += item.price * item.count;\n    return sum;\n",
    means: {
      kind: "code",
      lines: [
        "    let sum = 0;",
        "    for (const item of items) sum += item.price * item.count;",
        "    return sum;",
      ],
    },
  },
  {
    name: "a fence without end",
    answer: `\`\`\`typescript\n${shorter}\n`,
    means: { kind: "code", lines: [shorter] },
  },
  {
    name: "a fence without end in an answer that broke off",
    answer: `\`\`\`typescript\n    let sum = 0;\n    for (const`,
    isWhole: false,
    means: { kind: "cut" },
  },
  {
    name: "a whole block in an answer that broke off behind it",
    answer: `${fence(shorter)}\n\nAnd then`,
    isWhole: false,
    means: { kind: "code", lines: [shorter] },
  },
  {
    name: "several blocks: the one that is like the selection",
    answer: `${fence("log(1);")}\n\nand\n\n${fence("    let sum = 1;\n    for (const item of items) sum += item.price;\n    return sum;")}`,
    means: {
      kind: "code",
      blocks: 2,
      lines: ["    let sum = 1;", "    for (const item of items) sum += item.price;", "    return sum;"],
    },
  },
  {
    name: "line numbers copied in",
    answer: fence(
      "5 |     let sum = 1;\n6 |     for (const item of items) sum += item.price;\n7 |     return sum;",
    ),
    means: {
      kind: "code",
      lines: ["    let sum = 1;", "    for (const item of items) sum += item.price;", "    return sum;"],
    },
  },
  {
    name: "Windows line ends",
    answer: `\`\`\`typescript\r\n${shorter}\r\n\`\`\`\r\n`,
    means: { kind: "code", lines: [shorter] },
  },
  {
    name: "tabs in a file of spaces",
    answer: fence(
      "\t\tlet sum = 0;\n\t\tfor (const item of items) {\n\t\t\tsum += item.price;\n\t\t}\n\t\treturn sum;",
    ),
    means: {
      kind: "code",
      lines: [
        "    let sum = 0;",
        "    for (const item of items) {",
        "      sum += item.price;",
        "    }",
        "    return sum;",
      ],
    },
  },
  {
    name: "spaces in a file of tabs",
    asked: {
      ...asked,
      style: { useTabs: true, size: 4 },
      file: file.map((line) => line.replace(/^ +/, (indent) => "\t".repeat(indent.length / 2))),
    },
    answer: fence(
      "    let sum = 0;\n    for (const item of items) {\n      sum += item.price;\n    }\n    return sum;",
    ),
    means: {
      kind: "code",
      lines: [
        "\t\tlet sum = 0;",
        "\t\tfor (const item of items) {",
        "\t\t\tsum += item.price;",
        "\t\t}",
        "\t\treturn sum;",
      ],
    },
  },
  {
    name: "the method around the selection",
    answer: fence(`  total(items) {\n${shorter}\n  }`),
    means: { kind: "code", start: 4, end: 7, lines: [shorter] },
  },
  {
    name: "the whole file for a small selection",
    answer: fence(file.join("\n").replace("let sum = 0", "let sum = 1").replace("cleared", "emptied")),
    means: {
      kind: "code",
      start: 0,
      end: file.length,
      lines: linesOf(file.join("\n").replace("let sum = 0", "let sum = 1").replace("cleared", "emptied")),
    },
  },
  {
    name: "the whole file, changed only within the selection",
    answer: fence(file.join("\n").replace("let sum = 0", "let sum = 1").trimEnd()),
    means: {
      kind: "code",
      start: 4,
      end: 7,
      lines: ["    let sum = 1;", "    for (const item of items) sum += item.price;", "    return sum;"],
    },
  },
  {
    name: "search and replace",
    answer: "<<<<<<< SEARCH\n    let sum = 0;\n=======\n    let sum = 1;\n>>>>>>> REPLACE",
    means: {
      kind: "code",
      start: 4,
      end: 7,
      lines: ["    let sum = 1;", "    for (const item of items) sum += item.price;", "    return sum;"],
    },
  },
  {
    name: "search and replace of lines that are not there",
    answer: "<<<<<<< SEARCH\n    let total = 0;\n=======\n    let total = 1;\n>>>>>>> REPLACE",
    means: { kind: "misplaced" },
  },
  {
    name: "a patch",
    answer: fence(
      "@@ -5,3 +5,3 @@\n-    let sum = 0;\n+    let sum = 1;\n     for (const item of items) sum += item.price;",
      "diff",
    ),
    means: {
      kind: "code",
      start: 4,
      end: 7,
      lines: ["    let sum = 1;", "    for (const item of items) sum += item.price;", "    return sum;"],
    },
  },
  {
    name: "a docstring that holds a block",
    asked: { ...asked, file: python, start: 0, end: 2, language: "python" },
    answer: fence(documented.join("\n"), "python"),
    means: { kind: "code", lines: documented, words: "" },
  },
  {
    name: "a docstring that holds a block, indented by two",
    asked: { ...asked, file: python, start: 0, end: 2, language: "python" },
    answer: fence(documented.join("\n").replaceAll("    ", "  "), "python"),
    means: { kind: "code", lines: documented.map((line) => line.replace("    ", "  ")), words: "" },
  },
  {
    name: "a docstring that holds a block, in an answer that broke off",
    asked: { ...asked, file: python, start: 0, end: 2, language: "python" },
    isWhole: false,
    answer: `\`\`\`python\n${documented.slice(0, -2).join("\n").replaceAll("    ", "  ")}`,
    means: { kind: "cut" },
  },
  {
    name: "lines with marks of their own",
    asked: { ...asked, file: templated, start: 0, end: templated.length },
    answer: `${fence(templated.join("\n").replace("one", "two"))}\n\nIt says two now.`,
    means: {
      kind: "code",
      lines: linesOf(templated.join("\n").replace("one", "two")),
      words: "It says two now.",
    },
  },
  {
    name: "lines with marks of their own, in an answer that broke off behind one",
    asked: { ...asked, file: templated, start: 0, end: templated.length },
    isWhole: false,
    answer: `\`\`\`typescript\n${templated.slice(0, 4).join("\n")}\nmore`,
    means: { kind: "cut" },
  },
  {
    name: "a block whose end is indented like the code",
    answer: `\`\`\`typescript\n${shorter}\n    \`\`\`\n\nIt is shorter now.`,
    means: { kind: "code", lines: [shorter], words: "It is shorter now." },
  },
  {
    name: "a page that shows a conflict of git's",
    asked: { ...asked, file: conflict, start: 0, end: conflict.length, language: "markdown" },
    answer: `\`\`\`\`markdown\n${conflict.join("\n").replace("Teh", "The")}\n\`\`\`\``,
    means: { kind: "code", lines: linesOf(conflict.join("\n").replace("Teh", "The")) },
  },
  { name: "an empty block", answer: fence("").replace("\n\n", "\n"), means: { kind: "code", lines: [] } },
];

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
