/** Fits what a session sends into the room that the chosen model has. */
import { canCompact } from "../../../core/context/compacted.ts";
import { sampleOf, scaledTokens } from "../../../core/context/draftSample.ts";
import { fitContext, roomFor } from "../../../core/context/fit.ts";
import { fitCompaction } from "../../../core/context/fitCompaction.ts";
import { toldInstructions } from "../../../core/context/instructions.ts";
import { estimateTokens } from "../../../core/context/tokens.ts";
import {
  fold,
  type ContextItem,
  type Conversation,
  type ConversationEvent,
  type UserTurn,
} from "../../../core/conversation.ts";
import { forgetsThinking, type Choice } from "../../platform/choice.ts";
import { readSettings } from "../../platform/settings.ts";
import type { TokenRatios } from "../../platform/tokenRatios.ts";
import { askedNow } from "./turnEvents.ts";

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

/** A question of this moment behind a conversation, with what of its context fits. */
export function questionNow(
  conversation: Conversation,
  asked: Pick<UserTurn, "text" | "context" | "compacts">,
  to: Recipient,
): ConversationEvent {
  return askedNow(asked.text, fittedContext(conversation, asked, to), asked.compacts);
}

/** What a request of a conversation is made of: all of it, but for one that asks for a summary and would not fit. */
export function fittedConversation(conversation: Conversation, to: Recipient): Conversation {
  return fitCompaction(conversation, known(to));
}

/**
 * A question for a summary of a conversation; undefined where there is nothing to sum up, or no room for any of it. The
 * instructions go along: the questions that told of them are summed up, too.
 */
export function compactingNow(
  text: string,
  conversation: Conversation,
  to: Recipient,
): ConversationEvent | undefined {
  if (!canCompact(conversation)) return undefined;
  const asked = askedNow(text, toldInstructions(conversation), true);
  return fittedConversation(fold(conversation, asked), to).turns.length > 1 ? asked : undefined;
}

function known({ choice, ratios }: Recipient) {
  const { model } = choice;
  const { instructions, maxOutputTokens } = readSettings();
  const ratio = ratios?.of(model.id) ?? 1;
  return { instructions, model, maxOutputTokens, forgetsThinking: forgetsThinking(choice), ratio };
}
