/** What tests of conversations in windows say, hear and look at. */
import type { Conversation } from "../../../src/core/conversation.ts";
import type { ChatSession } from "../../../src/host/features/chat/chatSession.ts";
import type { Waiting, Window } from "./conversing.ts";

/** The words of each turn. */
export const texts = ({ turns }: Conversation): readonly string[] => turns.map((turn) => turn.text);

/** A turn's id by its place; below 0 from the end. */
export const idOf = (session: ChatSession, at: number): string => session.conversation.turns.at(at)?.id ?? "";

/** The words that were sent, but for the instructions. */
export const sent = ({ question }: Waiting): readonly string[] =>
  question.messages.slice(1).map((one) => one.text);

/** Asks in a window, and has it answered. */
export async function answered(window: Window, text: string, answer: string): Promise<void> {
  const session = await window.session;
  const done = session.ask(text, []);
  window.last.say(answer);
  window.last.end();
  await done;
}
