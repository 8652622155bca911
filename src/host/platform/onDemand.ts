/**
 * What is made when somebody first asks for it. Knows nothing of VS Code.
 */

/** Something that may be there already, and else is made for whoever asks first. */
export interface OnDemand<Thing> {
  /** The thing, made now if it was not. Rejects where it can't be made; the next call tries again. */
  get(): Promise<Thing>;
  /** What is there or on its way; undefined while nobody has asked, and after a try that failed. */
  readonly current: Promise<Thing> | undefined;
  /** Ends what is there or on its way. */
  end(ending: (thing: Thing) => unknown): void;
}

/** A thing that `make` makes once. A try that failed, such as of a file that was away for a moment, isn't kept. */
export function onDemand<Thing>(make: () => Promise<Thing>): OnDemand<Thing> {
  let current: Promise<Thing> | undefined;
  return {
    get() {
      if (current) return current;
      const attempt = make();
      current = attempt;
      attempt.catch(() => {
        if (current === attempt) current = undefined;
      });
      return attempt;
    },
    get current() {
      return current;
    },
    end(ending) {
      // Whoever asked for it has heard that it failed.
      current?.then(ending, () => {});
    },
  };
}
