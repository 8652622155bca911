/**
 * Sends what the composer posts. The page empties its composer as it posts, so that a send feels like one; what came of
 * it only the host knows. What is not asked goes back into the composer, whatever the reason.
 */
import * as vscode from "vscode";
import type { ContextItem, Conversation, Turn } from "../../../core/conversation.ts";
import { beforeEdited } from "../../../core/history/operations.ts";
import type { Log } from "../../../core/log.ts";
import type { ToHost } from "../../../protocol/toHost.ts";
import type { ToWebview } from "../../../protocol/toWebview.ts";
import type { ChatSession } from "./chatSession.ts";

/** Milliseconds of reading after which the page is told of it. */
const patience = 300;

const t = vscode.l10n.t.bind(vscode.l10n);

type Sent = Extract<ToHost, { type: "ask" | "resend" }>;

/** What goes back into the composer. */
export type Returned = Omit<Extract<ToWebview, { type: "focus" }>, "type">;

export interface SendingParts {
  /** The conversation that the page shows, or will as soon as it has heard of it. */
  readonly session: () => ChatSession;
  /** Tells the page what is shown. */
  readonly refresh: () => Promise<void>;
  /** The chips that a message means: those that it names, and what the page had no chip for when it was sent. */
  readonly chipsOf: (ids: readonly string[]) => Promise<readonly string[]>;
  /** The words that a message stands for which names a prompt file; undefined where it stands for itself. */
  readonly spelledOut: (text: string) => Promise<string | undefined>;
  /** What goes along; undefined where the person would rather not send it. Rejects where something can't be read. */
  readonly contextFor: (
    text: string,
    ids: readonly string[],
    kept: readonly ContextItem[],
    before: readonly Turn[],
  ) => Promise<readonly ContextItem[] | undefined>;
  /** Called where reading takes long, and when that is over. */
  readonly onReading: (isReading: boolean) => void;
  /** Called when a message was asked, with the chips that it meant. */
  readonly onAsked: (ids: readonly string[]) => void;
  readonly giveBack: (message: Returned) => Promise<void>;
  readonly log: Log;
}

/** The chips of a message, and what they hold. */
interface Along {
  readonly ids: readonly string[];
  readonly items: readonly ContextItem[];
}

/** Words that go back into the composer, and why; empty where the person knows why. */
type Back = Pick<Returned, "text" | "why">;

/** Sends messages, one at a time. */
export interface MessageSender {
  /** Resolves when the message's answer has ended, or the message is back. */
  send(message: Sent): Promise<void>;
  /** Gives a message back whose context is still being read. */
  stop(): void;
}

/** What sends the messages of a page. */
export function messageSender(parts: SendingParts): MessageSender {
  /** Ends the reading; undefined while nothing is read. */
  let stop: (() => void) | undefined;
  const gather = async (message: Sent, conversation: Conversation): Promise<Along | Back> => {
    const { text } = message;
    // As if it had been picked from the list: what is sent is what the person has seen.
    const words = await parts.spelledOut(text);
    if (words !== undefined) return { text: words, why: "" };
    const edited = message.type === "resend" ? message : undefined;
    const { conversation: before, kept } = beforeEdited(conversation, edited);
    const ids = await parts.chipsOf(message.context);
    const items = await parts.contextFor(text, ids, kept, before.turns);
    return items ? { ids, items } : { text, why: "" };
  };
  /** What goes along, or what goes back. */
  const read = async (message: Sent, conversation: Conversation): Promise<Along | Back> => {
    const { text } = message;
    const stopped = new Promise<Back>((resolve) => (stop = () => resolve({ text, why: "" })));
    let isTold = false;
    const telling = setTimeout(() => parts.onReading((isTold = true)), patience);
    try {
      return await Promise.race([gather(message, conversation), stopped]);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      parts.log.warn(`The context of a message could not be read: ${reason}`);
      const why = t("Your message was not sent, because some of its context can't be read: {reason}", {
        reason,
      });
      return { text, why };
    } finally {
      stop = undefined;
      clearTimeout(telling);
      if (isTold) parts.onReading(false);
    }
  };
  const send = async (message: Sent): Promise<void> => {
    const session = parts.session();
    if (message.conversation !== session.conversation.id) {
      // The page shows another chat still: the answer would stand below the turns of that one.
      await parts.refresh();
      return parts.giveBack({ text: message.text, edited: undefined, why: changed() });
    }
    const obstacle = stop ? busy() : obstacleIn(session);
    const { text } = message;
    const along =
      obstacle === undefined ? await read(message, session.conversation) : { text, why: obstacle };
    const isShown = parts.session() === session;
    if (isShown && "items" in along) {
      const answer = start(session, message, along.items);
      if (answer) parts.onAsked(along.ids);
      if (answer) return answer;
    }
    const isResend = message.type === "resend" && isShown;
    const why = (isShown ? obstacleIn(session) : undefined) ?? changed();
    await parts.giveBack({
      ...("items" in along ? { text, why } : along),
      edited: isResend ? { turn: message.turn, keep: message.keep } : undefined,
    });
  };
  return { send, stop: () => stop?.() };
}

/** Why nothing can be asked now, if nothing can. */
function obstacleIn({ isReadOnly, isRunning }: ChatSession): string | undefined {
  if (!isReadOnly) return isRunning ? busy() : undefined;
  return t(
    "A newer Sonde wrote this chat: your message was not sent, but you can branch from a message here.",
  );
}

function busy(): string {
  return t("Your message was not sent, because another one is on its way.");
}

function changed(): string {
  return t("Your message was not sent, because the chat has changed meanwhile.");
}

function start(
  session: ChatSession,
  message: Sent,
  context: readonly ContextItem[],
): Promise<void> | undefined {
  const { text } = message;
  return message.type === "ask" ? session.ask(text, context) : session.resend(message.turn, text, context);
}
