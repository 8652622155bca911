/**
 * A conversation as the page holds it: all of its turns in their order, but only the words of some. What far exceeds a
 * screen stays with the host, and is asked for when the reader comes near. A turn that has ended never changes, so its
 * words can come at any time; one that runs or is gone on with stands at the end, and its words are here.
 */
import type { Conversation, ConversationEvent, Turn, UserTurn } from "../conversation.ts";

/** A turn whose words are with the host. */
export interface AwayTurn {
  readonly kind: "away";
  readonly id: string;
  readonly of: Turn["kind"];
  /** Characters of it that a reader sees, to tell its height by. */
  readonly size: number;
}

/** A turn as the page holds it. */
export type HeldTurn = Turn | AwayTurn;

/** What is held of a conversation. It folds as the conversation does. */
export interface HeldConversation extends Omit<Conversation, "turns"> {
  readonly turns: readonly HeldTurn[];
}

/** Turns at the end whose words always are with the page. */
export const heldAtEnd = 4;

/** Most turns and characters whose words go to the page at once; one turn goes however long it is. */
const mostTurns = 24;
const mostCharacters = 150_000;

/** The conversation with the words of its newest turns. */
export function heldConversation(conversation: Conversation): HeldConversation {
  const { turns } = conversation;
  const held = within(turns.toReversed(), heldAtEnd).length;
  const from = turns.length - held;
  return { ...conversation, turns: turns.map((turn, at) => (at < from ? away(turn) : shown(turn))) };
}

/** The turns of these ids, as many of the first as may go at once. */
export function heldTurns({ turns }: Conversation, ids: readonly string[]): readonly Turn[] {
  const wanted = new Map(ids.map((id, at) => [id, at]));
  const found = turns.filter(({ id }) => wanted.has(id));
  found.sort((a, b) => (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0));
  return within(found, 1).map(shown);
}

/** The turn without its words. */
export function away(turn: Turn): AwayTurn {
  return { kind: "away", id: turn.id, of: turn.kind, size: sizeOf(turn) };
}

/** Characters of a turn that a reader sees. */
export function sizeOf(turn: HeldTurn): number {
  return turn.kind === "away" ? turn.size : turn.text.length;
}

/** The event as the page folds it. */
export function heldEvent(event: ConversationEvent): ConversationEvent {
  if (event.type === "asked") return { ...event, turn: withoutContext(event.turn) };
  return event.type === "copied" ? { ...event, turn: shown(event.turn) } : event;
}

function shown(turn: Turn): Turn {
  return turn.kind === "user" ? withoutContext(turn) : turn;
}

/** The page names the pieces of the context, and has no use for what they hold. */
function withoutContext(turn: UserTurn): UserTurn {
  if (turn.context.length === 0) return turn;
  return { ...turn, context: turn.context.map((item) => ({ ...item, text: "" })) };
}

/** The first turns that may go at once, and no fewer than `least`. */
function within(turns: readonly Turn[], least: number): readonly Turn[] {
  let characters = 0;
  const end = turns.findIndex((turn, at) => {
    characters += weightOf(turn);
    return at >= mostTurns || (at >= least && characters > mostCharacters);
  });
  return end < 0 ? turns : turns.slice(0, end);
}

function weightOf(turn: Turn): number {
  return turn.text.length + (turn.kind === "answer" ? (turn.thinking?.text.length ?? 0) : 0);
}
