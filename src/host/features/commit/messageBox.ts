/**
 * Writes a message into the box of a repository while it arrives. Owns the pace, the way back, and the rule that a
 * person who types wins.
 */

/** The box of the Source Control view; reading gives what the person has typed by now. */
export interface Box {
  value: string;
}

/**
 * Milliseconds between two writes. Slower than a frame on purpose: every write lands in the box's own history, which
 * holds 50 entries and the person's earlier messages.
 */
const pace = 100;

/** A message on its way into a box. */
export interface MessageWriter {
  /** What stood in the box before. */
  readonly before: string;
  /** Shows the message as far as it has come. */
  show(message: string): void;
  /** Leaves the message in the box, as one step for undo. */
  finish(message: string): void;
  /** Gives back what stood there. */
  restore(): void;
}

/** Starts to write. `onTaken` is called once if the person changes the box meanwhile; nothing is written after that. */
export function writeInto(box: Box, onTaken: () => void): MessageWriter {
  const before = box.value;
  let written = before;
  let latest = before;
  let isTaken = false;
  let timer: NodeJS.Timeout | undefined;
  const write = (message: string): void => {
    if (!isTaken && box.value !== written) {
      isTaken = true;
      onTaken();
    }
    if (isTaken || message === written) return;
    box.value = message;
    written = message;
  };
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const show = (message: string): void => {
    latest = message;
    if (timer !== undefined || message === "" || message === written) return;
    write(message);
    timer = setTimeout(() => {
      timer = undefined;
      show(latest);
    }, pace);
  };
  return {
    before,
    show,
    finish(message) {
      stop();
      // Every write is a step for undo; with these two the last step leads back to what stood there.
      write(before);
      write(message);
    },
    restore() {
      stop();
      write(before);
    },
  };
}
