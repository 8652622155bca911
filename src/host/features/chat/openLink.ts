/** Opens the links of answers, none without a question. */
import * as vscode from "vscode";
import { isLoopback } from "../../../core/loopback.ts";
import { askModally } from "../../platform/notices.ts";
import { remoteMachine } from "../../platform/remoteMachine.ts";

const { l10n } = vscode;

/** Characters of an address that are shown in a question. */
const shown = 1000;

/**
 * Opens a link to the web or to a mail; others are dead. VS Code shows the target and asks, unless the person trusts that
 * domain. It opens a mail, and whatever a server on this machine does at an address, without: there we ask.
 */
export async function openLink(href: string): Promise<void> {
  const address = URL.canParse(href) ? new URL(href) : undefined;
  if (!address || !["https:", "http:", "mailto:"].includes(address.protocol)) return;
  if (address.protocol === "mailto:" || isLoopback(address.hostname)) {
    const open = l10n.t("Open");
    const question =
      address.protocol === "mailto:"
        ? l10n.t("Open this link? It begins a mail.")
        : `${l10n.t("Open this link? It leads to a server on this machine.")} ${remoteMachine()}`.trimEnd();
    const target = address.href.length > shown ? `${address.href.slice(0, shown)}…` : address.href;
    if ((await askModally(question, [open], target)) !== open) return;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it takes a string too; of a Uri it decodes the query
  const target = address.href as unknown as vscode.Uri;
  await vscode.env.openExternal(target);
}
