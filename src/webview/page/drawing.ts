/**
 * Shares the frames among the answers that are being drawn. The newest comes first, and what does not fit into a
 * frame waits for the next one: a long history comes up from its end, and never holds the page up.
 */
import { inNextFrame } from "./frame.ts";

/** Milliseconds of a frame that drawing may take. */
const budget = 8;

/** One piece of drawing; gives true when there is nothing left. */
export type DrawStep = () => boolean;

const waiting = new Map<DrawStep, number>();

/** Draws until the step gives true. Of several, the one with the highest `order` is drawn first. */
export function draw(step: DrawStep, order: number): void {
  waiting.set(step, order);
  inNextFrame("draw", drawSome);
}

/** Forgets a step. */
export function stopDrawing(step: DrawStep): void {
  waiting.delete(step);
}

/** Whether something is still to be drawn. */
export function isDrawing(): boolean {
  return waiting.size > 0;
}

function drawSome(): void {
  const end = performance.now() + budget;
  do {
    const next = newest();
    if (!next) return;
    if (next()) waiting.delete(next);
  } while (performance.now() < end);
  if (waiting.size > 0) inNextFrame("draw", drawSome);
}

function newest(): DrawStep | undefined {
  let found: DrawStep | undefined;
  let best = -Infinity;
  for (const [step, order] of waiting) {
    if (order < best) continue;
    best = order;
    found = step;
  }
  return found;
}
