/**
 * What of a conversation the page gets: all but the texts of the context, which it does not show. The page shows what a
 * model wrote, so it holds no file of the person's.
 */
import type { Conversation, ConversationEvent, Turn } from "../../../core/conversation.ts";

const known = new WeakMap<Turn, Turn>();

/** A conversation without the texts of its context. */
export function conversationForPage(conversation: Conversation): Conversation {
  return { ...conversation, turns: conversation.turns.map(turnForPage) };
}

/** Events without the texts of the context. */
export function eventsForPage(events: readonly ConversationEvent[]): readonly ConversationEvent[] {
  return events.map((event) => {
    if (event.type === "copied") return { ...event, turn: turnForPage(event.turn) };
    return event.type === "asked"
      ? { ...event, turn: { ...event.turn, context: bare(event.turn.context) } }
      : event;
  });
}

function turnForPage(turn: Turn): Turn {
  if (turn.kind === "answer" || turn.context.length === 0) return turn;
  const before = known.get(turn);
  if (before) return before;
  const shown = { ...turn, context: bare(turn.context) };
  known.set(turn, shown);
  return shown;
}

function bare<Item extends { readonly text: string }>(context: readonly Item[]): readonly Item[] {
  return context.map((item) => ({ ...item, text: "" }));
}
