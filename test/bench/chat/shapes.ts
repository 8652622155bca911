/** The texts of the benchmark: answers of a model's manner, the worst shapes of one, and lines that are meant badly. */

/** The shapes of an answer; all but the first are one single block. */
export const shapes = ["mixed", "list", "table", "fence", "paragraph"] as const;
export type Shape = (typeof shapes)[number];

const sentence = (at: number): string =>
  `The **cache** is asked before \`load(${at})\` runs, so a second reader waits for the first and [nobody](https://example.com/${at}) reads twice.`;

const code = (at: number): string =>
  [
    `export function part${at}(input: readonly string[]): Map<string, number> {`,
    `  const found = new Map<string, number>(); // number ${at}`,
    `  for (const [index, word] of input.entries()) found.set(word, index + ${at});`,
    "  return found;",
    "}",
    "",
  ].join("\n");

const pieces: readonly ((at: number) => string)[] = [
  (at) => `## Step ${at}\n\n${sentence(at)} ${sentence(at + 1)}`,
  (at) => `1. ${sentence(at)}\n2. short\n   - nested ${at}\n   - *and* more\n3. ${sentence(at)}`,
  (at) => `\`\`\`ts\n${code(at)}${code(at + 1)}\`\`\``,
  (at) => `> ${sentence(at)}\n> and so on.`,
  (at) =>
    `| case | before | after |\n|:---|---:|---:|\n| hit ${at} | 12 ms | **1 ms** |\n| miss | 40 ms | 41 ms |`,
  (at) => `${sentence(at)}\n${sentence(at + 2)}`,
];

/** A text of a shape, of exactly so many characters. */
export function textOf(shape: Shape, characters: number): string {
  const make: Readonly<Record<Shape, { readonly head: string; readonly next: (at: number) => string }>> = {
    mixed: { head: "", next: (at) => `${pieces[at % pieces.length]?.(at) ?? ""}\n\n` },
    list: { head: "", next: (at) => `- item ${at}: ${sentence(at)}\n` },
    table: {
      head: "| n | word | more |\n|--:|:--|:--|\n",
      next: (at) => `| ${at} | **w${at}** | ${sentence(at)} |\n`,
    },
    fence: { head: "```ts\n", next: code },
    paragraph: { head: "", next: (at) => `${sentence(at)} ` },
  };
  const { head, next } = make[shape];
  let text = head;
  for (let at = 0; text.length < characters; at++) text += next(at);
  return text.slice(0, characters);
}

/** A block of code of so many lines. */
export function codeOf(lines: number): string {
  return Array.from({ length: Math.ceil(lines / 6) }, (_, at) => code(at))
    .join("")
    .split("\n", lines)
    .join("\n");
}

/** The text as it arrives: pieces of so many characters. */
export function cut(text: string, size: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  );
}

/** Lines of 200,000 characters that bring Markdown parsers to their knees. */
export const badLines: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ["quotes", "> "],
    ["lists", "- "],
    ["openBrackets", "["],
    ["imageLinks", "![[]()"],
    ["underscores", "_"],
    ["stars", "**a *b "],
    ["backticks", "`` ` "],
    ["backslashes", "\\"],
    ["entities", "&#x26;"],
    ["pipes", "|"],
    ["noSpaces", "x"],
    ["angles", "<a "],
  ].map(([name = "", part = ""]) => [name, part.repeat(Math.ceil(200_000 / part.length)).slice(0, 200_000)]),
);
