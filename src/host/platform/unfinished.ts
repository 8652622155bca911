/**
 * Work that is to be done before the window goes: what is being written, and answers that are still to be counted. VS
 * Code waits some seconds for an extension that it ends, if it is asked to; nothing goes on behind that.
 */
import { setTimeout } from "node:timers/promises";

export interface Unfinished {
  /** Counts this among the work until it is settled, and gives it back. */
  add<T>(work: Promise<T>): Promise<T>;
  /** Resolves when all of it is settled, with what was added meanwhile, or after so many milliseconds. Never rejects. */
  settled(patience: number): Promise<void>;
}

/** Nothing so far. */
export function createUnfinished(): Unfinished {
  const all = new Set<Promise<unknown>>();
  const settle = async (): Promise<void> => {
    while (all.size > 0) await Promise.allSettled(all);
  };
  return {
    add(work) {
      const remove = (): void => void all.delete(work);
      all.add(work);
      work.then(remove, remove);
      return work;
    },
    settled: (patience) => Promise.race([settle(), setTimeout(patience, undefined, { ref: false })]),
  };
}
