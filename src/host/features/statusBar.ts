/**
 * The status bar item: who would answer, and whether an answer runs.
 */
import * as vscode from "vscode";
import type { Choice } from "../platform/choice.ts";
import { effortName } from "../platform/effortName.ts";

export interface StatusBarParts {
  readonly choice: () => Choice;
  readonly onChoiceChange: vscode.Event<unknown>;
}

export interface StatusBar extends vscode.Disposable {
  /** Shows whether an answer runs. */
  setRunning(isRunning: boolean): void;
}

const { l10n } = vscode;

/** Shows the item; it follows the settings. */
export function createStatusBar({ choice, onChoiceChange }: StatusBarParts): StatusBar {
  const item = vscode.window.createStatusBarItem("sonde.status", vscode.StatusBarAlignment.Right, 100);
  item.name = "Sonde";
  item.command = "sonde.selectModel";
  let isRunning = false;
  const show = (): void => {
    const { dialect, model, effort } = choice();
    const icon = isRunning ? "$(loading~spin)" : "$(sparkle)";
    item.text = `${icon} ${model.id || dialect.label} · ${effortName(effort)}`;
    const label = l10n.t("Sonde: {0}, model {1}, thinking {2}", dialect.label, model.id, effortName(effort));
    item.accessibilityInformation = { label, role: "button" };
    item.tooltip = tooltip(label);
  };
  const follow = onChoiceChange(show);
  show();
  item.show();
  return {
    setRunning(running) {
      isRunning = running;
      show();
    },
    dispose: () => vscode.Disposable.from(follow, item).dispose(),
  };
}

/** The hover: what is chosen, and links to the commands that change it. */
function tooltip(label: string): vscode.MarkdownString {
  const commands = [
    ["sonde.selectProvider", l10n.t("Provider")],
    ["sonde.selectModel", l10n.t("Model")],
    ["sonde.selectThinking", l10n.t("Thinking")],
    ["sonde.testConnection", l10n.t("Test Connection")],
    ["sonde.showSpend", l10n.t("Show Spend")],
  ] as const;
  const text = new vscode.MarkdownString();
  text.appendText(label);
  text.appendMarkdown(`\n\n${commands.map(([id, name]) => `[${name}](command:${id})`).join(" · ")}`);
  text.isTrusted = { enabledCommands: commands.map(([id]) => id) };
  return text;
}
