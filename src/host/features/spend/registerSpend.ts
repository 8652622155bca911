/**
 * "Show Spend": the report of the ledger as a page in the editor area.
 */
import * as vscode from "vscode";
import { asObject } from "../../../core/json.ts";
import { spendReport } from "../../../core/ledger.ts";
import { amountText } from "../../../core/text/numbers.ts";
import { englishSpend, type SpendMessage } from "../../../protocol/spend.ts";
import type { AccessReader } from "../../platform/access.ts";
import type { Choice } from "../../platform/choice.ts";
import type { LazyClient } from "../../platform/client.ts";
import type { Ledger } from "../../platform/ledgerFile.ts";
import { translated } from "../../platform/strings.ts";
import type { TimeZone } from "../../platform/timeZone.ts";
import { webviewFolder, webviewPage } from "../../platform/webviewPage.ts";

/** Milliseconds that a provider has to tell the balance; the page does not wait for it. */
const balanceMs = 10_000;

export interface SpendParts {
  readonly extensionUri: vscode.Uri;
  readonly ledger: Ledger;
  readonly choice: () => Choice;
  readonly access: AccessReader;
  readonly client: LazyClient;
  readonly timeZone: TimeZone;
}

/** Registers the command. One page is kept, and shown again where it already is. */
export function registerSpend(parts: SpendParts): vscode.Disposable {
  let page: SpendPage | undefined;
  const command = vscode.commands.registerCommand("sonde.showSpend", () => {
    if (page) page.show();
    else {
      page = openSpend(parts);
      page.panel.onDidDispose(() => (page = undefined));
    }
  });
  return vscode.Disposable.from(command, { dispose: () => page?.panel.dispose() });
}

/** The page that is open. */
export interface SpendPage {
  readonly panel: vscode.WebviewPanel;
  /** Shows it where it is, with what is spent by now. */
  show(): void;
}

/** Opens the page. */
export function openSpend(parts: SpendParts): SpendPage {
  const folder = webviewFolder(parts.extensionUri);
  const options = { enableScripts: true, localResourceRoots: [folder] };
  const title = vscode.l10n.t("Sonde: Spend");
  const panel = vscode.window.createWebviewPanel("sonde.spend", title, vscode.ViewColumn.Active, options);
  const closed = new AbortController();
  panel.onDidDispose(() => closed.abort());
  // The page says only one thing: that it is there and wants the report.
  panel.webview.onDidReceiveMessage((message: unknown) => {
    parts.timeZone.tell(asObject(message)?.["timeZone"]);
    void send(panel, parts, closed.signal);
  });
  panel.webview.html = webviewPage(panel.webview, folder, "spend");
  return {
    panel,
    show() {
      // A page that is hidden loads anew, and asks by itself.
      if (panel.visible) void send(panel, parts, closed.signal);
      panel.reveal();
    },
  };
}

/** Sends the report at once, and again with the balance where the provider tells it; nothing to a page that is closed. */
async function send(panel: vscode.WebviewPanel, parts: SpendParts, closed: AbortSignal): Promise<void> {
  const report = spendReport(await parts.ledger.entries(), Date.now(), parts.timeZone.current());
  const message = {
    type: "spend",
    report,
    strings: translated(englishSpend),
    locale: vscode.env.language,
  } as const;
  const post = (balance: SpendMessage["balance"]): void => {
    if (!closed.aborted) void panel.webview.postMessage({ ...message, balance } satisfies SpendMessage);
  };
  post(undefined);
  const balance = await balanceOf(parts, closed);
  if (balance) post(balance);
}

async function balanceOf(
  { choice, access, client }: SpendParts,
  closed: AbortSignal,
): Promise<SpendMessage["balance"]> {
  const { dialect } = choice();
  if (!dialect.balance) return undefined;
  const allowed = await access.read(dialect);
  if ("kind" in allowed) return undefined;
  const signal = AbortSignal.any([closed, AbortSignal.timeout(balanceMs)]);
  const balance = await (await client.get()).readBalance(dialect, allowed, signal);
  if (!balance || "kind" in balance || balance.length === 0) return undefined;
  const amount = balance
    .map((one) => amountText(one.total, one.currency, { locale: vscode.env.language }))
    .join(", ");
  return { provider: dialect.label, amount };
}
