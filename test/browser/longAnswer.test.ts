/** One answer of half a megabyte: what is far from the screen leaves the page, and nobody who reads the answer notices. */
import assert from "node:assert/strict";
import { type ChatPage, closeBrowser, type PageOptions, showChat } from "./chatPage.ts";
import { longAnswer } from "./longChat.ts";
import { answered, answering, asked, eventMessages, snapshot, start } from "./script.ts";

const text = longAnswer(500_000, 0);
const lines = Array.from({ length: 4000 }, (_, at) => `const line${at} = ${at};`);
const fence = "```";

describe("a long answer", function () {
  this.timeout(120_000);
  let chat: ChatPage;
  afterEach(() => chat.close());
  after(closeBrowser);

  const show = async (answer: string, options?: PageOptions): Promise<void> => {
    chat = await showChat(snapshot([asked("Go on"), answered(answer)]), options);
    await atRest();
  };
  /** Waits until nothing of the page comes, goes or moves any more. */
  const atRest = (): Promise<void> =>
    chat.page.evaluate(
      () =>
        new Promise<void>((done) => {
          const state = (): string => {
            const box = document.querySelector(".scroller");
            return `${document.getElementsByTagName("*").length} ${box?.scrollTop} ${box?.scrollHeight}`;
          };
          let before = "";
          let same = 0;
          const look = (): void => {
            const now = state();
            same = now === before ? same + 1 : 0;
            before = now;
            if (same > 15) done();
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
  const elements = (): Promise<number> => chat.page.evaluate(() => document.getElementsByTagName("*").length);
  const scrollTo = async (share: number): Promise<void> => {
    await chat.page.getByRole("log").hover();
    await chat.page.evaluate((to) => {
      const box = document.querySelector(".scroller");
      box?.dispatchEvent(new WheelEvent("wheel", { bubbles: true }));
      if (box) box.scrollTop = to * box.scrollHeight;
    }, share);
    await atRest();
  };
  /** The words of the block at the top edge of the transcript, and where it stands. */
  const topBlock = (): Promise<{ readonly words: string; readonly top: number }> =>
    chat.page.evaluate(() => {
      const edge = document.querySelector(".scroller")?.getBoundingClientRect().top ?? 0;
      const at = (all: Iterable<Element>): Element | undefined =>
        [...all].find((one) => one.getBoundingClientRect().bottom > edge + 1);
      // Sections first: what is not drawn yet has no true place in its section.
      const block = at(at(document.querySelectorAll(".markdown .blocks"))?.children ?? []);
      const top = Math.round(block?.getBoundingClientRect().top ?? 0);
      return { words: (block?.textContent ?? "").trim(), top };
    });
  /** Words of the answer at some heights of the transcript; empty where nothing is drawn. */
  const onScreen = (): Promise<readonly string[]> =>
    chat.page.evaluate(() => {
      const { left, top, height } =
        document.querySelector(".scroller")?.getBoundingClientRect() ?? new DOMRect();
      return Array.from({ length: 16 }, (_, at) => {
        const block = document
          .elementsFromPoint(left + 40, top + (at + 1) * 0.05 * height)
          .find((one) => one.parentElement?.matches(".blocks"));
        return (block?.textContent ?? "").trim();
      });
    });
  /** Between two blocks there is nothing, so not every look needs to meet words. */
  const isFilled = async (): Promise<boolean> =>
    (await onScreen()).filter((words) => words !== "").length > 2;

  it("keeps few elements on the page wherever the reader is, and shows each place", async () => {
    await show(text);
    for (const share of [1, 0.8, 0.4, 0.1, 0]) {
      await scrollTo(share);
      assert.ok((await elements()) < 5000, `${await elements()} elements at ${share}`);
      assert.ok(await isFilled(), `an empty screen at ${share}`);
    }
    await chat.page.getByText("Answer number 0.").waitFor();
  });

  it("keeps few elements on the page while it streams", async () => {
    await show("Short.");
    await chat.send(snapshot([asked("Go on")]), ...eventMessages([answering()]));
    let sequence = 2;
    for (let at = 0; at < text.length; at += 25_000) {
      const event = { type: "text", turn: "answer", text: text.slice(at, at + 25_000), at: start } as const;
      await chat.send({ type: "events", sequence: (sequence += 1), events: [event], failures: [] });
      await atRest();
      assert.ok((await elements()) < 5000, `${await elements()} elements after ${at}`);
    }
    assert.ok(await isFilled(), "an empty screen");
  });

  it("stays where the reader is while parts of it come and go above", async () => {
    await show(text);
    await chat.page.getByRole("log").hover();
    for (let step = 0; step < 30; step++) {
      await chat.page.mouse.wheel(0, -700);
      await chat.settled();
      const before = await topBlock();
      await chat.settled();
      assert.deepEqual(await topBlock(), before, `step ${step}`);
    }
  });

  it("keeps few nodes alive, and is the same to whoever comes back", async () => {
    await show(text);
    await scrollTo(0);
    const first = (): Promise<string | undefined> =>
      chat.page.evaluate(() => document.querySelector(".markdown .blocks")?.innerHTML);
    const before = await first();
    const session = await chat.page.context().newCDPSession(chat.page);
    const alive = async (): Promise<number> => {
      await session.send("HeapProfiler.collectGarbage");
      return (await session.send("Memory.getDOMCounters")).nodes;
    };
    await scrollTo(1);
    // What is far away is put into words when the page is idle. As elements, all of it takes some 100,000 nodes.
    while ((await alive()) > 20_000) await chat.settled();
    await scrollTo(0);
    assert.equal(await first(), before);
  });

  it("is searched whole, and walked from match to match", async () => {
    await show(text);
    const parts = text.match(/Part \d+ of the matter/g)?.length ?? 0;
    await chat.page.keyboard.press("Control+f");
    await chat.page.getByRole("textbox", { name: "Find in Conversation" }).fill("of the matter:");
    const count = chat.page.getByRole("search").getByRole("status");
    await chat.page.waitForFunction(() =>
      /of/.test(document.querySelector(".find-count")?.textContent ?? ""),
    );
    assert.equal((await count.innerText()).replace(/\D+/g, " "), `1 ${parts}`);
    for (const key of ["Enter", "Shift+Enter", "Shift+Enter"]) {
      await chat.page.keyboard.press(key);
      await atRest();
      const found = await chat.page.evaluate(() => {
        const [range] = [...(CSS.highlights.get("sonde-find-current") ?? [])] as Range[];
        const place = range?.getBoundingClientRect();
        return [range?.toString(), place !== undefined && place.top > 0 && place.bottom < innerHeight];
      });
      assert.deepEqual(found, ["of the matter:", true], key);
    }
    assert.ok((await elements()) < 5000);
  });

  it("gives the whole of a long block of code to whoever copies it", async () => {
    await show(`${fence}ts\n${lines.join("\n")}\n${fence}\n\nDone.`);
    await chat.page.waitForFunction(() => document.getElementsByTagName("*").length < 5000);
    assert.ok(
      !(await chat.page.locator("pre").innerText()).includes("line2000 "),
      "all of it is on the page",
    );
    await chat.page.locator("button[data-code=copy]").dispatchEvent("click");
    assert.deepEqual(await chat.posted("copy"), [{ type: "copy", text: lines.join("\n") }]);
    await scrollTo(0.5);
    assert.ok(await chat.page.locator(".hljs-keyword").count(), "no colours where the reader is");
    assert.ok((await elements()) < 5000, `${await elements()} elements`);
  });

  it("shows the middle of a long block of code to whoever comes back to it", async () => {
    const around = longAnswer(60_000, 0);
    await show(`${around}\n\n${fence}ts\n${lines.join("\n")}\n${fence}\n\n${around}`);
    const isCode = (): Promise<boolean> =>
      chat.page.evaluate(() => {
        const { left, top, height } =
          document.querySelector(".scroller")?.getBoundingClientRect() ?? new DOMRect();
        const under = document.elementsFromPoint(left + 40, top + height / 2);
        const box = under.find((one) => one.matches(".lines"));
        return (
          (box?.textContent ?? "").includes("const line") && box?.querySelector(".hljs-keyword") !== null
        );
      });
    for (const share of [0.5, 1, 0.5, 0, 0.5]) {
      await scrollTo(share);
      assert.equal(await isCode(), share === 0.5, `at ${share}`);
      assert.ok((await elements()) < 5000, `${await elements()} elements at ${share}`);
    }
  });

  for (const [name, head, row] of [
    [
      "list",
      "",
      (at: number) =>
        `- **Item ${at}** calls \`load(${at})\` before ${"anything else ".repeat(at % 9)}runs.\n`,
    ],
    [
      "table",
      "| n | call | what it does |\n|--:|:--|:--|\n",
      (at: number) => `| ${at} | \`load(${at})\` | **waits** for ${"the others ".repeat(at % 12)} |\n`,
    ],
  ] as const) {
    it(`keeps few elements of one long ${name} on the page, and each in its place`, async () => {
      await show(`${head}${Array.from({ length: 2000 }, (_, at) => row(at)).join("")}\nDone.`);
      await chat.page.waitForFunction(() => document.getElementsByTagName("*").length < 5000);
      /** Where each part of the block begins, from the block's beginning, and where the columns end. */
      const places = (): Promise<readonly number[]> =>
        chat.page.evaluate(() => {
          const parts = [...document.querySelectorAll(".markdown :is(li, tr, th)")];
          const { top = 0, left = 0 } = parts[0]?.getBoundingClientRect() ?? {};
          return parts.map((part) => {
            const place = part.getBoundingClientRect();
            return Math.round(part.matches("th") ? place.right - left : place.top - top);
          });
        });
      /** Pixels that a table is wider than its room. */
      const overflow = (): Promise<number> =>
        chat.page.evaluate(() => {
          const room = document.querySelector(".markdown .table");
          return room ? room.scrollWidth - room.clientWidth : 0;
        });
      const before = await places();
      assert.equal(await overflow(), 0, "wider than its room");
      for (const share of [0.5, 0, 0.9]) {
        await scrollTo(share);
        assert.ok((await elements()) < 5000, `${await elements()} elements at ${share}`);
        assert.deepEqual(await places(), before, `places at ${share}`);
        const shown = await chat.page.evaluate(() => {
          const screen = document.querySelector(".scroller")?.getBoundingClientRect();
          return [...document.querySelectorAll(".markdown :is(li, tr)")].filter((part) => {
            const place = part.getBoundingClientRect();
            return (
              screen && place.bottom > screen.top && place.top < screen.bottom && part.textContent === ""
            );
          }).length;
        });
        assert.equal(shown, 0, `empty parts at ${share}`);
      }
      await chat.page.setViewportSize({ width: 640, height: 700 });
      await atRest();
      assert.ok((await elements()) < 5000, `${await elements()} elements when it is wide`);
      const found = await chat.page.evaluate(() => {
        const box = document.querySelector(".scroller");
        const table = document.querySelector(".markdown table");
        return box && table ? table.getBoundingClientRect().width / box.clientWidth : 1;
      });
      assert.ok(found > 0.6, `the table takes ${found} of the room`);
      assert.equal(await overflow(), 0, "wider than its room when it is wide");
    });
  }

  it("is read again from the same place after a reload", async () => {
    await show(text);
    await scrollTo(0.3);
    const scrollTop = (): Promise<number> => chat.page.getByRole("log").evaluate((box) => box.scrollTop);
    const from = await scrollTop();
    await chat.page.mouse.wheel(0, 400);
    while ((await scrollTop()) === from) await chat.settled();
    await atRest();
    const before = await topBlock();
    await chat.reload();
    await chat.send(snapshot([asked("Go on"), answered(text)]));
    await atRest();
    const after = await topBlock();
    assert.equal(after.words, before.words);
    assert.ok(Math.abs(after.top - before.top) <= 2, `${after.top} for ${before.top}`);
  });

  it("leaves what is marked on the page, so that it is copied", async () => {
    await show(text);
    await chat.page.evaluate(() => {
      const last = [...document.querySelectorAll(".markdown p")].at(-1);
      if (last) getSelection()?.setBaseAndExtent(last, 0, last, last.childNodes.length);
    });
    const marked = await chat.page.evaluate(() => getSelection()?.toString());
    assert.notEqual(marked, "");
    await scrollTo(0.5);
    assert.equal(await chat.page.evaluate(() => getSelection()?.toString()), marked);
  });

  for (const [name, answer] of [
    ["a long answer", longAnswer(60_000, 0)],
    ["a long block of code", `${fence}ts\n${lines.join("\n")}\n${fence}\n\nDone.`],
    ["a long list", lines.map((line) => `- ${line}\n`).join("")],
  ] as const) {
    it(`is copied whole by whoever marks ${name} from the beginning to the end`, async () => {
      await show(answer);
      await chat.page.evaluate(() =>
        document.addEventListener("paste", (event) => {
          document.body.dataset["pasted"] = event.clipboardData?.getData("text/plain");
        }),
      );
      await chat.page.getByRole("log").focus();
      // With Ctrl+A the host copies the question, too, which is not drawn here.
      await chat.page.evaluate(() => {
        const turn = document.querySelector("[data-turn='answer']");
        if (turn) getSelection()?.selectAllChildren(turn);
      });
      await chat.page.keyboard.press("Control+c");
      await atRest();
      const below = await chat.page
        .getByRole("log")
        .evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
      assert.ok(below < 2, `the reader was at the end and is ${below} pixels above it`);
      await chat.box().focus();
      await chat.page.keyboard.press("Control+v");
      const pasted = await chat.page.evaluate(() => document.body.dataset["pasted"] ?? "");
      assert.deepEqual(pasted.match(/Part \d+|line\d+/g), answer.match(/Part \d+|line\d+/g));
    });
  }

  it("is marked from where somebody has clicked, however far that is", async () => {
    await show(text);
    await scrollTo(0);
    const first = chat.page.locator(".markdown p").nth(1);
    const words = await first.innerText();
    const { x, y } = (await first.boundingBox()) ?? { x: 0, y: 0 };
    await chat.page.mouse.click(x + 1, y + 8);
    await scrollTo(0.1);
    // In words: the bar of a code block can't be marked.
    const last = await chat.page.evaluate(() => {
      const all = [...document.querySelectorAll(".markdown p")].map((one) => one.getBoundingClientRect());
      const { left = 0, top = 0 } = all.find((place) => place.top > 300) ?? {};
      return [left + 100, top + 8] as const;
    });
    await chat.page.keyboard.down("Shift");
    await chat.page.mouse.click(...last);
    await chat.page.keyboard.up("Shift");
    await chat.button("Quote").click();
    const quote = await chat.box().inputValue();
    assert.ok(quote.startsWith(`> ${words}`), quote.slice(0, 100));
    const parts = quote.match(/Part \d+/g) ?? [];
    assert.ok(parts.length > 20, quote.slice(-100));
    assert.deepEqual(parts, text.match(/Part \d+/g)?.slice(0, parts.length));
  });

  it("is whole for a screen reader", async () => {
    await show(text);
    await chat.page.evaluate(() => document.body.classList.add("vscode-using-screen-reader"));
    await scrollTo(0.5);
    const words = await chat.page.locator(".markdown").evaluate((answer) => answer.textContent ?? "");
    assert.ok(
      words.includes("Answer number 0.") && words.length > text.length / 2,
      `${words.length} characters`,
    );
  });
});
