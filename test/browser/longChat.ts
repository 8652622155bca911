/** A long conversation, and a page that shows it with a host behind it: what the page lacks, the host sends. */
import {
  foldAll,
  type Conversation,
  type ConversationEvent,
  type Turn,
} from "../../src/core/conversation.ts";
import { heldConversation, heldEvent, heldTurns } from "../../src/core/history/away.ts";
import { findsIn } from "../../src/core/history/findWords.ts";
import type { ToHost } from "../../src/protocol/toHost.ts";
import { openChatPage, type ChatPage, type PageOptions } from "./chatPage.ts";
import { answered, asked, snapshot, start } from "./script.ts";

/** Paragraphs, lists and code as answers have them, each piece told by its number. */
const pieces: readonly ((at: number) => string)[] = [
  (at) =>
    `Part ${at} of the matter: the reader asks for a page, **the cache** answers it or not, and \`load(${at})\` is called once for all who wait. Nobody is told of a failure twice.`,
  (at) => `- step ${at}: take the lock\n- read what is there\n- write the difference, and nothing else`,
  (at) =>
    `\`\`\`typescript\nexport async function load${at}(key: string): Promise<Value> {\n  const known = cache.get(key);\n  if (known) return known; // ${at}\n  return cache.put(key, await read(key));\n}\n\`\`\``,
  (at) =>
    `| case | before | after |\n| --- | ---: | ---: |\n| hit ${at} | 12 ms | 1 ms |\n| miss | 40 ms | 41 ms |`,
];

/** An answer of about so many characters. */
export function longAnswer(characters: number, seed: number): string {
  let text = `Answer number ${seed}.`;
  for (let at = seed; text.length < characters; at++) text += `\n\n${pieces[at % pieces.length]?.(at) ?? ""}`;
  return text;
}

/** A conversation of so many turns, question and answer by turns, of so many characters each on the average. */
export function longConversation(turns: number, characters = 1500): Conversation {
  const all = Array.from({ length: turns }, (_, at): Turn => {
    const time = start + at * 60_000;
    if (at % 2 === 0) return asked(`Question number ${at}?`, { id: `turn-${at}`, at: time });
    const text = longAnswer(characters * (at % 4 === 1 ? 1 : 3), at);
    return answered(text, { id: `turn-${at}`, at: time, endedAt: time + 5000 });
  });
  return { id: "conversation", createdAt: start, turns: all };
}

/** A page and the truth behind it. */
export class LongChat {
  conversation: Conversation;
  readonly chat: ChatPage;
  #sequence = 1;

  constructor(conversation: Conversation, chat: ChatPage) {
    this.conversation = conversation;
    this.chat = chat;
  }

  /** Sends everything anew. */
  async show(reveal?: string): Promise<void> {
    const conversation = heldConversation(this.conversation);
    await this.chat.send(snapshot([], { conversation, reveal, sequence: ++this.#sequence }));
    await this.chat.box().waitFor();
  }

  /** Lets something happen, here and on the page. */
  async happen(...events: readonly ConversationEvent[]): Promise<void> {
    this.conversation = foldAll(this.conversation, events);
    const sequence = ++this.#sequence;
    await this.chat.send({ type: "events", sequence, events: events.map(heldEvent), failures: [] });
  }

  /** Answers what the page asks. */
  async answer(message: ToHost): Promise<void> {
    if (message.type === "turns") {
      const turns = heldTurns(this.conversation, message.ids);
      await this.chat.send({ type: "turns", turns, failures: [] });
    } else if (message.type === "find") {
      const finds = this.conversation.turns.flatMap((turn) => findsIn(turn, message.words) ?? []);
      await this.chat.send({ type: "found", request: message.request, finds });
    }
  }
}

/** Opens a page and shows a conversation. */
export async function openLongChat(conversation: Conversation, options: PageOptions = {}): Promise<LongChat> {
  let long: LongChat | undefined;
  const chat = await openChatPage({ ...options, onPost: (message) => long?.answer(message) });
  long = new LongChat(conversation, chat);
  await long.show();
  return long;
}
