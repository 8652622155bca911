/**
 * The text of an answer, gathered from its events.
 */
import type { ChatEvent } from "../event.ts";

/** The text so far after an event; further choices than the first don't count. */
export function answerAfter(text: string, event: ChatEvent): string {
  if (event.type === "text" && event.choice === 0) return text + event.text;
  return event.type === "rethought" && event.choice === 0 ? "" : text;
}
