/** Runs a computation that comes in steps to its end, without a pause. */
export function toEnd<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
