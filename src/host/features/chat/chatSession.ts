/**
 * One conversation that is open: the truth of it. Owns the order in which things happen to it: every change is an
 * event that is folded, written down and told to whoever shows it. Knows nothing of the page that shows it.
 */
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import {
  fold,
  runningTurn,
  type AnswerTurn,
  type ContextItem,
  type Conversation,
  type ConversationEvent,
} from "../../../core/conversation.ts";
import { chatMessages } from "../../../core/prompts/chat.ts";
import type { Ask } from "../../platform/ask.ts";
import type { Choice } from "../../platform/choice.ts";
import type { ConversationFiles } from "../../platform/conversationFiles.ts";
import { readSettings } from "../../platform/settings.ts";
import { runAnswer } from "./answer.ts";
import { DiskBatch } from "./diskBatch.ts";

/** What a session needs of the outside. */
export interface SessionParts {
  readonly files: ConversationFiles;
  readonly ask: Ask;
  readonly choice: () => Choice;
}

export class ChatSession implements vscode.Disposable {
  readonly #parts: SessionParts;
  readonly #changes = new vscode.EventEmitter<readonly ConversationEvent[]>();
  readonly #disk: DiskBatch;
  #conversation: Conversation;
  #abort: AbortController | undefined;

  /** Fires with the events that have just been folded in. */
  readonly onChange = this.#changes.event;

  constructor(conversation: Conversation, parts: SessionParts) {
    this.#conversation = conversation;
    this.#parts = parts;
    this.#disk = new DiskBatch((events) => parts.files.append(this.#conversation, events));
    const left = runningTurn(conversation);
    if (left) this.#apply([interrupted(left)]);
  }

  get conversation(): Conversation {
    return this.#conversation;
  }

  get isRunning(): boolean {
    return runningTurn(this.#conversation) !== undefined;
  }

  /** Asks a question and runs its answer. Does nothing while another answer runs, or for an empty question. */
  async ask(text: string, context: readonly ContextItem[]): Promise<void> {
    if (this.isRunning || text.trim() === "") return;
    const turn = { kind: "user", id: randomUUID(), at: Date.now(), text, context } as const;
    this.#apply([{ type: "asked", turn }]);
    await this.#answer();
  }

  /** Takes an answer away and asks the same question again. */
  async retry(turnId: string): Promise<void> {
    const turn = this.#conversation.turns.find((one) => one.id === turnId);
    if (this.isRunning || turn?.kind !== "answer") return;
    this.#apply([{ type: "cut", from: turnId, at: Date.now() }]);
    await this.#answer();
  }

  /** Stops the running answer; what has arrived stays. */
  stop(): void {
    this.#abort?.abort();
  }

  dispose(): void {
    this.stop();
    this.#disk.flush();
    this.#changes.dispose();
  }

  async #answer(): Promise<void> {
    const choice = this.#parts.choice();
    const turn = randomUUID();
    const abort = new AbortController();
    this.#abort = abort;
    const messages = chatMessages(this.#conversation, readSettings().instructions);
    this.#apply([
      {
        type: "answering",
        turn,
        at: Date.now(),
        provider: choice.dialect.id,
        providerLabel: choice.dialect.label,
        model: choice.model.id,
        effort: choice.effort,
      },
    ]);
    const emit = (events: readonly ConversationEvent[]): void => this.#apply(events);
    await runAnswer({ ask: this.#parts.ask, choice, messages, turn, signal: abort.signal, emit });
  }

  #apply(events: readonly ConversationEvent[]): void {
    this.#conversation = events.reduce(fold, this.#conversation);
    this.#disk.add(events);
    this.#changes.fire(events);
  }
}

function interrupted(turn: AnswerTurn): ConversationEvent {
  const at = turn.thinking?.endedAt ?? turn.thinking?.startedAt ?? turn.at;
  return { type: "ended", turn: turn.id, ending: { reason: "failed", failure: { kind: "interrupted" } }, at };
}
