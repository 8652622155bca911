/** Fits what a session sends into the room that the chosen model has. */
import { isCompacting } from "../../../core/context/compacted.ts";
import { sampleOf, scaledTokens } from "../../../core/context/draftSample.ts";
import { fitContext, roomFor } from "../../../core/context/fit.ts";
import { fitCompaction } from "../../../core/context/fitCompaction.ts";
import { estimateTokens } from "../../../core/context/tokens.ts";
import type { ContextItem, Conversation, UserTurn } from "../../../core/conversation.ts";
import { forgetsThinking, type Choice } from "../../platform/choice.ts";
import { readSettings } from "../../platform/settings.ts";
import type { TokenRatios } from "../../platform/tokenRatios.ts";

/** To whom is sent. */
export interface Recipient {
  readonly choice: Choice;
  readonly ratios: TokenRatios | undefined;
}

/** What goes along with a question that is asked now: what does not fit is cut, the last piece first. */
export function fittedContext(
  conversation: Conversation,
  { text, context }: Pick<UserTurn, "text" | "context">,
  to: Recipient,
): readonly ContextItem[] {
  if (context.length === 0) return context;
  const sample = sampleOf(text);
  const draftTokens = scaledTokens(estimateTokens(sample), sample, text.length);
  return fitContext(context, roomFor({ ...known(to), conversation, draftTokens }));
}

/** What a request is made of that answers the last question of a conversation. */
export function fittedConversation(conversation: Conversation, to: Recipient): Conversation {
  return isCompacting(conversation) ? fitCompaction(conversation, known(to)) : conversation;
}

function known({ choice, ratios }: Recipient) {
  const { model } = choice;
  const { instructions, maxOutputTokens } = readSettings();
  const ratio = ratios?.of(model.id) ?? 1;
  return { instructions, model, maxOutputTokens, forgetsThinking: forgetsThinking(choice), ratio };
}
