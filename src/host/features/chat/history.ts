/**
 * The list of earlier conversations.
 */
import * as vscode from "vscode";
import type { ConversationFiles } from "../../platform/conversationFiles.ts";

/** Lets the person pick a conversation; gives its id. */
export async function pickConversation(files: ConversationFiles, shown: string): Promise<string | undefined> {
  await files.flush();
  const all = await files.list();
  if (all.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There are no earlier chats yet."));
    return undefined;
  }
  const when = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: "medium", timeStyle: "short" });
  const items = all.map((one) => ({
    id: one.id,
    label: one.id === shown ? `$(check) ${one.title}` : one.title,
    description: when.format(one.createdAt),
    detail: one.workspace,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Chat History"),
    placeHolder: vscode.l10n.t("Search by title"),
    matchOnDescription: true,
  });
  return picked?.id;
}
