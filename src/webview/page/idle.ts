/** Work for idle moments, piece by piece, so that it never stands between the reader and the page. */

type Step = () => boolean;

const steps: Step[] = [];
let isAsked = false;

/** Runs the step when the page is idle, again and again until it gives true. */
export function whenIdle(step: Step): void {
  steps.push(step);
  ask();
}

function ask(): void {
  if (isAsked || steps.length === 0) return;
  isAsked = true;
  requestIdleCallback(
    (deadline) => {
      isAsked = false;
      do {
        const step = steps[0];
        if (!step || step()) steps.shift();
      } while (steps.length > 0 && deadline.timeRemaining() > 5);
      ask();
    },
    { timeout: 500 },
  );
}
