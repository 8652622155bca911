/** Code is coloured line by line while it arrives, and has the colours that it would have had at once. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { closeBrowser } from "./chatPage.ts";
import { openDrawingPage } from "./drawingPage.ts";
import { chance, cutAtRandom } from "./randomMarkdown.ts";

const codes = {
  typescript: [
    "import { a } from 'a'; // the first",
    "",
    "/* A comment with const and",
    "",
    "   function f( in it. */",
    "const load = async (",
    "  name: string,",
    "  count: number,",
    "): Promise<string> => {",
    "  return `a ${name.slice(1)} and",
    "",
    "  const text of many lines ${count}`;",
    "};",
    "describe('all of it', () => {",
    "  it('works', () => {",
    "    const pattern = /['\"(]/;",
    "    expect(load('x', 1)).toBe(pattern);",
    "  });",
    "  class A<T> extends B {",
    "    value = 'it''s';",
    "  }",
    "});",
  ],
  python: [
    "@cached",
    "def load(",
    "    name: str,",
    ") -> str:",
    '    """What it does,',
    "",
    "    def and how.",
    '    """',
    "    return f'{name!r} in {1}'  # done",
    "",
    "class A(B):",
    "    x = None",
  ],
  css: [
    ".a > b,",
    "#c::before {",
    "  color: red; /* and",
    "  blue: no */",
    "}",
    "@media (width > 1px) {",
    "  a {",
    "    top: 0;",
    "  }",
    "}",
  ],
  xml: ["<script>", "", "const a = 1;", "</script>", "<!-- a", "<b> -->", "<p", "  class='x'>", "text</p>"],
} as const;

describe("colouring code that arrives", function () {
  this.timeout(60_000);
  let page: Page;
  before(async () => {
    ({ page } = await openDrawingPage());
  });
  after(closeBrowser);

  for (const [language, lines] of Object.entries(codes)) {
    it(`gives ${language} the colours of the whole`, async () => {
      const code = Array.from({ length: 30 }, () => `${lines.join("\n")}\n\n`).join("");
      for (const pieces of [code.split(/(?<=\n)/), cutAtRandom(code, chance(lines.length))]) {
        const [streamed, whole] = await page.evaluate(
          ([name, list]) => drawing.colours(name as keyof typeof codes, list),
          [language, pieces] as const,
        );
        assert.ok(new Set(whole.map((letter) => letter.slice(2))).size > 4, "colours");
        assert.deepEqual(streamed, whole);
      }
    });
  }
});
