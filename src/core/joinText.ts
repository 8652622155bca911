/** Words that come in pieces, as one event. */
import type { ConversationEvent } from "./conversation.ts";

/** Adds an event, joining its text to the last one's where both belong to the same stream of words. */
export function joinText(events: ConversationEvent[], event: ConversationEvent): void {
  const last = events.at(-1);
  const streams = event.type === "text" || event.type === "thinking";
  if (streams && last?.type === event.type && last.turn === event.turn) {
    events[events.length - 1] = { ...last, text: last.text + event.text };
  } else {
    events.push(event);
  }
}
