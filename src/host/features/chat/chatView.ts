/**
 * A page of the chat, in the side bar or in a tab: carries what it asks to the session and what happens in the session to
 * it. The page can go and come back at any time; it then gets a snapshot.
 */
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { ConversationEvent } from "../../../core/conversation.ts";
import { heldConversation, heldEvent } from "../../../core/history/away.ts";
import { createEncoder } from "../../../protocol/posting.ts";
import { english } from "../../../protocol/strings.ts";
import { parseToHost, unreadWords, type ToHost } from "../../../protocol/toHost.ts";
import type { ChatStatus, ToWebview } from "../../../protocol/toWebview.ts";
import { translated } from "../../platform/strings.ts";
import type { TimeZone } from "../../platform/timeZone.ts";
import { webviewPage } from "../../platform/webviewPage.ts";
import type { ChatSession } from "./chatSession.ts";
import type { ContextChips } from "./contextChips.ts";
import { failureCards } from "./failureCards.ts";
import type { PageHolder } from "./pageHolder.ts";
import { PageTurns } from "./pageTurns.ts";
import type { Returned } from "./sending.ts";

/** What a page asks for that is no matter of what it shows. */
export type PageAction = Exclude<ToHost, { type: "ready" | "turns" | "find" | "focused" }>;

/** What the view shows and whom it asks. */
export interface ChatViewParts {
  readonly folder: vscode.Uri;
  readonly chips: ContextChips;
  readonly session: () => ChatSession;
  readonly status: () => Promise<ChatStatus>;
  /** Hears where the person is. */
  readonly timeZone: TimeZone;
  /** The page got the focus, or lost it, be it by going away. */
  readonly onFocus: (isFocused: boolean) => void;
  /** Everything else that a page may ask for. */
  readonly handle: (message: PageAction) => Promise<void>;
  /** Has VS Code show the page where it is put away. */
  readonly open: () => Promise<void>;
}

export class ChatView {
  readonly #parts: ChatViewParts;
  #holder: PageHolder | undefined;
  readonly #turns: PageTurns;
  readonly #life = randomUUID();
  #sequence = 0;
  readonly #encode = createEncoder();
  /** Whether the page has said `ready` since it was last put away. */
  #isUp = false;
  /** Whether it has its snapshot. Before that it gets nothing: the snapshot will hold everything. */
  #isReady = false;
  /** What the page is told once it is there, and the turn that it shows first. */
  #whenReady: readonly ToWebview[] = [];
  #reveal: string | undefined;

  constructor(parts: ChatViewParts) {
    this.#parts = parts;
    this.#turns = new PageTurns(
      () => parts.session().conversation,
      (message) => this.#isReady && this.#post(message),
    );
  }

  /** Fills a frame that VS Code has made for the page. */
  attach(holder: PageHolder): void {
    const { webview } = holder;
    this.#holder = holder;
    this.#isUp = this.#isReady = false;
    webview.options = { enableScripts: true, localResourceRoots: [this.#parts.folder] };
    webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    // A hidden page is gone; when it comes back it says `ready` anew.
    holder.onVisibility(() => {
      if (holder.isVisible()) return;
      this.#isUp = this.#isReady = false;
      this.#parts.onFocus(false);
    });
    holder.onGone(() => {
      if (this.#holder !== holder) return;
      this.#holder = undefined;
      this.#isUp = this.#isReady = false;
      this.#parts.onFocus(false);
    });
    webview.html = webviewPage(webview, this.#parts.folder, "chat");
  }

  /** Whether the page can be seen. */
  get isVisible(): boolean {
    return this.#holder?.isVisible() ?? false;
  }

  /** Shows the view and puts the caret into the composer. */
  async focus(): Promise<void> {
    if (this.#isReady) this.#holder?.show();
    await this.#tellShown({ type: "focus" });
  }

  /** Puts a message that was not sent back into the composer; a page that is put away is shown for it. */
  async giveBack(message: Returned): Promise<void> {
    await this.#tellShown({ type: "focus", ...message });
  }

  /** Asks the page for the whole draft, to show the request that it would make. */
  async wantRequest(): Promise<void> {
    await this.#tellShown({ type: "wantRequest" });
  }

  /** Tells the page what has just happened in the session. */
  tell(events: readonly ConversationEvent[]): void {
    if (!this.#isReady) return;
    const ended = events.flatMap((event) => (event.type === "ended" ? [event.turn] : []));
    const { conversation } = this.#parts.session();
    const last = ended.length > 0 ? conversation.turns.slice(-1) : [];
    const copied = events.flatMap((event) => (event.type === "copied" ? [event.turn] : []));
    const failures = failureCards([...last.filter(({ id }) => ended.includes(id)), ...copied], conversation);
    this.#post({ type: "events", sequence: ++this.#sequence, events: events.map(heldEvent), failures });
  }

  /** Sends everything anew: another conversation is shown, at a turn if one is named. A page that is away will ask. */
  async refresh(reveal?: string): Promise<void> {
    const status = this.#isUp ? await this.#parts.status() : undefined;
    if (!status || !this.#isUp) {
      this.#reveal = reveal ?? this.#reveal;
      return;
    }
    this.#isReady = true;
    const { conversation: whole, isUndoable } = this.#parts.session();
    const conversation = heldConversation(whole);
    this.#post({
      type: "snapshot",
      sequence: ++this.#sequence,
      conversation,
      failures: failureCards(conversation.turns, whole),
      status,
      life: this.#life,
      ...this.#context,
      strings: translated(english),
      locale: vscode.env.language,
      reveal,
      isUndoable,
    });
  }

  async tellStatus(): Promise<void> {
    if (this.#isReady) this.#post({ type: "status", status: await this.#parts.status() });
  }

  tellContext(): void {
    if (this.#isReady) this.#post({ type: "context", ...this.#context });
  }

  /** Tells the page something that no snapshot holds. */
  send(message: Extract<ToWebview, { type: "meter" | "candidates" | "prompts" | "focus" }>): void {
    if (this.#isReady) this.#post(message);
  }

  get #context(): Pick<Extract<ToWebview, { type: "context" }>, "context" | "references"> {
    const { chips, references } = this.#parts.chips;
    return { context: chips, references };
  }

  #receive(raw: unknown): void {
    const message = parseToHost(raw);
    if (!message) return void this.#giveBackUnread(raw);
    if (message.type === "ready") {
      this.#parts.timeZone.tell(message.timeZone);
      void this.#start();
    } else if (message.type === "turns") this.#turns.send(message);
    else if (message.type === "find") void this.#turns.find(message);
    else if (message.type === "focused") this.#parts.onFocus(message.isFocused);
    else void this.#parts.handle(message);
  }

  /** What can't be read is passed over, but not the words of a question. */
  async #giveBackUnread(raw: unknown): Promise<void> {
    const text = unreadWords(raw);
    if (text === undefined) return;
    const why = vscode.l10n.t(
      "Your message was not sent, because more goes along with it than Sonde can read: remove some of its context.",
    );
    await this.giveBack({ text, edited: undefined, why });
  }

  async #start(): Promise<void> {
    this.#isUp = true;
    const reveal = this.#reveal;
    this.#reveal = undefined;
    await this.refresh(reveal);
    if (!this.#isReady) return;
    for (const message of this.#whenReady) this.#post(message);
    this.#whenReady = [];
  }

  /** Tells the page something; one that is not there is opened for it. */
  async #tellShown(message: ToWebview): Promise<void> {
    if (this.#isReady) return this.#post(message);
    // Words are never passed over for a later message.
    const others = this.#whenReady.filter((one) => one.type !== message.type || "text" in one);
    this.#whenReady = [...others, message];
    await this.#parts.open();
  }

  /** Never awaited: the page's speed must not slow the stream down. */
  #post(message: ToWebview): void {
    void this.#holder?.webview.postMessage(this.#encode(message));
  }
}
