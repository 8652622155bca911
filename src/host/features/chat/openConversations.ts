/**
 * Which conversation is shown, and which ones run on behind it. Owns what is remembered for the workspace.
 */
import { randomUUID } from "node:crypto";
import type * as vscode from "vscode";
import { emptyConversation, type ConversationEvent } from "../../../core/conversation.ts";
import type { Stored } from "../../platform/conversationFiles.ts";
import { ChatSession, type SessionParts } from "./chatSession.ts";

/** Where the id of the workspace's conversation is kept. */
const shownKey = "sonde.conversation";

/** Who hears of what happens in the open conversations. */
export interface ConversationListener {
  /** Events that have just been folded in. */
  onEvents(session: ChatSession, events: readonly ConversationEvent[]): void;
  /** A conversation was read anew. */
  onReload(session: ChatSession): void;
}

export class OpenConversations implements vscode.Disposable {
  readonly #parts: SessionParts;
  readonly #memory: vscode.Memento;
  readonly #listener: ConversationListener;
  readonly #open = new Map<string, ChatSession>();
  #shown: ChatSession;

  constructor(parts: SessionParts, memory: vscode.Memento, listener: ConversationListener) {
    this.#parts = parts;
    this.#memory = memory;
    this.#listener = listener;
    this.#shown = this.#session(newConversation());
  }

  get shown(): ChatSession {
    return this.#shown;
  }

  /** Shows the conversation that the workspace showed last. Call once, before the first page asks. */
  async restore(): Promise<void> {
    const id = this.#memory.get<string>(shownKey);
    if (id !== undefined) await this.show(id);
  }

  /** Shows a conversation by its id. False where it can't be read. */
  async show(id: string): Promise<boolean> {
    const session = await this.#sessionOf(id);
    if (session) this.#replace(session);
    return session !== undefined;
  }

  /** Shows a new conversation; an answer that runs in the old one runs on. */
  startNew(): void {
    if (this.#shown.conversation.turns.length > 0) this.#replace(this.#session(newConversation()));
  }

  /** Shows a new conversation that begins with these events: a branch, or an import. */
  startWith(events: readonly ConversationEvent[]): void {
    const session = this.#session(newConversation());
    session.mark(events);
    this.#replace(session);
  }

  /** Applies events that concern a conversation as a whole, whether it is open or not. */
  async mark(id: string, events: readonly ConversationEvent[]): Promise<void> {
    const open = this.#open.get(id);
    if (open) open.mark(events);
    else await this.#parts.files.mark(id, events);
  }

  /** Lets go of a conversation that is to be deleted: its answer is stopped, and it is no longer shown. */
  close(id: string): void {
    const session = this.#open.get(id);
    if (!session) return;
    session.stop();
    if (session === this.#shown) this.#replace(this.#session(newConversation()));
  }

  /** Whether an answer of a conversation runs in this window. */
  isRunning(id: string): boolean {
    return this.#open.get(id)?.isRunning ?? false;
  }

  /** Another window has written to a conversation. */
  async reload(id: string): Promise<void> {
    await this.#open.get(id)?.reload();
  }

  dispose(): void {
    for (const session of this.#open.values()) session.dispose();
  }

  async #sessionOf(id: string): Promise<ChatSession | undefined> {
    const open = this.#open.get(id);
    if (open) return open;
    const stored = await this.#parts.files.load(id);
    // Somebody may have opened it meanwhile.
    return this.#open.get(id) ?? (stored && this.#session(stored));
  }

  #session(stored: Stored): ChatSession {
    const session = new ChatSession(stored, this.#parts);
    session.onChange((events) => {
      this.#remember();
      this.#listener.onEvents(session, events);
    });
    session.onReload(() => this.#listener.onReload(session));
    this.#open.set(session.conversation.id, session);
    return session;
  }

  #replace(session: ChatSession): void {
    const before = this.#shown;
    this.#shown = session;
    this.#remember();
    if (before === session || before.isRunning) return;
    before.dispose();
    this.#open.delete(before.conversation.id);
  }

  /** Notes for the next window which conversation is shown; one that is still empty has no file to come back from. */
  #remember(): void {
    const { id, turns } = this.#shown.conversation;
    const remembered = turns.length > 0 ? id : undefined;
    if (this.#memory.get(shownKey) !== remembered) void this.#memory.update(shownKey, remembered);
  }
}

function newConversation(): Stored {
  return { conversation: emptyConversation(randomUUID(), Date.now()), isReadOnly: false };
}
