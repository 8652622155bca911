/** What long conversations cost: opening one, what stays in memory, and what the host does for it. */
import { closeContext, heapOf, longTasks, taskTime, untilRest } from "./measure.ts";
import { openConversation } from "./contenders.ts";
import { heldConversation } from "../../../src/core/history/away.ts";
import { longConversation } from "../../browser/longChat.ts";

/** Characters of a turn on the average: 10,000 turns are 50 MB. */
const averageTurn = 5000;

/** One conversation that was opened. */
export interface Opened {
  /** Milliseconds until its end was on the screen, and of main-thread work until the page was at rest. */
  readonly shown: number;
  readonly work: number;
  readonly long: readonly number[];
  /** Elements and texts of the document, and bytes alive. */
  readonly nodes: number;
  readonly heap: number;
  /** Milliseconds that the host takes to put the first message together, and its size in bytes. */
  readonly hostWork: number;
  readonly sent: number;
}

/** Makes conversations of these lengths, for `open`. */
export function conversations(
  lengths: readonly number[],
): ReadonlyMap<number, ReturnType<typeof longConversation>> {
  // Half of the turns are questions of a line; of four answers' lengths the mean is what `longConversation` takes.
  return new Map(lengths.map((turns) => [turns, longConversation(turns, averageTurn)]));
}

/** Opens a conversation in a fresh page, scrolls up and back, and measures. */
export async function open(conversation: ReturnType<typeof longConversation>): Promise<Opened> {
  const page = await openConversation(conversation);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await session.send("HeapProfiler.collectGarbage");
  const before = await taskTime(session);
  const tasks = await longTasks(page);
  const last = conversation.turns.at(-1)?.id ?? "";
  const shown = await page.evaluate(
    (id) =>
      new Promise<number>((done) => {
        const began = performance.now();
        const { firstMessage: data } = globalThis as unknown as { firstMessage: object };
        dispatchEvent(new MessageEvent("message", { data }));
        const look = (): void => {
          const drawn = document.querySelector(`[data-turn="${id}"] .markdown`)?.textContent ?? "";
          if (drawn === "") requestAnimationFrame(look);
          else done(performance.now() - began);
        };
        look();
      }),
    last,
  );
  await untilRest(page);
  const work = (await taskTime(session)) - before;
  const long = await tasks();
  const nodes = await page.evaluate(() => {
    const all = document.createNodeIterator(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    let count = 0;
    while (all.nextNode()) count += 1;
    return count;
  });
  // The message itself is the benchmark's, not the page's.
  await page.evaluate(() => Object.assign(globalThis, { firstMessage: undefined }));
  const heap = await heapOf(session);
  await closeContext(page);
  const began = performance.now();
  const sent = JSON.stringify(heldConversation(conversation)).length;
  return { shown, work, long, nodes, heap, sent, hostWork: performance.now() - began };
}
