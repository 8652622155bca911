/**
 * Which turns go with a request. A question may ask for a summary of all before it; once that is there, the two go in the
 * place of what they sum up. The turns themselves stay where they are: they are shown, found and exported as before, and
 * go again when the summary is deleted. Pure.
 */
import type { Conversation, ConversationEvent, Turn, UserTurn } from "../conversation.ts";

/** The turns that a request is made of. */
export function sentTurns(turns: readonly Turn[]): readonly Turn[] {
  const start = turns.findLastIndex((turn, at) => isSummedUp(turn, turns[at + 1]));
  const left = start > 0 ? turns.slice(start) : turns;
  if (!left.some(compacts)) return left;
  // A summary that was asked for and did not come says nothing, once something else is asked.
  const last = left.findLastIndex(({ kind }) => kind === "user");
  let isIdle = false;
  return left.filter((turn, at) => {
    if (turn.kind === "user") isIdle = compacts(turn) && at < last && !isSummedUp(turn, left[at + 1]);
    return !isIdle;
  });
}

/** Whether a conversation ends with a question for a summary that nothing has answered yet. */
export function isCompacting({ turns }: Conversation): boolean {
  const last = turns.at(-1);
  return last !== undefined && compacts(last);
}

/** Whether there is something to sum up: an answer that is no summary itself. */
export function canCompact({ turns }: Conversation): boolean {
  let isSummary = false;
  return sentTurns(turns).some((turn) => {
    if (turn.kind === "user") isSummary = compacts(turn);
    return turn.kind === "answer" && turn.text !== "" && !isSummary;
  });
}

/** The place of a question that a host has found too long, where only a compaction has been asked for since. */
export function refusedQuestion(turns: readonly Turn[]): number | undefined {
  const end = turns.findLastIndex((turn) => turn.kind === "user" && !compacts(turn));
  const [question, answer, ...others] = end < 0 ? [] : turns.slice(end);
  const isAlone = others.length === 0 || (others[0] !== undefined && compacts(others[0]));
  return question && answer && isAlone && isTooLong(answer) ? end : undefined;
}

/** The conversation that is to be summed up: without a question that is asked again behind the summary. */
export function summedUp(conversation: Conversation): Conversation {
  const at = refusedQuestion(conversation.turns);
  if (at === undefined || !isCompacting(conversation)) return conversation;
  const { turns } = conversation;
  return { ...conversation, turns: [...turns.slice(0, at), ...turns.slice(-1)] };
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
  if (question?.kind !== "user" || !summary[0] || !isSummedUp(summary[0], summary[1])) return undefined;
  const copies = summary.map((turn) => ({ type: "copied", turn, at }) as const);
  return { question, events: [{ type: "cut", from: question.id, at }, ...copies] };
}

function compacts(turn: Turn): boolean {
  return turn.kind === "user" && turn.compacts === true;
}

/** Whether a question has got its summary, whole. */
function isSummedUp(question: Turn, answer: Turn | undefined): boolean {
  if (!compacts(question) || answer?.kind !== "answer") return false;
  return answer.text !== "" && answer.ending?.reason === "stop";
}

function isTooLong(turn: Turn): boolean {
  if (turn.kind !== "answer" || turn.ending?.reason !== "failed") return false;
  const { kind } = turn.ending.failure;
  return kind === "context-length" || kind === "too-large";
}
