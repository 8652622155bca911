/**
 * The failure cards of turns: which sentence, which cause, which buttons.
 */
import type { HeldTurn } from "../../../core/history/away.ts";
import { canCompact } from "../../../core/context/compacted.ts";
import type { Conversation } from "../../../core/conversation.ts";
import { remediesFor, type Remedy } from "../../../core/failure.ts";
import type { FailureCard } from "../../../protocol/toWebview.ts";
import { failureCause, failureSentence } from "../../platform/failureText.ts";

/** A card for every one of the turns of a conversation that failed. */
export function failureCards(turns: readonly HeldTurn[], conversation: Conversation): readonly FailureCard[] {
  const isHelp = (remedy: Remedy): boolean => remedy !== "compactChat" || canCompact(conversation);
  return turns.flatMap((turn) => {
    if (turn.kind !== "answer" || turn.ending?.reason !== "failed") return [];
    const { failure } = turn.ending;
    const sentence = failureSentence(failure, turn.providerLabel, turn.model);
    return [
      {
        turn: turn.id,
        sentence,
        cause: failureCause(failure),
        remedies: remediesFor(failure).filter(isHelp),
      },
    ];
  });
}
