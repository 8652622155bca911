/**
 * The efforts by the names that a person reads.
 */
import * as vscode from "vscode";
import type { Effort } from "../../core/request.ts";

/** The name of an effort in the editor's language. */
export function effortName(effort: Effort): string {
  switch (effort) {
    case "off":
      return vscode.l10n.t("off");
    case "low":
      return vscode.l10n.t("low");
    case "high":
      return vscode.l10n.t("high");
    case "max":
      return vscode.l10n.t("max");
  }
}
