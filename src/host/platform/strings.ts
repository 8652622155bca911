/**
 * The webview's sentences in the editor's language. `vscode.l10n` looks each English sentence up in the bundle
 * under l10n/.
 */
import * as vscode from "vscode";
import { english, type StringKey, type Strings } from "../../protocol/strings.ts";

/** The table of the webview's sentences, translated. Braces are left for the webview to fill in. */
export function translatedStrings(): Strings {
  const entries = Object.entries(english).map(([key, sentence]) => [key, vscode.l10n.t(sentence)]);
  return Object.fromEntries(entries) as Record<StringKey, string>;
}
