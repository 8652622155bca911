/** Code is coloured line by line while it arrives, and has the colours that it would have had at once. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { type ChatPage, closeBrowser, showChat } from "./chatPage.ts";
import { openDrawingPage } from "./drawingPage.ts";
import { chance, cutAtRandom } from "./randomMarkdown.ts";
import { answered, answering, asked, eventMessages, snapshot, start } from "./script.ts";

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

describe("code and the screen", function () {
  this.timeout(60_000);
  let chat: ChatPage;
  afterEach(() => chat.close());
  after(closeBrowser);

  const lines = Array.from({ length: 120 }, (_, at) => `const line${at} = ${at};`);
  const fence = "```";
  const boxes = (): ReturnType<Page["locator"]> => chat.page.locator(".code-text .lines");
  /** Looks at the first line, and waits for its colours. */
  const seeFirst = async (): Promise<void> => {
    await chat.page.getByRole("log").evaluate((box) => {
      box.dispatchEvent(new WheelEvent("wheel", { bubbles: true }));
      box.scrollTop = 0;
    });
    await boxes().first().locator(".hljs-keyword").first().waitFor();
  };
  const copied = async (): Promise<unknown> => {
    await chat.page.locator("button[data-code=copy]").dispatchEvent("click");
    const [copy] = await chat.posted("copy");
    return copy?.type === "copy" ? copy.text : undefined;
  };

  it("gives code that came too fast to be read its colours where it is looked at", async () => {
    chat = await showChat(snapshot([asked("Go on")]));
    await chat.send(...eventMessages([answering()]));
    let sequence = 2;
    for (const some of [lines.slice(0, 60), lines.slice(60)]) {
      const text = `${sequence === 2 ? `${fence}ts\n` : ""}${some.join("\n")}\n`;
      const event = { type: "text", turn: "answer", text, at: start } as const;
      await chat.send({ type: "events", sequence: (sequence += 1), events: [event], failures: [] });
      await boxes()
        .filter({ hasText: some.at(-1) ?? "" })
        .waitFor();
    }
    await boxes().last().locator(".hljs-keyword").first().waitFor();
    assert.equal(await boxes().first().locator("span").count(), 0);
    assert.equal(await boxes().first().innerText(), `${lines.slice(0, 32).join("\n")}\n`);
    await seeFirst();
    assert.equal(await copied(), lines.join("\n"));
  });

  it("gives a finished block its colours where it is looked at", async () => {
    chat = await showChat(snapshot([asked("Go on"), answered(`${fence}ts\n${lines.join("\n")}\n${fence}`)]));
    await boxes().last().locator(".hljs-keyword").first().waitFor();
    assert.equal(await boxes().first().locator("span").count(), 0);
    await seeFirst();
    assert.equal(await copied(), lines.join("\n"));
  });

  it("draws a block with a line too long to be coloured once", async () => {
    const code = [`const long = "${"x".repeat(6000)}";`, ...lines, ...lines, ...lines].join("\n");
    chat = await showChat(snapshot([asked("Go on"), answered(`${fence}ts\n${code}\n${fence}`)]));
    await boxes().last().locator(".hljs-keyword").first().waitFor();
    assert.equal(await copied(), code);
  });
});
