/**
 * The chat: its view, its commands, and what the page's buttons do.
 */
import * as vscode from "vscode";
import type { Log } from "../../../core/log.ts";
import type { ToHost } from "../../../protocol/toHost.ts";
import { messageLimit } from "../../../protocol/toHost.ts";
import type { ChatStatus } from "../../../protocol/toWebview.ts";
import { pageActions } from "./pageActions.ts";
import type { AccessReader } from "../../platform/access.ts";
import type { LazyClient } from "../../platform/client.ts";
import { readSettings } from "../../platform/settings.ts";
import { webviewFolder } from "../../platform/webviewPage.ts";
import type { SessionParts } from "./chatSession.ts";
import { ChatView } from "./chatView.ts";
import { ContextChips } from "./contextChips.ts";
import { pickConversation } from "./history.ts";
import { OpenConversations } from "./openConversations.ts";

/** Characters that a token stands for at most; a message longer than the context times this can't fit. */
const charactersPerToken = 5;

export interface ChatParts extends SessionParts {
  readonly access: AccessReader;
  readonly client: LazyClient;
  readonly log: Log;
  /** The extension's own folder. */
  readonly extensionUri: vscode.Uri;
  /** Memory of the workspace. */
  readonly memory: vscode.Memento;
  /** Fires when provider, model, effort or a key has changed. */
  readonly onChoiceChange: vscode.Event<unknown>;
  /** Told whether an answer runs. */
  readonly onRunning: (isRunning: boolean) => void;
}

/** Registers the chat view and its commands. */
export function registerChat(parts: ChatParts): vscode.Disposable {
  const chips = new ContextChips();
  const conversations = new OpenConversations(parts, parts.memory, (session, events) => {
    if (session !== conversations.shown) return;
    view.tell(events);
    showRunning();
  });
  const restored = conversations.restore();
  const view = new ChatView({
    folder: webviewFolder(parts.extensionUri),
    chips,
    session: () => conversations.shown,
    status: async () => {
      await restored;
      return readStatus(parts);
    },
    handle: (message) => handle(message),
  });
  const showRunning = (): void => {
    const { isRunning } = conversations.shown;
    void vscode.commands.executeCommand("setContext", "sonde.chatRunning", isRunning);
    parts.onRunning(isRunning);
  };
  const show = async (): Promise<void> => {
    showRunning();
    await view.refresh();
    await view.focus();
  };
  const actions = pageActions({ chips, session: () => conversations.shown, parts });
  const handle = (message: ToHost): Promise<void> => actions(message);

  const commands: Record<string, () => Promise<void>> = {
    "sonde.newChat": async () => {
      await restored;
      conversations.startNew();
      await show();
    },
    "sonde.showHistory": async () => {
      const id = await pickConversation(parts.files, conversations.shown.conversation.id);
      if (id !== undefined && (await conversations.show(id))) await show();
    },
    "sonde.focusChat": async () => {
      const editor = vscode.window.activeTextEditor;
      if (editor && !editor.selection.isEmpty) chips.add(editor);
      await view.focus();
    },
    "sonde.addToChat": async () => {
      const editor = vscode.window.activeTextEditor;
      if (editor) chips.add(editor);
      await view.focus();
    },
    "sonde.stop": async () => conversations.shown.stop(),
  };
  return vscode.Disposable.from(
    chips,
    conversations,
    chips.onChange(() => view.tellContext()),
    parts.onChoiceChange(() => void view.tellStatus()),
    vscode.window.registerWebviewViewProvider("sonde.chat", view),
    ...Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run)),
  );
}

async function readStatus(parts: ChatParts): Promise<ChatStatus> {
  const { dialect, model, effort } = parts.choice();
  const limit = (model.contextTokens ?? Number.POSITIVE_INFINITY) * charactersPerToken;
  return {
    providerLabel: dialect.label,
    model: model.id,
    effort,
    needsKey: await parts.access.needsKey(dialect),
    thinkingDisplay: readSettings().thinkingDisplay,
    messageLimit: Math.min(limit, messageLimit),
  };
}
