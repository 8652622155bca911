/**
 * Takes the host's messages in and tells the page. Owns the one current state, the wish for a snapshot when a message
 * is missing, and the deltas: the words of a running answer go straight to whoever draws it, because cutting them out
 * of the whole text again would cost more with every word.
 */
import { foldAll, type ConversationEvent } from "../../core/conversation.ts";
import type { StringKey } from "../../protocol/strings.ts";
import type { ToHost } from "../../protocol/toHost.ts";
import type { ToWebview } from "../../protocol/toWebview.ts";
import { readyHere } from "./editor.ts";
import { received, withoutWords, type PageState, type Sight, type Wish } from "./pageState.ts";

/** Which text of an answer grows. */
export type Part = "thinking" | "text";

type Listener = (text: string) => void;

/** Milliseconds after which the page takes note that a text which it draws has grown. */
const lazily = 100;

export class ChatStore {
  readonly #post: (message: ToHost) => void;
  readonly #changed: () => void;
  readonly #listeners = new Map<string, Set<Listener>>();
  /** Which text the last message made longer, and nothing else. */
  #growing: string | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;
  #state: PageState | undefined;
  #isWaiting = false;
  #clockLead = Infinity;
  /** Turns whose words were asked for and have not come. */
  #wanted: ReadonlySet<string> = new Set();

  /**
   * `changed` is called after each message that changed the state; where words came for a text that was growing already,
   * which whoever draws it hears of at once, a moment later and once for all of them.
   */
  constructor(post: (message: ToHost) => void, changed: () => void) {
    this.#post = post;
    this.#changed = changed;
  }

  /** What is known; undefined before the first snapshot. */
  get state(): PageState | undefined {
    return this.#state;
  }

  /** Asks for a snapshot. */
  start(): void {
    this.#isWaiting = true;
    this.#post(readyHere());
  }

  /** Takes a message in. Until the snapshot comes that was asked for, numbered events say nothing. */
  receive(message: ToWebview): void {
    if (this.#isWaiting && message.type === "events") return;
    const next = received(this.#state, message);
    if (next === "gap") return this.start();
    if (message.type === "snapshot") this.#isWaiting = false;
    if (message.type === "snapshot" || message.type === "turns") this.#wanted = new Set();
    const before = this.#state;
    this.#state = next;
    if (next === before) return;
    if (message.type === "events") for (const event of withMoved(before, message.events)) this.#tell(event);
    const grown = grownBy(message);
    const isMore = grown !== undefined && grown === this.#growing;
    this.#growing = grown;
    if (isMore) this.#later ??= setTimeout(() => this.#change({}), lazily);
    else this.#change({});
  }

  /** Tells a screen reader something that the eye sees by itself. */
  say(key: StringKey): void {
    this.#change({ said: { key } });
  }

  /** Puts the caret into the composer, with a wish. */
  compose(wish: Wish): void {
    this.#change({ caret: { ...wish } });
  }

  /** Asks for the words of turns, unless they are on their way. */
  want(ids: readonly string[]): void {
    const missing = ids.filter((id) => !this.#wanted.has(id));
    if (missing.length === 0) return;
    this.#wanted = new Set([...this.#wanted, ...missing]);
    this.#post({ type: "turns", ids: missing });
  }

  /** Forgets the words of turns outside of a range. They can be asked for again. */
  forget({ from, to }: { readonly from: number; readonly to: number }): void {
    if (this.#state) this.#state = withoutWords(this.#state, (at) => at >= from && at < to);
  }

  /** Brings a turn into sight, wherever it is. */
  bring(sight: Sight): void {
    this.#change({ sight });
  }

  /** Forgets that something could be undone. */
  dismissUndo(): void {
    this.#change({ isUndoable: false });
  }

  /** Hears what is appended to a text of an answer, from now on. Gives what ends it. */
  listen(turn: string, part: Part, listener: Listener): () => void {
    const key = `${part} ${turn}`;
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(key);
    };
  }

  /** The host's time now, in milliseconds since 1970: it may run on another machine, with another clock. */
  hostTime(): number {
    return Date.now() - (Number.isFinite(this.#clockLead) ? this.#clockLead : 0);
  }

  #change(change: Partial<PageState>): void {
    if (!this.#state) return;
    this.#state = { ...this.#state, ...change };
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#changed();
  }

  #tell(event: ConversationEvent): void {
    // The message that travelled fastest shows best how far the clocks are apart.
    if (event.type !== "asked") this.#clockLead = Math.min(this.#clockLead, Date.now() - event.at);
    if (event.type !== "thinking" && event.type !== "text") return;
    for (const listener of this.#listeners.get(`${event.type} ${event.turn}`) ?? []) listener(event.text);
  }
}

/** Events as they are told: a text that turns out to have been thinking is added to the thinking. */
function withMoved(
  before: PageState | undefined,
  events: readonly ConversationEvent[],
): readonly ConversationEvent[] {
  return events.map((event, at) => {
    if (event.type !== "rethought" || !before) return event;
    const { turn } = event;
    const was = foldAll(before.conversation, events.slice(0, at)).turns.find(({ id }) => id === turn);
    const text = was?.kind === "answer" && !was.earlier ? was.text : "";
    return { ...event, type: "thinking", text };
  });
}

/** The one text that a message makes longer, if it does nothing else. */
function grownBy(message: ToWebview): string | undefined {
  if (message.type !== "events") return undefined;
  const texts = new Set(
    message.events.map((event) =>
      event.type === "text" || event.type === "thinking" ? `${event.type} ${event.turn}` : undefined,
    ),
  );
  return texts.size === 1 ? [...texts][0] : undefined;
}
