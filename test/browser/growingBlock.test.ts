/** One long list or table while it streams: it is drawn in two, and to the reader it is one. */
import assert from "node:assert/strict";
import { type ChatPage, closeBrowser, showChat } from "./chatPage.ts";
import { answering, asked, snapshot, start } from "./script.ts";

/** What the reader sees of a block that grows; pixels are whole. */
interface Seen {
  /** Whether it is in two now. */
  readonly isOpen: boolean;
  /** What stands between two parts that follow each other, border to border. */
  readonly gaps: readonly number[];
  /** Where parts begin in a line. */
  readonly lefts: readonly number[];
  /** Where the columns of the head end, and where those of the last row do. */
  readonly columns: readonly (readonly number[])[];
  readonly heads: number;
  /** The number in front of the first item of the last half. */
  readonly number: number;
  readonly parts: number;
}

describe("a long block that grows", function () {
  this.timeout(60_000);
  let chat: ChatPage;
  let sequence: number;
  afterEach(() => chat.close());
  after(closeBrowser);

  const append = async (text: string): Promise<void> => {
    const event = { type: "text", turn: "answer", text, at: start } as const;
    await chat.send({ type: "events", sequence: (sequence += 1), events: [event], failures: [] });
    await chat.page.waitForFunction(
      (end) => document.querySelector(".markdown")?.textContent?.includes(end),
      text.match(/end\d+/g)?.at(-1) ?? "",
    );
  };
  const seen = (): Promise<Seen> =>
    chat.page.evaluate(() => {
      const parts = [...document.querySelectorAll(".markdown :is(li, tbody > tr)")];
      const places = parts.map((part) => part.getBoundingClientRect());
      const rows = [document.querySelector("tr"), parts.at(-1)];
      const cells = rows.map((row) => [...(row?.querySelectorAll("th, td") ?? [])]);
      const heads = [...document.querySelectorAll("th")];
      return {
        isOpen: document.querySelector(".markdown [data-open]") !== null,
        gaps: [...new Set(places.slice(1).map(({ top }, at) => Math.round(top - (places[at]?.bottom ?? 0))))],
        lefts: [...new Set(places.map(({ left }) => Math.round(left)))],
        columns: cells.map((row) => row.map((cell) => Math.round(cell.getBoundingClientRect().right))),
        heads: heads.filter((head) => head.getBoundingClientRect().height > 0).length,
        number: Number(document.querySelector(".tail > ol")?.getAttribute("start") ?? 0),
        parts: parts.length,
      };
    });
  const begin = async (): Promise<void> => {
    chat = await showChat(snapshot([asked("Go on")]));
    await chat.send({ type: "events", sequence: (sequence = 2), events: [answering()], failures: [] });
  };
  const rows = (from: number, to: number, row: (at: number) => string): string =>
    Array.from({ length: to - from }, (_, at) => row(from + at)).join("");

  for (const [name, row] of [
    ["list", (at: number) => `1. item **${at}** waits for ${"the others ".repeat(at % 7)}, end${at}\n`],
    ["loose list", (at: number) => `1. item **${at}** waits for all of the others, end${at}\n\n`],
  ] as const) {
    it(`is one ${name} with its numbers`, async () => {
      await begin();
      await append(`Before it.\n\n${rows(1, 81, row)}`);
      for (let at = 81; at < 110; at++) {
        await append(row(at));
        const { isOpen, gaps, lefts, number, parts } = await seen();
        assert.equal(parts, at);
        assert.ok(isOpen);
        assert.equal(gaps.length, 1, `gaps of ${gaps.join(" and ")} at ${at}`);
        assert.equal(lefts.length, 1, `begins at ${lefts.join(" and ")} at ${at}`);
        const last = await chat.page.locator(".tail > ol > li").count();
        assert.equal(number + last, at + 1, "the number that goes on");
      }
      await append("\nAfter it, in the end110.\n\nAnd so on, end111.\n");
      const { isOpen, gaps, parts } = await seen();
      assert.deepEqual([isOpen, gaps.length, parts], [false, 1, 109]);
      assert.equal(await chat.page.locator(".markdown ol").count(), 1);
    });
  }

  it("is one table with its columns", async () => {
    await begin();
    const row = (at: number): string =>
      `| ${at} | \`load${"Again".repeat(at % 4)}(${at})\` | waits for ${"the others ".repeat(at % 9)}, end${at} |\n`;
    await append(`| n | call | what it does |\n|--:|:--|:--|\n${rows(1, 301, row)}`);
    for (let at = 301; at < 330; at++) {
      await append(row(at));
      const { isOpen, gaps, heads, columns, parts } = await seen();
      assert.equal(parts, at);
      assert.ok(isOpen);
      assert.equal(heads, 3);
      assert.ok(Math.max(...gaps) <= 0 && Math.min(...gaps) >= -1, `gaps of ${gaps.join(" and ")} at ${at}`);
      assert.deepEqual(columns[1], columns[0], `columns at ${at}`);
    }
    await append("\nAfter it, in the end330.\n\nAnd so on, end331.\n");
    const { isOpen, parts } = await seen();
    assert.deepEqual([isOpen, parts], [false, 329]);
    assert.equal(await chat.page.locator(".markdown table").count(), 1);
  });

  it("comes apart late, and all of it does", async () => {
    await begin();
    const row = (at: number): string => `- item ${at} waits for the others, end${at}\n`;
    await append(rows(1, 301, row));
    assert.equal(await chat.page.locator(".markdown li > p").count(), 0);
    await append(`\n${row(301)}${row(302)}`);
    await chat.page.waitForFunction(() => document.querySelectorAll(".markdown li > p").length > 100);
    assert.equal((await seen()).parts, 302);
    assert.equal(await chat.page.locator(".markdown li:not(:empty):not(:has(> p))").count(), 0);
  });

  it("runs in the direction of its beginning", async () => {
    await begin();
    const row = (at: number): string =>
      `- ${at < 60 ? "הפריט ממתין לאחרים בתור שלו" : "item"} ${at}, end${at}\n`;
    await append(rows(1, 59, row));
    for (let at = 59; at < 180; at++) await append(row(at));
    const lists = chat.page.locator(".markdown :is([data-open], [data-goes-on])");
    assert.deepEqual(await lists.evaluateAll((all) => all.map((one) => one.matches(":dir(rtl)"))), [
      true,
      true,
    ]);
    assert.equal((await seen()).parts, 179);
  });
});
