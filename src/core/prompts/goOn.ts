/**
 * What a request says that goes on with a cut answer: where the host can complete a beginning, the answer so far is
 * that beginning; elsewhere the model is asked to go on.
 */
import type { Conversation } from "../conversation.ts";
import type { Message } from "../request.ts";
import { chatMessages } from "./chat.ts";

const goOn =
  "Your last message was cut off. Go on exactly where it stops, in the middle of a word or a line if need be. " +
  "Repeat nothing, add no remark, and do not open a code block anew that is still open.";

/** The messages of a request that goes on with the last turn of a conversation, which is an answer with text. */
export function goOnMessages(
  conversation: Conversation,
  instructions: string,
  completesPrefix: boolean,
): readonly Message[] {
  const messages = chatMessages(conversation, instructions);
  const last = messages.at(-1);
  if (!completesPrefix || last?.role !== "assistant") return [...messages, { role: "user", text: goOn }];
  return [...messages.slice(0, -1), { ...last, prefix: true }];
}
