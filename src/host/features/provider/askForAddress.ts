/**
 * Asks for the address of a provider that has none of its own.
 */
import * as vscode from "vscode";
import type { AccessParts } from "../../platform/access.ts";
import { failureSentence } from "../../platform/failureText.ts";
import type { Dialect } from "../../../provider/dialect.ts";

const { l10n, window } = vscode;

/** The client's own rule of what a base URL may be. */
export type AddressOf = AccessParts["addressOf"];

/** The address that the person typed, or undefined where they gave up. */
export async function askForAddress(dialect: Dialect, addressOf: AddressOf): Promise<string | undefined> {
  const isOwn = dialect.id === "custom";
  const typed = await window.showInputBox({
    title: isOwn ? l10n.t("Address of the server") : l10n.t("Address of {0}", dialect.label),
    prompt: l10n.t("The base URL of an OpenAI-compatible server; plain http only on this machine"),
    value: isOwn ? "http://127.0.0.1:8080/v1" : "https://",
    ignoreFocusOut: true,
    validateInput(text) {
      const address = addressOf(text, "/");
      if (!("failure" in address)) return undefined;
      const isPassword = address.failure.code === "password-in-url";
      return isPassword
        ? failureSentence(address.failure, dialect.label, "")
        : l10n.t("Enter an https address, or http on this machine.");
    },
  });
  return typed?.trim();
}
