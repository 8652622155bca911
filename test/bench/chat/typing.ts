/** How soon a key is on the screen while an answer streams. */
import type { Page } from "playwright-core";
import { closeContext, type Doings, trace, untilRest } from "./measure.ts";
import { textOf } from "./shapes.ts";

/** Characters of the answer that come at once, and milliseconds between two pieces: 300 tokens a second. */
const piece = 20;
const every = 16;

/** Characters of the answer that stand when the first key is pressed. */
const begun = 20_000;

/** Keys that are pressed, and milliseconds between two of them: somebody types fast. */
const keys = 150;
const betweenKeys = 50;

/** What keys took from the moment at which they were pressed, in milliseconds by the clock. */
export interface Waits {
  /** Until the page had dealt with it: its letter is in the box, and all that follows from it is done. */
  readonly handled: readonly number[];
  /** Until the end of the frame that shows its letter. */
  readonly drawn: readonly number[];
  /** How long the processor was at the page's main thread until then: what a machine without other work would take. */
  readonly work: readonly number[];
}

export const waitNames = ["handled", "drawn", "work"] as const satisfies readonly (keyof Waits)[];

/** Types, and measures each key. Closes the page. */
export async function typeWhileStreaming(page: Page): Promise<Waits> {
  const text = textOf("mixed", 1_000_000);
  await page.evaluate((begin) => contender.append(begin), text.slice(0, begun));
  await untilRest(page);
  const traced = await trace(page, await page.context().newCDPSession(page));
  await page.evaluate(
    ([rest, size, pause]) => {
      Object.assign(globalThis, { drawnKeys: 0 });
      let at = 0;
      setInterval(() => contender.append(rest.slice(at, (at += size))), pause);
      /** Calls back in the next task. */
      const soon = (then: () => void): void => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", then);
        port1.start();
        port2.postMessage(undefined);
      };
      const box = document.querySelector("textarea");
      box?.addEventListener("keydown", ({ timeStamp }) => {
        // What the page does about it, it does in microtasks that were there before this one.
        const handled = (): void => queueMicrotask(() => performance.mark("handled"));
        document.addEventListener("input", handled, { once: true });
        // A message posted in a frame arrives when that frame has been drawn.
        requestAnimationFrame(() =>
          soon(() => {
            performance.mark("key", { startTime: timeStamp });
            performance.mark("drawn");
            Object.assign(globalThis, { drawnKeys: performance.getEntriesByName("drawn").length });
          }),
        );
      });
      box?.focus();
    },
    [text.slice(begun), piece, every] as const,
  );
  for (let at = 0; at < keys; at++) {
    await page.keyboard.press(at % 6 === 5 ? " " : "e");
    await page.waitForTimeout(betweenKeys);
  }
  await page.waitForFunction(
    (count) => (globalThis as unknown as { drawnKeys: number }).drawnKeys >= count,
    keys,
  );
  const doings = await traced();
  await closeContext(page);
  const begins = doings.marks("key");
  const until = (name: string): readonly (readonly [number, number])[] => {
    const ends = doings.marks(name);
    return begins.map((begin, at) => [begin, ends[at] ?? Infinity]);
  };
  const clock = (spans: readonly (readonly [number, number])[]): readonly number[] =>
    spans.map(([begin, end]) => end - begin);
  return {
    handled: clock(until("handled")),
    drawn: clock(until("drawn")),
    work: until("drawn").map(([begin, end]) => processorTime(doings, begin, end)),
  };
}

/** Milliseconds that the processor was at tasks between two times. */
function processorTime({ tasks }: Doings, from: number, to: number): number {
  let sum = 0;
  for (const { start, length, processor } of tasks) {
    const within = Math.min(to, start + length) - Math.max(from, start);
    if (within > 0) sum += processor * (within / length);
  }
  return sum;
}

/** The value that so many of a hundred stay below. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
