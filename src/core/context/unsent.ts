/** Which questions of a conversation no host has been sent yet. Pure. */
import type { Turn, UserTurn } from "../conversation.ts";

/** The questions that the practice provider alone has answered, or nobody: it runs on this machine. */
export function unsentQuestions(turns: readonly Turn[]): readonly UserTurn[] {
  const unsent: UserTurn[] = [];
  let isSent = false;
  for (const turn of turns.toReversed()) {
    if (turn.kind === "answer") isSent ||= turn.provider !== "practice";
    else if (!isSent) unsent.unshift(turn);
  }
  return unsent;
}
