/** Providers by names in the person's language, where a name is words and not somebody's own. */
import * as vscode from "vscode";
import type { Dialect } from "../../provider/dialect.ts";

/** The providers with such names. */
export function inOwnLanguage(dialects: readonly Dialect[]): readonly Dialect[] {
  return dialects.map((dialect) => ({ ...dialect, label: vscode.l10n.t(dialect.label) }));
}
