/**
 * Counts that a test can wait for, so that no test has to sleep.
 */
import { EventEmitter } from "node:events";

/** Named counts. */
export interface Tally<Name extends string> {
  readonly now: Readonly<Record<Name, number>>;
  add(name: Name, by?: number): void;
  /** Resolves when the counts satisfy the condition, at once if they do already. */
  until(condition: (now: Readonly<Record<Name, number>>) => boolean): Promise<void>;
}

/** A tally that starts with the given counts, and changes them. */
export function createTally<Name extends string>(now: Record<Name, number>): Tally<Name> {
  const changes = new EventEmitter().setMaxListeners(0);
  return {
    now,
    add(name, by = 1) {
      now[name] += by;
      changes.emit("change");
    },
    until(condition) {
      return new Promise((resolve) => {
        const look = (): void => {
          if (!condition(now)) return;
          changes.off("change", look);
          resolve();
        };
        changes.on("change", look);
        look();
      });
    },
  };
}
