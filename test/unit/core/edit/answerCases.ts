/** Each way in which models answer an edit, as data. */
import type { Asked, Meaning } from "../../../../src/core/edit/answer.ts";
import { linesOf } from "../../../../src/core/edit/lines.ts";

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
/** The indentation of the file. */
export const spaces = { useTabs: false, size: 2 };
/** The body of \`total\`. */
export const asked: Asked = { file, start: 4, end: 7, style: spaces, language: "typescript" };
/** Code as a block of an answer. */
export const fence = (code: string, language = "typescript"): string => `\`\`\`${language}\n${code}\n\`\`\``;
const shorter = "    return items.reduce((sum, item) => sum + item.price, 0);";

/** A function, as lines of Python. */
export const python = ["def twice(number):", "    return 2 * number", ""];
/** The same function as a model documents it. */
export const documented = [
  "def twice(number):",
  '    """Doubles a number.',
  "",
  "    ```python",
  "    twice(2)",
  "    ```",
  '    """',
  "    return 2 * number",
];
/** Lines that hold a fence of their own. */
export const templated = ["const page = `", "# one", "```", "npm test", "```", "`;", "show(page);"];
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

/** Answers, and what each means. */
export const cases: readonly Case[] = [
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
