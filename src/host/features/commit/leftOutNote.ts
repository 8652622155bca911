/**
 * Says quietly what of the changes the model did not see: the tooltip of the box lists it while the message stands there,
 * and an entry in the status bar until the next message. The box is an editor, so its tooltip is a hover.
 */
import * as vscode from "vscode";
import type { LeftOut } from "../../../core/commit/packDiff.ts";
import { isStillIn } from "../../../core/commit/stillIn.ts";
import { rootOfBox, type GitRepository } from "../../platform/git.ts";

const { l10n } = vscode;

/** The documents behind the boxes of the Source Control view. */
const boxes = { scheme: "vscode-scm", language: "scminput" };
/** Most files that the tooltip names. */
const listed = 20;

/** The note about what was left out. */
export interface LeftOutNote extends vscode.Disposable {
  /** Shows it for a message in a repository's box, or takes it away where nothing was left out. */
  set(repository: GitRepository, message: string, leftOut: readonly LeftOut[]): void;
}

/** Makes the note; it is not shown before something was left out. */
export function createLeftOutNote(): LeftOutNote {
  const noted = new Map<string, { readonly message: string; readonly text: string }>();
  const item = vscode.window.createStatusBarItem("sonde.commitLeftOut", vscode.StatusBarAlignment.Left, 0);
  item.name = l10n.t("Sonde: Left Out of the Commit Message");
  item.command = "sonde.showLog";
  const hovers = vscode.languages.registerHoverProvider(boxes, {
    provideHover(box) {
      const one = noted.get(rootOfBox(box.uri) ?? "");
      if (!one || !isStillIn(box.getText(), one.message)) return undefined;
      return new vscode.Hover(new vscode.MarkdownString().appendText(one.text));
    },
  });
  return {
    set(repository, message, leftOut) {
      const key = repository.rootUri.toString();
      if (leftOut.length === 0) {
        noted.delete(key);
        return item.hide();
      }
      const text = tooltipOf(leftOut);
      noted.set(key, { message, text });
      item.text = `$(info) ${l10n.t("Commit message: files not seen whole: {0}", leftOut.length)}`;
      item.tooltip = text;
      item.accessibilityInformation = { label: text };
      item.show();
    },
    dispose: () => vscode.Disposable.from(item, hovers).dispose(),
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
