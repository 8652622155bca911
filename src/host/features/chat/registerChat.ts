/**
 * The chat: its view, its commands, and what the page's buttons do.
 */
import * as vscode from "vscode";
import { newInstructions } from "../../../core/context/instructions.ts";
import type { ContextItem, Conversation, ConversationEvent } from "../../../core/conversation.ts";
import type { Log } from "../../../core/log.ts";
import type { ToHost } from "../../../protocol/toHost.ts";
import { messageLimit } from "../../../protocol/toHost.ts";
import type { ChatStatus } from "../../../protocol/toWebview.ts";
import type { EditStarter } from "../../platform/edits.ts";
import { pageActions, type Draft } from "./pageActions.ts";
import { chatCommands, showBranch, type ChatCommandParts } from "./chatCommands.ts";
import type { AccessReader } from "../../platform/access.ts";
import type { LazyClient } from "../../platform/client.ts";
import { createConversationFiles, type ConversationFiles } from "../../platform/conversationFiles.ts";
import { createRequestPreview, type JoinAddress } from "../../platform/requestPreview.ts";
import { createTokenRatios, type TokenRatios } from "../../platform/tokenRatios.ts";
import { watchInstructions, workspaceInstructions } from "../../platform/instructionFiles.ts";
import { workspaceIdentity } from "../../platform/workspaceIdentity.ts";
import { readSettings } from "../../platform/settings.ts";
import { webviewFolder } from "../../platform/webviewPage.ts";
import type { SessionParts } from "./chatSession.ts";
import { ChatView } from "./chatView.ts";
import { confirmSecrets } from "./confirmSecrets.ts";
import { ContextChips } from "./contextChips.ts";
import { ContextMeter } from "./contextMeter.ts";
import { addFiles } from "./dropped.ts";
import { Mentions } from "./mentions.ts";
import { OpenConversations } from "./openConversations.ts";
import { PromptFiles } from "./promptFiles.ts";
import { instructionStatus } from "./switchInstructions.ts";

/** Characters that a token stands for at most; a message longer than the context times this can't fit. */
const charactersPerToken = 5;

/** Events after which the next request has another size. What streams is counted when it has ended. */
const changesSize: ReadonlySet<ConversationEvent["type"]> = new Set([
  "asked",
  "ended",
  "cut",
  "removed",
  "copied",
  "instructing",
]);

export interface ChatParts extends Omit<SessionParts, "files" | "ratios"> {
  readonly access: AccessReader;
  readonly client: LazyClient;
  readonly log: Log;
  readonly edits: EditStarter;
  /** Where conversations are kept. */
  readonly conversationFolder: string;
  /** How the client joins an address, for the preview of a request. */
  readonly addressOf: JoinAddress;
  /** The extension's global storage. */
  readonly storage: vscode.Uri;
  /** The extension's own folder. */
  readonly extensionUri: vscode.Uri;
  /** Memory of the workspace. */
  readonly memory: vscode.Memento;
  /** Fires when provider, model, effort or a key has changed. */
  readonly onChoiceChange: vscode.Event<unknown>;
  /** Told whether an answer runs. */
  readonly onRunning: (isRunning: boolean) => void;
}

/** The chat, loaded. */
export interface Chat extends vscode.Disposable {
  /** What fills the view `sonde.chat`. */
  readonly view: vscode.WebviewViewProvider;
  /** Shows the chat and asks there; in a new conversation where the shown one is busy. */
  ask(text: string, context: readonly ContextItem[]): Promise<void>;
}

/** Makes the chat and registers its commands. */
export function registerChat(parts: ChatParts): Chat {
  const chips = new ContextChips();
  const draft: Draft = { text: "", length: 0, context: [] };
  const workspace = workspaceIdentity();
  const files = createConversationFiles({ folder: parts.conversationFolder, workspace, log: parts.log });
  const preview = createRequestPreview(parts.addressOf);
  const ratios = createTokenRatios();
  const sessionParts: SessionParts = { ...parts, files, ratios };
  const conversations = new OpenConversations(sessionParts, parts.memory, {
    onEvents(session, events) {
      if (session !== conversations.shown) return;
      view.tell(events);
      showRunning();
      if (events.some(({ type }) => changesSize.has(type))) void instruct();
      if (events.some(({ type }) => type === "instructing")) void view.tellStatus();
    },
    onReload(session) {
      if (session === conversations.shown) void view.refresh();
    },
  });
  let restored: Promise<void> | undefined;
  /** Reads the remembered conversation when somebody first wants to see it, and not at activation. */
  const ready = (): Promise<void> => (restored ??= conversations.restore());
  const view = new ChatView({
    folder: webviewFolder(parts.extensionUri),
    chips,
    session: () => conversations.shown,
    status: async () => {
      await ready();
      await instruct();
      return readStatus(parts, ratios, conversations.shown);
    },
    handle: (message) => handle(message),
  });
  const meter = new ContextMeter({
    chips,
    draft,
    choice: parts.choice,
    ratio: (model) => ratios.of(model),
    conversation: () => conversations.shown.conversation,
    tell: (reading) => view.send({ type: "meter", meter: reading }),
  });
  /** Offers the instructions that the shown conversation does not hold yet, and reckons anew. */
  const instruct = async (): Promise<void> => {
    const found = await workspaceInstructions();
    chips.instruct(newInstructions(conversations.shown.conversation, found));
    meter.update();
  };
  const showRunning = (): void => {
    const { isRunning } = conversations.shown;
    void vscode.commands.executeCommand("setContext", "sonde.chatRunning", isRunning);
    parts.onRunning(isRunning);
  };
  const show = async (turn?: string): Promise<void> => {
    showRunning();
    await view.refresh(turn);
    await view.focus();
  };
  const commandParts: ChatCommandParts = {
    ...sessionParts,
    workspace,
    preview,
    conversations,
    chips,
    draft,
    show,
    wantRequest: () => view.wantRequest(),
  };
  const actions = pageActions({
    chips,
    session: () => conversations.shown,
    parts,
    draft,
    mentions: new Mentions(chips),
    prompts: new PromptFiles(parts.storage),
    tell: (message) => view.send(message),
    onDraft: () => meter.update(),
    branch: (turn) => showBranch(commandParts, turn),
  });
  const handle = (message: ToHost): Promise<void> => actions(message);

  const commands: Record<string, (...named: readonly unknown[]) => Promise<void>> = {
    "sonde.newChat": async () => {
      conversations.startNew();
      await show();
    },
    ...chatCommands(commandParts),
    "sonde.focusChat": async () => {
      const editor = vscode.window.activeTextEditor;
      if (editor && !editor.selection.isEmpty) await addEditor(editor, chips);
      await view.focus();
    },
    "sonde.addToChat": async () => {
      const editor = vscode.window.activeTextEditor;
      if (editor) await addEditor(editor, chips);
      await view.focus();
    },
    "sonde.addFilesToChat": async (...named: readonly unknown[]) => {
      await addFiles(namedUris(named), chips);
      await view.focus();
    },
    "sonde.stop": async () => conversations.shown.stop(),
  };
  const all = vscode.Disposable.from(
    chips,
    conversations,
    chips.onChange(() => view.tellContext()),
    parts.onChoiceChange(() => {
      void view.tellStatus();
      meter.update();
    }),
    watchInstructions(() => void view.tellStatus()),
    files,
    preview,
    watchFiles(files, conversations),
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, (...named: readonly unknown[]) =>
        ready().then(() => run(...named)),
      ),
    ),
  );
  return {
    view,
    async ask(text, context) {
      await ready();
      if (conversations.shown.isRunning || conversations.shown.isReadOnly) conversations.startNew();
      await show();
      const agreed = await confirmSecrets(text, context);
      if (agreed) await conversations.shown.ask(text, agreed);
    },
    dispose: () => void all.dispose(),
  };
}

/** Hears of what other windows write, and of what can't be written. */
function watchFiles(files: ConversationFiles, conversations: OpenConversations): vscode.Disposable {
  files.listen({
    onForeign: (id) => void conversations.reload(id),
    onTrouble: (error) =>
      void vscode.window.showWarningMessage(
        vscode.l10n.t("Your chats can't be saved now: {reason}. Sonde keeps what is open and tries again.", {
          reason: error instanceof Error ? error.message : String(error),
        }),
      ),
  });
  return vscode.window.onDidChangeWindowState(({ focused }) => {
    if (focused) void files.check(conversations.shown.conversation.id);
  });
}

/** Adds what is selected in an editor, or says why it can't be. */
async function addEditor(editor: vscode.TextEditor, chips: ContextChips): Promise<void> {
  if (await chips.add(editor)) return;
  const path = vscode.workspace.asRelativePath(editor.document.uri, false);
  void vscode.window.showInformationMessage(
    vscode.l10n.t("{0} was not added: it lies outside of the workspace, or is ignored or excluded.", path),
  );
}

/** What the explorer or a tab hands over: one file, and all that are selected there. The palette means the open file. */
function namedUris([first, all]: readonly unknown[]): readonly vscode.Uri[] {
  const uris = (Array.isArray(all) ? all : [first]).filter((one) => one instanceof vscode.Uri);
  const open = vscode.window.activeTextEditor?.document.uri;
  return uris.length === 0 && open ? [open] : uris;
}

async function readStatus(
  parts: ChatParts,
  ratios: TokenRatios,
  { conversation, isReadOnly }: { readonly conversation: Conversation; readonly isReadOnly: boolean },
): Promise<ChatStatus> {
  const { dialect, model, effort } = parts.choice();
  const limit = (model.contextTokens ?? Number.POSITIVE_INFINITY) * charactersPerToken;
  return {
    providerLabel: dialect.label,
    model: model.id,
    effort,
    needsKey: await parts.access.needsKey(dialect),
    thinkingDisplay: readSettings().thinkingDisplay,
    messageLimit: Math.min(limit, messageLimit),
    tokenRatio: ratios.of(model.id),
    isReadOnly,
    seesImages: model.seesImages,
    instructions: await instructionStatus(conversation),
  };
}
