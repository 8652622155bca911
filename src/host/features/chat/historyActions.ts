/**
 * What a person can do to a conversation in the history: rename, pin, export, delete. Deleting moves to the trash, from
 * which it comes back with one click; only "Delete Forever" asks first, because nothing brings that back.
 */
import * as vscode from "vscode";
import { trashDays } from "../../../core/history/retention.ts";
import type { Zone } from "../../../core/localDay.ts";
import { titleFrom, titleOf, type Summary } from "../../../core/history/summary.ts";
import type { ConversationFiles } from "../../platform/conversationFiles.ts";
import { typeSteadily } from "../../platform/steadyInput.ts";
import type { ChatPlace } from "./chatPlace.ts";
import type { OpenConversations } from "./openConversations.ts";
import { exportChat } from "./transfer.ts";
import { askModally, showError, showInformation } from "../../platform/notices.ts";

const t = vscode.l10n.t.bind(vscode.l10n);

/** Each resolves when it is done, or when the person has thought better of it. */
export interface HistoryActions {
  pin(summary: Summary, pinned: boolean): Promise<void>;
  rename(summary: Pick<Summary, "id" | "ownTitle" | "question">): Promise<void>;
  export(summary: Pick<Summary, "id" | "ownTitle" | "question">): Promise<void>;
  trash(summary: Summary): Promise<void>;
  restore(summary: Summary): Promise<void>;
  remove(summary: Summary): Promise<void>;
  openTab(summary: Summary): Promise<void>;
}

/** What they work on. */
export interface HistoryActionParts {
  readonly files: ConversationFiles;
  readonly conversations: OpenConversations;
  /** Where the history was opened. */
  readonly place: ChatPlace;
  readonly openTab: (id: string) => Promise<void>;
  /** Tells when a page has got the focus. */
  readonly pageFocus: vscode.EventEmitter<void>;
  /** Whose times an export tells. */
  readonly zone: () => Zone;
}

/** The actions on these conversations. */
export function historyActions(parts: HistoryActionParts): HistoryActions {
  const { files, conversations, place, openTab, zone, pageFocus } = parts;
  const restore = ({ id }: Summary): Promise<void> =>
    conversations.mark(id, [{ type: "trashed", trashed: false, at: Date.now() }]);
  return {
    restore,
    openTab: ({ id }) => openTab(id),
    pin: ({ id }, pinned) => conversations.mark(id, [{ type: "pinned", pinned, at: Date.now() }]),
    async rename(summary) {
      const value = titleOf(summary);
      const prompt = t("Empty: the first question names the chat.");
      const title = await typeSteadily({ title: t("Rename Chat"), value, prompt }, pageFocus.event);
      if (title === undefined) return;
      await conversations.mark(summary.id, [{ type: "titled", title: titleFrom(title), at: Date.now() }]);
    },
    async export(summary) {
      const chat = await conversations.look(summary.id);
      if (chat) await exportChat(chat, titleOf(summary), zone());
    },
    async trash(summary) {
      const { id } = summary;
      await conversations.mark(id, [{ type: "trashed", trashed: true, at: Date.now() }]);
      const wasShown = place.shown.conversation.id === id;
      await conversations.close(id);
      if (wasShown) await place.view.focus();
      void offerUndo(summary, restore);
    },
    async remove(summary) {
      const yes = t("Delete Forever");
      const title = titleOf(summary);
      const question = t("Delete “{title}” forever?", { title });
      const detail = t("This chat can't be brought back.");
      if ((await askModally(question, [yes], detail)) !== yes) return;
      await conversations.close(summary.id);
      if (await files.remove(summary.id)) return;
      void showError(t("“{title}” could not be deleted. The log says why.", { title }));
    },
  };
}

/** Never awaited by the list: a notification stays as long as it likes. */
async function offerUndo(summary: Summary, restore: (summary: Summary) => Promise<void>): Promise<void> {
  const undo = t("Undo");
  const message = t("“{title}” is in the trash, and will be deleted after {days} days.", {
    title: titleOf(summary),
    days: trashDays,
  });
  if ((await showInformation(message, undo)) === undo) await restore(summary);
}
