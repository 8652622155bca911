/**
 * Asks for the address of a provider that has none of its own.
 */
import * as vscode from "vscode";
import type { Dialect } from "../../../provider/dialect.ts";

const { l10n, window } = vscode;

/** The address that the person typed, or undefined where they gave up. */
export async function askForAddress(dialect: Dialect): Promise<string | undefined> {
  const isOwn = dialect.id === "custom";
  const typed = await window.showInputBox({
    title: isOwn ? l10n.t("Address of the server") : l10n.t("Address of {0}", dialect.label),
    prompt: l10n.t("The base URL of an OpenAI-compatible server; plain http only on this machine"),
    value: isOwn ? "http://127.0.0.1:8080/v1" : "https://",
    ignoreFocusOut: true,
    validateInput: (text) =>
      isUsable(text.trim()) ? undefined : l10n.t("Enter an https address, or http on this machine."),
  });
  return typed?.trim();
}

/** Whether an address is https, or http to this machine. */
function isUsable(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  const isLoopback = hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
  return protocol === "https:" || (protocol === "http:" && isLoopback);
}
