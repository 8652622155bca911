/**
 * How much of the next request the host's prefix cache is likely to hold: the turns that stand at its beginning as they
 * stood in the last one that the same model has read. Pure.
 */
import type { AnswerTurn, ContextItem, Conversation, Turn } from "../conversation.ts";
import { sentTurns } from "./compacted.ts";
import { instructionsSetting, isInstructing } from "./instructions.ts";

/** What a host has read, by its own count. */
export interface SentRequest {
  /** The conversation as it was sent, without the answer to it. */
  readonly conversation: Conversation;
  /** The person's own instructions as they were then; undefined: not known. */
  readonly instructions?: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What is to be sent now. */
export interface UnsentRequest {
  readonly conversation: Conversation;
  readonly instructions: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How long a host's prefix cache is counted on, in milliseconds: DeepSeek says hours to days. */
const cacheLife = 2 * 3_600_000;

/** The last request to a model that an answer of a conversation tells of, as far as its host counts cached tokens. */
export function sentBefore(
  conversation: Conversation,
  { provider, model }: Pick<AnswerTurn, "provider" | "model">,
): SentRequest | undefined {
  const { turns } = conversation;
  const at = turns.findLastIndex(
    (turn) =>
      turn.kind === "answer" &&
      turn.provider === provider &&
      turn.model === model &&
      turn.usage?.cachedInput !== undefined,
  );
  const turn = turns[at];
  if (turn?.kind !== "answer") return undefined;
  const sent = turns.slice(0, wholeUpTo(turns, at));
  return { conversation: { ...conversation, turns: sent }, at: turn.endedAt ?? turn.at };
}

/**
 * How many turns certainly stand at the beginning as they stood when the answer at this place was asked: all before it,
 * unless some were deleted since. Then those up to the last answer that stands where it was asked.
 */
function wholeUpTo(turns: readonly Turn[], at: number): number {
  const hasMoved = (turn: Turn | undefined, place: number): boolean =>
    turn?.kind === "answer" && turn.turnsBefore !== undefined && turn.turnsBefore !== place;
  if (!hasMoved(turns[at], at)) return at;
  const before = turns.slice(0, turns.findIndex(hasMoved));
  return before.findLastIndex(({ kind }) => kind === "answer") + 1;
}

/** How many turns of the next request are likely to be cached, behind its system message; undefined: nothing of it. */
export function cachedTurns(sent: SentRequest | undefined, next: UnsentRequest): number | undefined {
  if (!sent || next.at - sent.at >= cacheLife) return undefined;
  const instructions = sent.instructions ?? next.instructions;
  if (ownWords({ ...sent, instructions }) !== ownWords(next)) return undefined;
  const turns = sentTurns(sent.conversation.turns);
  const now = sentTurns(next.conversation.turns, true);
  const change = turns.findIndex((turn, at) => !isAlike(turn, now[at], sent, next));
  return change < 0 ? turns.length : change;
}

/** What the system message holds of the person's own instructions. */
function ownWords({ conversation, instructions }: UnsentRequest): string {
  return isInstructing(conversation, instructionsSetting) ? instructions.trim() : "";
}

/** Whether a turn goes now as it went then. */
function isAlike(then: Turn, now: Turn | undefined, sent: SentRequest, next: UnsentRequest): boolean {
  // An answer may have gone on since. Turns that were read from the file again are no longer the same objects.
  if (then !== now && (then.id !== now?.id || then.text !== now.text)) return false;
  if (then.kind === "answer" || now?.kind !== "user") return true;
  // Of a chat that was summed up in parts, old turns went without what was attached to them.
  if (then !== now && !isSameContext(then.context, now.context)) return false;
  const isSwitched = (path: string): boolean =>
    isInstructing(sent.conversation, path) !== isInstructing(next.conversation, path);
  return !then.context.some(({ kind, path }) => kind === "instructions" && isSwitched(path));
}

function isSameContext(then: readonly ContextItem[], now: readonly ContextItem[]): boolean {
  return then.length === now.length && then.every(({ text }, at) => text === now[at]?.text);
}
