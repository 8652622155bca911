/**
 * What a person reads when commits can't be helped with: one clear sentence, and the buttons that mend it.
 */
import * as vscode from "vscode";
import { remediesFor, settingsAbout, type Failure, type Remedy } from "../../../core/failure.ts";
import type { Choice } from "../../platform/choice.ts";
import { failureCause, failureSentence } from "../../platform/failureText.ts";
import type { NoGit } from "../../platform/git.ts";
import { GitError } from "../../platform/gitProgram.ts";
import { noGitSentence } from "../../platform/noGit.ts";
import { showError, showWarning } from "../../platform/notices.ts";

const { l10n, commands } = vscode;

/** Says why git can't be used. */
export function tellNoGit(reason: NoGit | "no repository"): void {
  void showWarning(noGitSentence(reason));
}

/** Says that a model could not be asked, with the buttons that may help. `retry` asks once more. */
export async function tellFailure(failure: Failure, choice: Choice, retry: () => void): Promise<void> {
  const { dialect, model } = choice;
  const sentence =
    failure.kind === "context-length"
      ? l10n.t("These changes are longer than {0} can read.", model.id)
      : failureSentence(failure, dialect.label, model.id);
  const cause = failureCause(failure);
  const actions: Readonly<Partial<Record<Remedy, readonly [string, () => unknown]>>> = {
    retry: [l10n.t("Retry"), retry],
    setApiKey: [l10n.t("Set API Key"), () => commands.executeCommand("sonde.setApiKey")],
    selectModel: [l10n.t("Select Model"), () => commands.executeCommand("sonde.selectModel")],
    selectProvider: [l10n.t("Select Provider"), () => commands.executeCommand("sonde.selectProvider")],
    openSettings: [
      l10n.t("Open Settings"),
      () => commands.executeCommand("workbench.action.openSettings", settingsAbout(failure)),
    ],
    showLog: [l10n.t("Show Log"), () => commands.executeCommand("sonde.showLog")],
  };
  const offered = remediesFor(failure).flatMap((remedy) => (actions[remedy] ? [actions[remedy]] : []));
  const text = cause === "" ? sentence : `${sentence} (${cause})`;
  const pressed = await showError(text, ...offered.map(([label]) => label));
  offered.find(([label]) => label === pressed)?.[1]();
}

/** Says that a model is too small for any of the changes. */
export async function tellNoRoom({ model }: Choice): Promise<void> {
  const select = l10n.t("Select Model");
  const text = l10n.t("No line of these changes fits into what {0} can read.", model.id);
  const pressed = await showWarning(text, select);
  if (pressed === select) await commands.executeCommand("sonde.selectModel");
}

/** Says that git, or something of ours, broke; the log has the whole of it. */
export async function tellTrouble(sentence: string, error: unknown): Promise<void> {
  const showLog = l10n.t("Show Log");
  const said = error instanceof GitError ? firstLine(error.stderr) : String(error);
  const pressed = await showError(said === "" ? sentence : `${sentence} ${said}`, showLog);
  if (pressed === showLog) await commands.executeCommand("sonde.showLog");
}

/** The line in which git, or a hook, says what is wrong. */
export function firstLine(stderr: string): string {
  const lines = stderr.split(/\r?\n/).map((line) => line.trim());
  const telling = lines.find((line) => /^(fatal|error):/.test(line)) ?? lines.find((line) => line !== "");
  return (telling ?? "").replace(/^(fatal|error): /, "").slice(0, 300);
}
