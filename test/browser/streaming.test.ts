/**
 * A streamed answer is what a parse of the whole text would draw: at every prefix, outside of an end that is too long
 * to be parsed with every word, and always at the end. Run with SEED=<number> to see one case again.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { closeBrowser } from "./chatPage.ts";
import { openDrawingPage } from "./drawingPage.ts";
import { chance, cutAtRandom, longBlock, randomMarkdown } from "./randomMarkdown.ts";

const chosenSeed = process.env["SEED"];
const firstSeed = chosenSeed === undefined ? Math.floor(Math.random() * 1e9) : Number(chosenSeed);
const rounds = (many: number): readonly number[] =>
  Array.from({ length: chosenSeed === undefined ? many : 1 }, (_, at) => firstSeed + at);

describe("streaming an answer", function () {
  this.timeout(120_000);
  let page: Page;
  before(async () => {
    ({ page } = await openDrawingPage());
  });
  after(closeBrowser);

  async function assertSame(pieces: readonly string[], seed: number, everyPrefix = true): Promise<void> {
    const difference = await page.evaluate(([list, each]) => drawing.firstDifference(list, each), [
      pieces,
      everyPrefix,
    ] as const);
    if (!difference) return;
    const text = pieces.join("").slice(0, difference.at);
    assert.equal(
      difference.streamed,
      difference.whole,
      `SEED=${seed}, after ${JSON.stringify(text.slice(-200))}`,
    );
  }

  it("equals a whole parse at every prefix of mixed documents", async () => {
    for (const seed of rounds(60)) {
      const below = chance(seed);
      await assertSame(cutAtRandom(randomMarkdown(below, 14), below), seed);
    }
  });

  it("equals a whole parse at every character", async () => {
    for (const seed of rounds(6)) {
      const below = chance(seed);
      await assertSame(randomMarkdown(below, 8).split(""), seed);
    }
  });

  it("equals a whole parse around one very long list, table, fence or paragraph", async () => {
    for (const seed of rounds(10)) {
      const below = chance(seed);
      await assertSame(cutAtRandom(longBlock(below, seed), below), seed);
    }
  });

  it("equals a whole parse at the end where a link is defined late", async () => {
    for (const seed of rounds(12)) {
      const below = chance(seed);
      const text = `See [the docs][d] and [d].\n\n${randomMarkdown(below, 12)}\n\n[d]: https://example.com/${seed} "t"\n\n${randomMarkdown(below, 3)}[d]`;
      await assertSame(cutAtRandom(text, below), seed, false);
    }
  });

  it("equals a whole parse of a text that comes in one piece", async () => {
    for (const seed of rounds(10)) {
      const below = chance(seed);
      await assertSame(
        [Array.from({ length: 12 }, () => randomMarkdown(below, 20)).join("\n\n")],
        seed,
        false,
      );
    }
  });

  it("never takes words off the page while a long end is drawn step by step", async () => {
    const lost = await page.evaluate(() => {
      const into = document.createElement("div");
      document.body.replaceChildren(into);
      const stream = drawing.open(into);
      let before = 0;
      for (let at = 0; at < 4000; at++) {
        stream.append(`word${at} `);
        for (let isDone = false; !isDone;) {
          isDone = stream.step();
          const now = into.textContent.trimEnd().length;
          if (now < before) return [at, before - now];
          before = now;
        }
      }
      return [];
    });
    assert.deepEqual(lost, [], "after so many words, so many letters");
  });

  it("reads entities as the parser's own table does", async () => {
    const names =
      "amp lt gt quot nbsp copy Auml szlig NotEqualTilde ThickSpace NewLine Tab semi lsqb fjlig zwnj notit not nothing AMP amplt ampamp ac acE Zopf CounterClockwiseContourIntegral frac12 sup2 there4".split(
        " ",
      );
    for (const name of names) {
      const [ours, theirs] = await page.evaluate((text) => drawing.entity(text), `&${name};`);
      assert.equal(ours, theirs, name);
    }
  });

  it("takes for punctuation what the parser's own table does", async () => {
    assert.deepEqual(await page.evaluate(() => drawing.otherPunctuation()), []);
  });

  it("writes names of hosts as the parser's own package does", async () => {
    for (const name of [
      "Example.com",
      "bücher.example",
      "例子.测试",
      "пример.рф",
      "a_b.example",
      "xn--80ak6aa92e.com",
    ]) {
      const [ours, theirs] = await page.evaluate((text) => drawing.hostName(text), name);
      assert.equal(ours, theirs, name);
    }
  });

  it("is the same once it was away, however many pieces a paragraph has", async () => {
    const [before, after] = await page.evaluate(() => {
      const box = document.createElement("div");
      const pieces = Array.from({ length: 150_000 }, (_, at) => (at % 2 === 0 ? "<b>x</b>" : "y"));
      box.innerHTML = `<p dir="auto" title="&quot;é&quot;">${pieces.join("")}</p>`;
      const html = box.innerHTML;
      drawing.awayAndBack(box);
      return [html, box.innerHTML] as const;
    });
    assert.ok(before === after && before.length > 600_000);
  });
});
