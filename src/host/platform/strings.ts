/**
 * Tables of sentences in the editor's language. `vscode.l10n` looks each English sentence up in the bundle under l10n/.
 */
import * as vscode from "vscode";

/** The table, translated. Braces are left for the page to fill in. */
export function translated<Key extends string>(
  english: Readonly<Record<Key, string>>,
): Readonly<Record<Key, string>> {
  const table: Record<Key, string> = { ...english };
  for (const key in english) table[key] = vscode.l10n.t(english[key]);
  return table;
}
