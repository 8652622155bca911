/** How soon a key is on the screen while an answer streams. */
import type { Page } from "playwright-core";
import { closeContext, untilRest } from "./measure.ts";
import { textOf } from "./shapes.ts";

/** Characters of the answer that come at once, and milliseconds between two pieces: 300 tokens a second. */
const piece = 20;
const every = 16;

/** Characters of the answer that stand when the first key is pressed. */
const begun = 20_000;

/** Keys that are pressed, and milliseconds between two of them: somebody types fast. */
const keys = 150;
const betweenKeys = 50;

/** Milliseconds from each key to the end of the frame that shows its letter. Closes the page. */
export async function typeWhileStreaming(page: Page): Promise<readonly number[]> {
  const text = textOf("mixed", 1_000_000);
  await page.evaluate((begin) => contender.append(begin), text.slice(0, begun));
  await untilRest(page);
  await page.evaluate(
    ([rest, size, pause]) => {
      const waits: number[] = [];
      Object.assign(globalThis, { waits });
      let at = 0;
      setInterval(() => contender.append(rest.slice(at, (at += size))), pause);
      const box = document.querySelector("textarea");
      box?.addEventListener("keydown", ({ timeStamp }) =>
        // A message posted in a frame arrives when that frame has been drawn.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener("message", () => waits.push(performance.now() - timeStamp));
          port1.start();
          port2.postMessage(undefined);
        }),
      );
      box?.focus();
    },
    [text.slice(begun), piece, every] as const,
  );
  for (let at = 0; at < keys; at++) {
    await page.keyboard.press(at % 6 === 5 ? " " : "e");
    await page.waitForTimeout(betweenKeys);
  }
  await page.waitForFunction(
    (count) => (globalThis as unknown as { waits: number[] }).waits.length >= count,
    keys,
  );
  const waits = await page.evaluate(() => (globalThis as unknown as { waits: number[] }).waits);
  await closeContext(page);
  return waits;
}

/** The value that so many of a hundred stay below. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
