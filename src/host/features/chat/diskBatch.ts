/**
 * Holds the events of a running answer back for a moment, so that the file gets a line a second and not one a frame.
 * A crash loses at most that second; the end of an answer is written at once.
 */
import { joinText, type ConversationEvent } from "../../../core/conversation.ts";

/** Milliseconds that text may wait before it is written. */
const waitMs = 1000;

export class DiskBatch {
  readonly #write: (events: readonly ConversationEvent[]) => void;
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
    if (this.#waiting.length === 0) return;
    this.#write(this.#waiting);
    this.#waiting = [];
  }
}
