/**
 * The failure cards of a conversation: which sentence, which cause, which buttons.
 */
import type { Conversation } from "../../../core/conversation.ts";
import { remediesFor } from "../../../core/failure.ts";
import type { FailureCard } from "../../../protocol/toWebview.ts";
import { failureCause, failureSentence } from "../../platform/failureText.ts";

/** A card for every answer that failed. */
export function failureCards(conversation: Conversation): readonly FailureCard[] {
  return conversation.turns.flatMap((turn) => {
    if (turn.kind !== "answer" || turn.ending?.reason !== "failed") return [];
    const { failure } = turn.ending;
    const sentence = failureSentence(failure, turn.providerLabel, turn.model);
    return [{ turn: turn.id, sentence, cause: failureCause(failure), remedies: remediesFor(failure) }];
  });
}
