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
/** Frames left without drawing, since one that has drawn all there was. */
let resting = 0;
/** Frames that were left so between the last two drawings. */
let rested = 0;

/** Of three frames, words are drawn in one: twenty times a second, as often as VS Code's own chat draws them. */
const restingFrames = 2;

/**
 * Of ten frames, words are drawn in one where more than so many characters come with each, some 1,000 tokens a
 * second: nobody reads them as they come, and a drawing costs much the same for a line and for a screen.
 */
const restingFramesOfFast = 9;
const fastPerFrame = 66;
/** Characters added since the last drawing. */
let added = 0;

/** Draws until the step gives true. Of several, the one with the highest `order` is drawn first. */
export function draw(step: DrawStep, order: number): void {
  resting = 0;
  drawOn(step, order);
}

/** Draws what has been added to something that is drawn already: so many characters. */
export function drawOn(step: DrawStep, order: number, characters = 0): void {
  added += characters;
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
  if (resting > 0) return;
  const end = performance.now() + budget;
  do {
    const next = newest();
    if (!next) break;
    if (next()) waiting.delete(next);
  } while (performance.now() < end);
  if (waiting.size > 0) return inNextFrame("draw", drawSome);
  resting = added > fastPerFrame * (rested + 1) ? restingFramesOfFast : restingFrames;
  rested = resting;
  added = 0;
  inNextFrame("measure", () => inNextFrame("measure", rest));
}

function rest(): void {
  resting -= 1;
  if (resting > 0) inNextFrame("measure", rest);
  else if (waiting.size > 0) inNextFrame("draw", drawSome);
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
