/**
 * What the page does once a frame, in three rounds: the parts of the page are brought up to date, answers are drawn,
 * and what must be measured is measured. A hidden page has no frames, so it does nothing.
 */

/** The rounds of a frame, in order. */
const rounds = { update: new Set<() => void>(), draw: new Set<() => void>(), measure: new Set<() => void>() };
let isAsked = false;
/** Whether somebody has typed since the last frame. */
let isTyping = false;

/**
 * Runs the task in a round of the next frame, once, however often it is asked for. What is asked for during a frame
 * still runs in it if its round is to come.
 */
export function inNextFrame(round: keyof typeof rounds, task: () => void): void {
  rounds[round].add(task);
  ask();
}

/** Gives each letter that is typed below an element a frame for itself: what an answer draws waits for the next one. */
export function letTypingPass(root: HTMLElement): void {
  const note = ({ target }: Event): void => void (isTyping ||= target instanceof HTMLTextAreaElement);
  root.addEventListener("keydown", note, { capture: true, passive: true });
}

function ask(): void {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(run);
}

function run(): void {
  isAsked = false;
  const { update, draw, measure } = rounds;
  const mayDraw = !isTyping;
  isTyping = false;
  for (const round of mayDraw ? [update, draw, measure] : [update]) {
    const tasks = [...round];
    round.clear();
    for (const task of tasks) task();
  }
  if (draw.size > 0 || measure.size > 0) ask();
}
