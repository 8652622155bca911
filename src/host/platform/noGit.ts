/** What a person reads where git can't be used. */
import * as vscode from "vscode";
import type { NoGit } from "./git.ts";

const { l10n } = vscode;

/** Why git can't say anything: it can't be used, or there is no repository, or that of a commit is not open. */
export type WithoutGit = NoGit | "no repository" | "repository not open";

/** The reason in one clear sentence. */
export function noGitSentence(reason: WithoutGit): string {
  switch (reason) {
    case "not trusted":
      return l10n.t("Git is off in Restricted Mode. Trust this workspace first.");
    case "not there":
      return l10n.t("VS Code's Git extension is disabled. Enable it first.");
    case "switched off":
      return l10n.t("Git is switched off by the setting git.enabled, or no git is installed.");
    case "no repository":
      return l10n.t("There is no Git repository in this workspace.");
    case "repository not open":
      return l10n.t("The Git repository of this commit is not open in this window.");
  }
}
