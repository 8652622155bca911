/** What a page asks of the turns whose words it doesn't hold: the words of some, and where words occur in any. */
import type { Conversation } from "../../../core/conversation.ts";
import { heldTurns } from "../../../core/history/away.ts";
import { findsIn, type TurnFinds } from "../../../core/history/findWords.ts";
import type { ToHost } from "../../../protocol/toHost.ts";
import type { ToWebview } from "../../../protocol/toWebview.ts";
import { inSteps } from "../../platform/inSteps.ts";
import { failureCards } from "./failureCards.ts";

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
    const conversation = this.#conversation();
    const turns = heldTurns(conversation, ids);
    this.#tell({ type: "turns", turns, failures: failureCards(turns, conversation) });
  }

  /** Sends where words occur, unless others are looked for before it is known. */
  async find({ words, request }: Extract<ToHost, { type: "find" }>): Promise<void> {
    const mine = ++this.#search;
    const isWanted = (): boolean => mine === this.#search;
    const finds = await inSteps(findsOf(this.#conversation(), words, isWanted));
    if (isWanted()) this.#tell({ type: "found", request, finds });
  }
}

/** Where words occur, turn by turn, for as long as somebody wants to know. */
function* findsOf(
  { turns }: Conversation,
  words: string,
  isWanted: () => boolean,
): Generator<void, readonly TurnFinds[]> {
  const finds: TurnFinds[] = [];
  let matches = 0;
  for (const turn of turns) {
    if (matches >= most || !isWanted()) break;
    const found = findsIn(turn, words);
    if (found) finds.push(found);
    matches += found ? found.asked + found.thinking + found.answer : 0;
    yield;
  }
  return finds;
}
