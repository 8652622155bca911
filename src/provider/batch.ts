/**
 * Gathers the events of one read of the socket, so that whoever listens is called once for it. Neighbouring pieces
 * of thinking, and of text, become one event.
 */
import type { ChatEvent } from "../core/event.ts";

/** Events on their way out. */
export interface Batch {
  add(event: ChatEvent): void;
  /** Takes what was gathered. */
  take(): ChatEvent[];
}

/** An empty batch. */
export function createBatch(): Batch {
  let events: ChatEvent[] = [];
  /** The last event, where it is a piece that grows. It is ours: whoever gave the first piece keeps his own. */
  let growing: Piece | undefined;
  return {
    add(event) {
      if (event.type === "thinking" || event.type === "text") {
        if (growing?.type === event.type && growing.choice === event.choice) growing.text += event.text;
        else events.push((growing = { type: event.type, text: event.text, choice: event.choice }));
        return;
      }
      growing = undefined;
      if (event.type === "keep-alive" && events.at(-1)?.type === "keep-alive") return;
      events.push(event);
    },
    take() {
      const taken = events;
      events = [];
      growing = undefined;
      return taken;
    },
  };
}

interface Piece {
  readonly type: "thinking" | "text";
  text: string;
  readonly choice: number;
}
