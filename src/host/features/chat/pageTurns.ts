/** What a page asks of the turns whose words it doesn't hold: the words of some, and where words occur in any. */
import type { Conversation } from "../../../core/conversation.ts";
import { heldTurns } from "../../../core/history/away.ts";
import { findsIn, type TurnFinds } from "../../../core/history/findWords.ts";
import type { ToHost } from "../../../protocol/toHost.ts";
import type { ToWebview } from "../../../protocol/toWebview.ts";
import { failureCards } from "./failureCards.ts";

/** Milliseconds that searching may take at a stretch. */
const stretch = 8;

/** Most matches that are counted. */
const most = 2000;

/** Answers pages. One for each page, because a search ends when the page begins another. */
export class PageTurns {
  readonly #conversation: () => Conversation;
  readonly #tell: (message: ToWebview) => void;
  #search = 0;

  constructor(conversation: () => Conversation, tell: (message: ToWebview) => void) {
    this.#conversation = conversation;
    this.#tell = tell;
  }

  /** Sends the words of turns. Those that are gone meanwhile are passed over. */
  send({ ids }: Extract<ToHost, { type: "turns" }>): void {
    const turns = heldTurns(this.#conversation(), ids);
    this.#tell({ type: "turns", turns, failures: failureCards(turns) });
  }

  /** Sends where words occur, unless others are looked for before it is known. */
  async find({ words, request }: Extract<ToHost, { type: "find" }>): Promise<void> {
    const mine = ++this.#search;
    const finds: TurnFinds[] = [];
    let matches = 0;
    let began = performance.now();
    for (const turn of this.#conversation().turns) {
      const found = findsIn(turn, words);
      if (found) finds.push(found);
      matches += found ? found.asked + found.thinking + found.answer : 0;
      if (matches >= most) break;
      if (performance.now() - began < stretch) continue;
      await new Promise<void>((resolve) => void setImmediate(resolve));
      if (mine !== this.#search) return;
      began = performance.now();
    }
    this.#tell({ type: "found", request, finds });
  }
}
