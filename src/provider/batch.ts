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
  return {
    add(event) {
      const last = events.at(-1);
      if (last && last.type === "keep-alive" && event.type === "keep-alive") return;
      const joined = last && join(last, event);
      if (joined) events[events.length - 1] = joined;
      else events.push(event);
    },
    take() {
      const taken = events;
      events = [];
      return taken;
    },
  };
}

function join(a: ChatEvent, b: ChatEvent): ChatEvent | undefined {
  if (a.type === "text" && b.type === "text" && a.choice === b.choice) {
    return { type: "text", text: a.text + b.text, choice: a.choice };
  }
  if (a.type === "thinking" && b.type === "thinking" && a.choice === b.choice) {
    return { type: "thinking", text: a.text + b.text, choice: a.choice };
  }
  return undefined;
}
