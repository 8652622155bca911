/** Asks before a question leaves that holds what looks like a secret. */
import * as vscode from "vscode";
import { findSecrets } from "../../../core/context/secrets.ts";
import type { ContextItem } from "../../../core/conversation.ts";

const { l10n } = vscode;

/** The context that may go, after the person was asked where that is needed; undefined: nothing may. */
export async function confirmSecrets(
  text: string,
  context: readonly ContextItem[],
): Promise<readonly ContextItem[] | undefined> {
  const inText = findSecrets(text)[0];
  const clean = context.filter(({ kind, text: each }) => kind === "image" || findSecrets(each).length === 0);
  const held = context.find((item) => !clean.includes(item));
  const find = inText ?? (held && findSecrets(held.text)[0]);
  if (!find) return context;
  const goAnyway = { label: l10n.t("Send Anyway") };
  const without = { label: l10n.t("Send Without It") };
  const place = inText ? l10n.t("Your message") : (held?.path ?? "");
  const pick = await vscode.window.showQuickPick(inText ? [goAnyway] : [without, goAnyway], {
    title: l10n.t("{0} holds what looks like a secret: {1}", place, find.rule),
    placeHolder: l10n.t("Nothing was sent yet; Esc goes back to the message"),
    ignoreFocusOut: true,
  });
  if (!pick) return undefined;
  return pick === without ? clean : context;
}
