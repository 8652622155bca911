/**
 * Long computations in short steps, so that nothing else in the extension host waits for them: typing in the chat, the
 * completions of other extensions, git's own refresh.
 */

/** Milliseconds that a computation may take at a stretch. */
const stretch = 8;

/** Runs a computation to its end; each `yield` is a place where others may take a turn. */
export async function inSteps<Result>(work: Generator<void, Result>): Promise<Result> {
  let began = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() - began < stretch) continue;
    await new Promise<void>((resolve) => void setImmediate(resolve));
    began = performance.now();
  }
}
