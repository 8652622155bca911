/** Markdown by chance, the same for the same seed: prose, lists, tables, fences and things that only look like it. */

/** A source of chance (mulberry32). */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const words =
  "the timer is **never** cleared so `every` call goes *through* [docs](https://example.com/a) http://example.com/b ~~old~~ <b>bold</b> &amp; a_b_c 1. - # | \\* ![alt](https://example.com/i.png) [rel](./src/a.ts) שלום 你好 👩‍💻 a\u200Bb foo@example.com `` ` `` __init__ [x] (y) ``` ~~~ > end".split(
    " ",
  );
const code = [
  "const a = 1;",
  "",
  "  if (a) {",
  "\treturn `x`;",
  "  }",
  "``",
  "# no heading",
  "- no list",
  "~~~",
  "   ```x",
  "</script>",
];
const languages = ["ts", "python", "", "bash title=x", "c++", "no such language", "`odd", "json"];

type Below = (below: number) => number;

function line(below: Below, most = 14): string {
  return Array.from({ length: 1 + below(most) }, () => words[below(words.length)]).join(" ");
}

function list(below: Below, items: number): string {
  const marker = ["- ", "* ", "1. ", "3) "][below(4)] ?? "- ";
  const gap = below(4) === 0 ? "\n\n" : "\n";
  const item = (): string => {
    const inside = [
      `\n  - ${line(below, 5)}`,
      `\n\n    ${line(below, 5)}`,
      "\n  ```ts\n  let a;\n  ```",
      "",
      "",
      "\nlazy",
    ];
    return marker + line(below, 8) + (inside[below(inside.length)] ?? "");
  };
  const odd = [
    `${marker}# ${line(below, 3)}`,
    marker,
    `${marker}\n`,
    `${marker}\`\`\`\n  x\n  \`\`\``,
    `${marker}[d]: <x>`,
  ];
  // Some lists have items without a paragraph, and some come apart late.
  const oddness = below(3) === 0 ? 2 + below(12) : 0;
  const apart = below(4) === 0 ? below(items) : -1;
  return Array.from({ length: items }, (_, at) => {
    const isOdd = oddness > 0 && below(oddness) === 0;
    return (isOdd ? (odd[below(odd.length)] ?? "") : item()) + (at === apart ? "\n\n" : gap);
  }).join("");
}

function table(below: Below, rows: number): string {
  const row = (): string =>
    `| ${line(below, 3).replaceAll("|", "")} | ${line(below, 2).replaceAll("|", "")} |`;
  return [row(), "|:--|--:|", ...Array.from({ length: rows }, row)].join("\n");
}

function fence(below: Below, lines: number): string {
  const marker = ["```", "~~~", "````", "  ```", "   ~~~~"][below(5)] ?? "```";
  const language = languages[below(languages.length)] ?? "";
  const body = Array.from({ length: lines }, () => code[below(code.length)]);
  const end = [marker.trim(), `${marker.trim()}  `, ` ${marker.trim()}\``, ""][below(6)] ?? marker.trim();
  return [`${marker}${language}`, ...body, end].join("\n");
}

const blocks: readonly ((below: Below) => string)[] = [
  (below) => line(below, 40),
  (below) => `${line(below)}\n${line(below)}  \n${line(below)}`,
  (below) => list(below, 1 + below(6)),
  (below) => table(below, below(5)),
  (below) => fence(below, below(8)),
  (below) => `${"#".repeat(1 + below(6))} ${line(below, 4)}`,
  (below) => `${line(below, 4)}\n${below(2) === 0 ? "===" : "---"}`,
  (below) => `> ${line(below)}\n> ${line(below)}\n>\n> - ${line(below, 4)}`,
  () => "---",
  (below) => `    indented ${line(below, 3)}\n\n    more`,
  (below) => `<div onclick="x()">\n${line(below, 4)}\n</div>`,
  (below) => `${below(30)}`,
];

/** A document of some blocks. */
export function randomMarkdown(below: Below, most: number): string {
  let text = "";
  for (let left = 1 + below(most); left > 0; left--) {
    text += (blocks[below(blocks.length)] ?? line)(below);
    text += ["\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\r\n\r\n", "\n \n"][below(7)] ?? "\n\n";
  }
  return text;
}

/** A document whose last block is longer than what is parsed with every word. */
export function longBlock(below: Below, kind: number): string {
  const makers = [list, table, fence, list];
  const long = makers[kind % 5]?.(below, 120) ?? Array.from({ length: 80 }, () => line(below)).join(" ");
  return `${randomMarkdown(below, 4)}${long}${["\n", "\n\n"][below(2)]}${randomMarkdown(below, 4)}`;
}

/** The text cut at random: mostly as tokens come, now and then a larger piece. */
export function cutAtRandom(text: string, below: Below): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = below(12) === 0 ? 1 + below(400) : 1 + below(18);
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}
