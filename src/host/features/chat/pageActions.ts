/**
 * What the page may ask for, each handled on purpose. A page is shown text that a model wrote: nothing here runs a
 * command or opens a place that the page names, except a web link that the person has agreed to.
 */
import * as vscode from "vscode";
import { messageLimit } from "../../../protocol/toHost.ts";
import type { ToWebview } from "../../../protocol/toWebview.ts";
import { tellNotDone } from "../../platform/notDone.ts";
import { wantedChoice, type Choice } from "../../platform/choice.ts";
import { choiceForMore } from "./beginnings.ts";
import type { ChatSession, Wanted } from "./chatSession.ts";
import type { PageAction } from "./chatView.ts";
import { pickWanted } from "./pickWanted.ts";
import { withoutTold } from "../../../core/context/instructions.ts";
import { withoutRepeat } from "../../../core/context/repeated.ts";
import type { ContextItem, Conversation, Turn } from "../../../core/conversation.ts";
import type { Edited } from "../../../core/history/operations.ts";
import { confirmSecrets, confirmTurns, turnsBefore } from "./confirmSecrets.ts";
import { bringBack } from "./bringBack.ts";
import type { ContextChips } from "./contextChips.ts";
import { addFiles, readUris } from "./dropped.ts";
import { insertAtCursor } from "./insertAtCursor.ts";
import type { Mentions } from "./mentions.ts";
import { imageOf } from "./offered.ts";
import { openLink } from "./openLink.ts";
import type { PromptFiles } from "./promptFiles.ts";
import type { ChatParts } from "./chatParts.ts";
import { press, type PageCommands } from "./press.ts";
import { messageSender, type Returned } from "./sending.ts";
import { switchInstructions } from "./switchInstructions.ts";
import { insertInTerminal } from "./terminal.ts";
import { copyChat } from "./transfer.ts";

/** What stands in the composer, as the page last told it. */
export interface Draft {
  /** A sample of it, where that is shorter than `length`. */
  text: string;
  length: number;
  context: readonly string[];
  /** The question whose place it takes. */
  edited?: Edited | undefined;
}

interface PageContext {
  readonly chips: ContextChips;
  readonly session: () => ChatSession;
  readonly parts: ChatParts;
  /** Shows a new conversation that holds everything up to a turn. */
  readonly branch: (turn: string) => Promise<void>;
  /** What the page says of its composer. */
  readonly draft: Draft;
  readonly mentions: Mentions;
  readonly prompts: PromptFiles;
  readonly tell: (message: Extract<ToWebview, { type: "candidates" | "prompts" | "focus" }>) => void;
  /** Tells the page what is shown. */
  readonly refresh: () => Promise<void>;
  /** The same for the other pages that show this conversation. */
  readonly refreshOthers: () => Promise<void>;
  /** Puts a message that was not sent back into the composer, whether the page is there or not. */
  readonly giveBack: (message: Returned) => Promise<void>;
  /** Commands that are the page's own, by their names; any other is VS Code's. */
  readonly commands: PageCommands;
  /** Called where reading what goes along takes long, and when that is over. */
  readonly onReading: (isReading: boolean) => void;
  /** Called when it has said something else. */
  readonly onDraft: () => void;
  /** Called when it has got the focus. */
  readonly onFocus: () => void;
}

/** Carries out what the page asks for. Never rejects: trouble is logged. */
export function pageActions({
  chips,
  session,
  parts,
  branch,
  draft,
  mentions,
  prompts,
  tell,
  refresh,
  refreshOthers,
  giveBack,
  onReading,
  onDraft,
  onFocus,
  commands,
}: PageContext): (message: PageAction) => Promise<void> {
  const mayGoAgain = (turn: string, wanted: Wanted): Promise<boolean> =>
    confirmTurns(turnsBefore(session().conversation, turn), () => wantedChoice(parts.choice(), wanted));
  const mayGoOn = (id: string): Promise<boolean> => {
    const { turns } = session().conversation;
    const turn = turns.find((one) => one.id === id);
    const choice = (): Choice =>
      turn?.kind === "answer" ? choiceForMore(turn, parts.choice()) : parts.choice();
    return confirmTurns(turns, choice);
  };
  /** What goes along with a text; undefined where the person would rather not send it. */
  const contextFor = async (
    text: string,
    ids: readonly string[],
    kept: readonly ContextItem[],
    turns: readonly Turn[],
  ): Promise<readonly ContextItem[] | undefined> => {
    const { offered } = chips;
    const read = withoutTold(await chips.read(ids), { ...session().conversation, turns }, kept);
    const items = [...kept, ...withoutRepeat(read, offered, { turns, kept })];
    return confirmSecrets({ text, context: items, turns }, parts.choice);
  };
  /** What the page has asked to be added, and is on its way. */
  const additions = new Set<Promise<void>>();
  const adding = async (work: Promise<void>): Promise<void> => {
    additions.add(work);
    await work.finally(() => additions.delete(work));
  };
  const chipsOf = async (ids: readonly string[]): Promise<readonly string[]> => {
    await Promise.allSettled(additions);
    return [...new Set([...ids, ...chips.added])];
  };
  const onAsked = (ids: readonly string[]): void => chips.useUp(ids);
  const spelledOut = (text: string): Promise<string | undefined> => prompts.spelledOut(text);
  const { log } = parts;
  const sender = messageSender({
    session,
    refresh,
    chipsOf,
    spelledOut,
    contextFor,
    onReading,
    onAsked,
    giveBack,
    log,
  });
  const run = async (message: PageAction): Promise<void> => {
    switch (message.type) {
      case "ask":
      case "resend":
        // The composer is empty, though the page does not say so at once.
        draft.text = "";
        draft.length = 0;
        return message.text.length > messageLimit ? undefined : sender.send(message);
      case "stop":
        sender.stop();
        return session().stop();
      case "retry":
      case "regenerate": {
        const wanted = message.type === "retry" ? {} : message;
        return (await mayGoAgain(message.turn, wanted))
          ? session().regenerate(message.turn, wanted)
          : undefined;
      }
      case "regenerateWith": {
        const wanted = await pickWanted(parts.choice());
        if (!wanted || !(await mayGoAgain(message.turn, wanted))) return;
        return session().regenerate(message.turn, wanted);
      }
      case "continue":
        return (await mayGoOn(message.turn)) ? session().continueAnswer(message.turn) : undefined;
      case "deleteTurn":
        return session().deleteTurn(message.turn);
      case "undo":
        return session().undo();
      case "dismissUndo":
        session().dismissUndo();
        return refreshOthers();
      case "branch":
        return branch(message.turn);
      case "draft":
      case "showRequest":
        draft.text = message.text;
        draft.length = message.type === "draft" ? message.length : message.text.length;
        draft.context = message.context;
        draft.edited = message.edited;
        onDraft();
        if (message.type === "showRequest") await commands["sonde.showRequest"]?.();
        return;
      case "composing":
        onFocus();
        return warm(parts);
      case "mention":
        return mentions.find(message.query, (candidates) =>
          tell({ type: "candidates", request: message.request, candidates }),
        );
      case "addContext":
        return adding(mentions.add(message.id));
      case "removeContext": {
        const name = chips.instructionsBy(message.id);
        if (name === undefined) return chips.remove(message.id);
        return session().mark([{ type: "instructing", name, isOn: false, at: Date.now() }]);
      }
      case "moveContext":
        return chips.move(message.id, message.to);
      case "drop":
        return adding(addFiles(readUris(message.uris), chips));
      case "bringBack":
        return adding(bringBack(message.references, chips));
      case "addImage":
        return chips.addAll([imageOf(message.name, message.dataUrl, message.preview)]);
      case "listPrompts":
        return tell({ type: "prompts", prompts: await prompts.list() });
      case "usePrompt": {
        const text = prompts.textOf(message.id);
        return text === undefined ? undefined : tell({ type: "focus", text });
      }
      case "copy":
        return vscode.env.clipboard.writeText(message.text);
      case "copyConversation":
        return copyChat(session().conversation, parts.timeZone.current());
      case "insert":
        return insertAtCursor(message.text);
      case "newFile":
        return openNewFile(message.text, message.language);
      case "apply":
        return parts.edits.apply({
          ...message,
          attached: attachedPaths(session().conversation, message.turn),
        });
      case "runInTerminal":
        return insertInTerminal(message.text);
      case "open":
        return openLink(message.href);
      case "press":
        if (message.button === "switchInstructions") {
          return session().mark(await switchInstructions(session().conversation));
        }
        return press(message.button, parts, commands, {
          words: message.words,
          turns: () => session().conversation.turns,
        });
    }
  };
  return (message) =>
    run(message).catch((error: unknown) => {
      parts.log.warn(`The chat page asked for "${message.type}", which failed: ${String(error)}`);
      if (message.type === "press") tellNotDone(error);
    });
}

/** The files that went along with the question of an answer. */
function attachedPaths(conversation: Conversation, answer: string): readonly string[] {
  const at = conversation.turns.findIndex((one) => one.id === answer);
  const question = conversation.turns.slice(0, Math.max(0, at)).findLast((one) => one.kind === "user");
  return question?.context.map(({ path }) => path) ?? [];
}

/**
 * Opens a connection for the question that is being typed, if its answer will come over the network, and has a server on
 * this machine say how much its models read.
 */
async function warm(parts: ChatParts): Promise<void> {
  const { dialect } = parts.choice();
  if (dialect.id === "practice") return;
  const access = await parts.access.read(dialect);
  if ("kind" in access) return;
  (await parts.client.get()).warm(access);
  await parts.lists.renew(dialect, access);
}

/** Opens an untitled file with the text; a language that VS Code does not know becomes plain text. */
async function openNewFile(content: string, name: string): Promise<void> {
  const known = await vscode.languages.getLanguages();
  const aliases: Readonly<Record<string, string>> = {
    ts: "typescript",
    tsx: "typescriptreact",
    js: "javascript",
    jsx: "javascriptreact",
    py: "python",
    rb: "ruby",
    rs: "rust",
    sh: "shellscript",
    bash: "shellscript",
    zsh: "shellscript",
    yml: "yaml",
    md: "markdown",
    "c++": "cpp",
    cs: "csharp",
    kt: "kotlin",
    golang: "go",
    ps1: "powershell",
    docker: "dockerfile",
  };
  const wanted = name.toLowerCase();
  const language = known.find((one) => one === (aliases[wanted] ?? wanted));
  const document = await vscode.workspace.openTextDocument({ content, language: language ?? "plaintext" });
  await vscode.window.showTextDocument(document);
}
