/**
 * Which conversation is shown, and which ones run on behind it. Owns what is remembered for the workspace.
 */
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { emptyConversation, type ConversationEvent } from "../../../core/conversation.ts";
import { ChatSession, type SessionParts } from "./chatSession.ts";

/** Where the id of the workspace's conversation is kept. */
const shownKey = "sonde.conversation";

export class OpenConversations implements vscode.Disposable {
  readonly #parts: SessionParts;
  readonly #memory: vscode.Memento;
  readonly #onEvents: (session: ChatSession, events: readonly ConversationEvent[]) => void;
  readonly #open = new Map<string, ChatSession>();
  #shown: ChatSession;

  constructor(
    parts: SessionParts,
    memory: vscode.Memento,
    onEvents: (session: ChatSession, events: readonly ConversationEvent[]) => void,
  ) {
    this.#parts = parts;
    this.#memory = memory;
    this.#onEvents = onEvents;
    this.#shown = this.#session(emptyConversation(randomUUID(), Date.now()));
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
    const open = this.#open.get(id);
    const conversation = open ? undefined : await this.#parts.files.load(id);
    if (!open && !conversation) return false;
    this.#replace(open ?? (conversation && this.#session(conversation)) ?? this.#shown);
    return true;
  }

  /** Shows a new conversation; an answer that runs in the old one runs on. */
  startNew(): void {
    if (this.#shown.conversation.turns.length > 0) {
      this.#replace(this.#session(emptyConversation(randomUUID(), Date.now())));
    }
  }

  dispose(): void {
    for (const session of this.#open.values()) session.dispose();
  }

  #session(conversation: ConstructorParameters<typeof ChatSession>[0]): ChatSession {
    const session = new ChatSession(conversation, this.#parts);
    session.onChange((events) => this.#onEvents(session, events));
    this.#open.set(conversation.id, session);
    return session;
  }

  #replace(session: ChatSession): void {
    const before = this.#shown;
    this.#shown = session;
    void this.#memory.update(shownKey, session.conversation.id);
    if (before === session || before.isRunning) return;
    before.dispose();
    this.#open.delete(before.conversation.id);
  }
}
