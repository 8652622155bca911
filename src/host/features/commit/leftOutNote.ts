/**
 * Says quietly what of the changes the model did not see: an entry in the status bar whose tooltip lists it, there
 * until the next message. The box itself has no tooltip that an extension could set.
 */
import * as vscode from "vscode";
import type { LeftOut } from "../../../core/commit/packDiff.ts";

const { l10n } = vscode;

/** Most files that the tooltip names. */
const listed = 20;

/** The note about what was left out. */
export interface LeftOutNote extends vscode.Disposable {
  /** Shows it, or takes it away where nothing was left out. */
  set(leftOut: readonly LeftOut[]): void;
}

/** Makes the note; it is not shown before something was left out. */
export function createLeftOutNote(): LeftOutNote {
  const item = vscode.window.createStatusBarItem("sonde.commitLeftOut", vscode.StatusBarAlignment.Left, 0);
  item.name = l10n.t("Sonde: Left Out of the Commit Message");
  item.command = "sonde.showLog";
  return {
    set(leftOut) {
      if (leftOut.length === 0) return item.hide();
      item.text = `$(info) ${l10n.t("Commit message: files not seen whole: {0}", leftOut.length)}`;
      item.tooltip = tooltipOf(leftOut);
      item.accessibilityInformation = { label: tooltipOf(leftOut) };
      item.show();
    },
    dispose: () => item.dispose(),
  };
}

function tooltipOf(leftOut: readonly LeftOut[]): string {
  const lines = leftOut.slice(0, listed).map(({ path, how }) => `${path}: ${howText(how)}`);
  const more = leftOut.length > listed ? [l10n.t("… and {0} more", leftOut.length - listed)] : [];
  return [l10n.t("The model did not see these files whole:"), ...lines, ...more].join("\n");
}

function howText(how: LeftOut["how"]): string {
  switch (how) {
    case "edges":
      return l10n.t("only the edges of big changes");
    case "line":
      return l10n.t("only one line about it");
    case "withheld":
      return l10n.t("only its name; its content is kept back");
    case "unlisted":
      return l10n.t("nothing of it");
  }
}
