/** Windows of VS Code, as far as conversations go: sessions on a shared folder, and a model that a test speaks for. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { emptyConversation } from "../../../src/core/conversation.ts";
import type { ChatEvent, Ending } from "../../../src/core/event.ts";
import type { FailureKind } from "../../../src/core/failure.ts";
import { silentLog } from "../../../src/core/log.ts";
import type { Usage } from "../../../src/core/usage.ts";
import { ChatSession, type SessionParts } from "../../../src/host/features/chat/chatSession.ts";
import type { ChatView } from "../../../src/host/features/chat/chatView.ts";
import type { Question } from "../../../src/host/platform/ask.ts";
import {
  createConversationFiles,
  type ConversationFiles,
} from "../../../src/host/platform/conversationFiles.ts";
import type { Dialect } from "../../../src/provider/dialect.ts";
import { deepseek } from "../../../src/provider/dialects/deepseek.ts";

/** A question that waits for what the test has to say. */
export interface Waiting {
  readonly question: Question;
  say(text: string): void;
  count(usage: Usage): void;
  end(reason?: "stop" | "length"): void;
  fail(kind?: FailureKind): void;
}

/** One window: a store of its own on the shared folder, and a model that answers when it is told to. */
export class Window {
  readonly files: ConversationFiles;
  readonly asked: Waiting[] = [];
  /** What sessions of this window are made of. */
  readonly parts: SessionParts;
  readonly session: Promise<ChatSession>;
  #hear: (waiting: Waiting) => void = () => {};
  /** Who is asked from now on. */
  dialect: Dialect = deepseek;

  constructor(folder: string, id: string) {
    this.files = createConversationFiles({ folder, workspace: { name: "w", key: "k" }, log: silentLog });
    this.parts = {
      files: this.files,
      choice: () => {
        const [model] = this.dialect.models;
        assert.ok(model);
        return { dialect: this.dialect, model, effort: "high", offered: () => [model] };
      },
      ask: (question) => this.#ask(question),
    };
    this.session = this.#open(id);
  }

  async #open(id: string): Promise<ChatSession> {
    const stored = (await this.files.load(id)) ?? {
      conversation: emptyConversation(id, 1),
      isReadOnly: false,
    };
    const session = new ChatSession(stored, this.parts);
    this.files.listen({ onForeign: () => void session.reload(), onTrouble: assert.fail });
    return session;
  }

  #ask(question: Question): Promise<Ending> {
    return new Promise((resolve) => {
      const tell = (events: readonly ChatEvent[]): void => question.onEvents(events);
      const end = (ending: Ending): void => {
        tell([{ type: "end", ending }]);
        resolve(ending);
      };
      question.signal.addEventListener("abort", () => end({ reason: "cancelled" }));
      const waiting: Waiting = {
        question,
        say: (text) => tell([{ type: "text", text, choice: 0 }]),
        count: (usage) => tell([{ type: "usage", usage }]),
        end: (reason = "stop") => end({ reason }),
        fail: (kind = "server") => end({ reason: "failed", failure: { kind } }),
      };
      this.asked.push(waiting);
      this.#hear(waiting);
    });
  }

  /** The question that comes next. */
  next(): Promise<Waiting> {
    return new Promise((resolve) => (this.#hear = resolve));
  }

  /** The newest question. */
  get last(): Waiting {
    const last = this.asked.at(-1);
    assert.ok(last);
    return last;
  }
}

/** A page that the test speaks for. */
export class ScriptedPage {
  readonly #says = new vscode.EventEmitter<unknown>();
  #tellVisibility = (): void => {};
  #isVisible = true;
  /** What the host has posted to it. */
  readonly posted: unknown[] = [];

  /** Takes the page's place before a view. */
  attachTo(view: ChatView): void {
    const webview: vscode.Webview = {
      options: {},
      html: "",
      cspSource: "",
      asWebviewUri: (uri) => uri,
      onDidReceiveMessage: this.#says.event,
      postMessage: async (message) => this.posted.push(message) > 0,
    };
    view.attach({
      webview,
      isVisible: () => this.#isVisible,
      show: () => {},
      onVisibility: (listener) => (this.#tellVisibility = listener),
      onGone: () => {},
    });
  }

  /** Posts to the host. */
  say(message: unknown): void {
    this.#says.fire(message);
  }

  /** Is put away behind something else. */
  hide(): void {
    this.#isVisible = false;
    this.#tellVisibility();
  }

  dispose(): void {
    this.#says.dispose();
  }
}
