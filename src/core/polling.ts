/**
 * When to ask a host again for an answer that it is still making. Pure; the client waits, and stops on an abort.
 */
import type { ChatEvent } from "./event.ts";

/** First wait, growth and longest wait, as Runware's own client has them (PROVIDERS §1.2). */
const firstMs = 1000;
const growth = 1.5;
const longestMs = 10_000;

/** After this long the host is taken for stalled: as long as DeepSeek keeps a request that has not begun (§2.4). */
export const patienceMs = 600_000;

/** What a host comes to that has not made its answer by then. */
export const outOfPatience: readonly ChatEvent[] = [
  {
    type: "end",
    ending: { reason: "failed", failure: { kind: "stalled", idleSeconds: patienceMs / 1000 } },
  },
];

/** The wait before poll number `poll` (from 0), in milliseconds; undefined where patience is over. */
export function pollAfter(poll: number): number | undefined {
  let waited = 0;
  for (let before = 0; before < poll; before++) waited += waitOf(before);
  return waited < patienceMs ? waitOf(poll) : undefined;
}

function waitOf(poll: number): number {
  return Math.min(longestMs, firstMs * growth ** poll);
}
