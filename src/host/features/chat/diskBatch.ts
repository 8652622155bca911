/**
 * Holds the events of a running answer back for a moment, so that the file gets a line a second and not one a frame.
 * A crash loses at most that second; the end of an answer is written at once.
 */
import type { ConversationEvent } from "../../../core/conversation.ts";
import { joinText } from "../../../core/joinText.ts";

/** Milliseconds that text may wait before it is written. */
const waitMs = 1000;

export class DiskBatch {
  readonly #write: (events: readonly ConversationEvent[]) => void;
  #isHeld = false;
  #waiting: ConversationEvent[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (events: readonly ConversationEvent[]) => void) {
    this.#write = write;
  }

  add(events: readonly ConversationEvent[]): void {
    for (const event of events) joinText(this.#waiting, event);
    const streams = events.every((event) => event.type === "text" || event.type === "thinking");
    if (!streams) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), waitMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0 || this.#isHeld) return;
    this.#write(this.#waiting);
    this.#waiting = [];
  }

  /**
   * Writes what waits, and nothing more before `release`: while the file is read, what is written may stand in it already
   * or not, and only what waits here is sure not to.
   */
  hold(): void {
    this.flush();
    this.#isHeld = true;
  }

  /** Gives what has waited since `hold`, and has not been written. */
  get held(): readonly ConversationEvent[] {
    return this.#waiting;
  }

  /** Writes on. */
  release(): void {
    this.#isHeld = false;
    this.flush();
  }
}
