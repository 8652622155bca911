/**
 * Which turns go with a request. A question may ask for a summary of all before it; once that is there, the two go in the
 * place of what they sum up. The turns themselves stay where they are: they are shown, found and exported as before, and
 * go again when the summary is deleted. Pure.
 */
import type { Conversation, ConversationEvent, Turn, UserTurn } from "../conversation.ts";
import { isTooLong } from "../failure.ts";

/**
 * The turns that a request is made of. `isNext`: it will hold one question more, and a summary that was asked for last and
 * did not come is no part of it.
 */
export function sentTurns(turns: readonly Turn[], isNext = false): readonly Turn[] {
  const start = turns.findLastIndex((turn, at) => isSummedUp(turn, turns[at + 1]));
  const left = start > 0 ? turns.slice(start) : turns;
  if (!left.some(compacts)) return left;
  const last = left.findLastIndex(({ kind }) => kind === "user");
  const isOver = (at: number): boolean => at < last || (isNext && isEnded(left[at + 1]));
  let isIdle = false;
  return left.filter((turn, at) => {
    if (turn.kind === "user") isIdle = compacts(turn) && isOver(at) && !isSummedUp(turn, left[at + 1]);
    return !isIdle;
  });
}

/** Whether a question has got its summary, whole. */
export function isSummedUp(question: Turn | undefined, answer: Turn | undefined): boolean {
  if (!question || !compacts(question) || answer?.kind !== "answer") return false;
  return answer.text !== "" && answer.ending?.reason === "stop";
}

/** The place of the question for a summary that a conversation ends with, and that has no whole answer yet. */
export function compactingFrom({ turns }: Conversation): number | undefined {
  const at = turns.findLastIndex(({ kind }) => kind === "user");
  const question = turns[at];
  return question && compacts(question) && !isSummedUp(question, turns[at + 1]) ? at : undefined;
}

/** Whether there is something to sum up: an answer that is no summary itself. */
export function canCompact({ turns }: Conversation): boolean {
  let isSummary = false;
  return sentTurns(turns).some((turn) => {
    if (turn.kind === "user") isSummary = compacts(turn);
    return turn.kind === "answer" && turn.text !== "" && !isSummary;
  });
}

/** The place of a question that a host has found too long, where only summaries have been asked for since. */
export function refusedQuestion(turns: readonly Turn[]): number | undefined {
  const end = turns.findLastIndex((turn) => turn.kind === "user" && !compacts(turn));
  const [question, answer, next] = end < 0 ? [] : turns.slice(end);
  const isAlone = next === undefined || compacts(next);
  return question && answer && isAlone && isRefused(answer) ? end : undefined;
}

/** How often a host has found too long what was asked since the last summary. */
export function refusals(turns: readonly Turn[]): number {
  const start = turns.findLastIndex((turn, at) => isSummedUp(turn, turns[at + 1]));
  return turns.slice(start + 1).filter(isRefused).length;
}

/** The conversation that is to be summed up: without a question that is asked again behind the summary. */
export function summedUp(conversation: Conversation): Conversation {
  const at = refusedQuestion(conversation.turns);
  const from = compactingFrom(conversation);
  if (at === undefined || from === undefined) return conversation;
  const { turns } = conversation;
  return { ...conversation, turns: [...turns.slice(0, at), ...turns.slice(from)] };
}

/**
 * The question that waits for a summary which has just come, and the events that put the summary in front of it: the
 * question itself is to be asked anew behind them.
 */
export function askedAgain(
  { turns }: Conversation,
  at: number,
): { readonly question: UserTurn; readonly events: readonly ConversationEvent[] } | undefined {
  const place = refusedQuestion(turns);
  const question = place === undefined ? undefined : turns[place];
  const summary = turns.slice(-2);
  if (question?.kind !== "user" || !isSummedUp(summary[0], summary[1])) return undefined;
  const copies = summary.map((turn) => ({ type: "copied", turn, at }) as const);
  return { question, events: [{ type: "cut", from: question.id, at }, ...copies] };
}

/** The id of the question whose summary a request of these turns begins with. */
export function summaryOf(turns: readonly Turn[]): string | undefined {
  const [first, second] = sentTurns(turns);
  return isSummedUp(first, second) ? first?.id : undefined;
}

function compacts(turn: Turn): boolean {
  return turn.kind === "user" && turn.compacts === true;
}

function isEnded(turn: Turn | undefined): boolean {
  return turn?.kind === "answer" && turn.ending !== undefined;
}

/** Whether an answer is none, because a host found its question too long. */
function isRefused(turn: Turn): boolean {
  if (turn.kind !== "answer" || turn.text !== "" || turn.ending?.reason !== "failed") return false;
  return isTooLong(turn.ending.failure);
}
