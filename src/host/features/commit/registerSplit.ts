/**
 * Split Changes into Commits: asks for a plan and shows it for review. What a person does with the plan is in
 * planCommands.ts.
 */
import * as vscode from "vscode";
import type { Log } from "../../../core/log.ts";
import type { Ask } from "../../platform/ask.ts";
import { possibleEffort, type Choice } from "../../platform/choice.ts";
import { readCommitSettings } from "../../platform/commitSettings.ts";
import { nameOf, openGit, repositoryOf, type Git, type GitRepository } from "../../platform/git.ts";
import { readSettings } from "../../platform/settings.ts";
import type { TokenRatios } from "../../platform/tokenRatios.ts";
import { goOnDespiteSecrets } from "./askAboutSecrets.ts";
import { pickRepositories } from "./pickRepositories.ts";
import { planView, type PlanView } from "./planCommands.ts";
import { PlanSession } from "./planSession.ts";
import { prepareSplit, type PreparedSplit, type Unsplit } from "./prepareSplit.ts";
import { proposeSplit, type Proposal } from "./proposeSplit.ts";
import type { Running } from "./running.ts";
import { tellFailure, tellNoGit, tellTrouble } from "./tell.ts";
import { showProgress, showWarning } from "../../platform/notices.ts";

export interface SplitParts {
  readonly ask: Ask;
  readonly choice: () => Choice;
  readonly ratios: TokenRatios;
  readonly log: Log;
  readonly running: Running;
}

const { l10n } = vscode;

/** Registers the command, the view of the plan and its commands. */
export function registerSplit(parts: SplitParts): vscode.Disposable {
  const view = planView(parts.log);
  const split = async (argument: unknown): Promise<void> => {
    const git = await openGit();
    if (typeof git === "string") return tellNoGit(git);
    if (git.repositories.length === 0) return tellNoGit("no repository");
    const repository =
      repositoryOf(git, argument) ?? (await pickRepositories(git, { offersAll: false }))?.[0];
    if (repository && (await view.mayReplace())) await start(git, repository, parts, view);
  };
  return vscode.Disposable.from(view, vscode.commands.registerCommand("sonde.splitCommit", split));
}

async function start(git: Git, repository: GitRepository, parts: SplitParts, view: PlanView): Promise<void> {
  const controller = parts.running.begin(repository);
  if (!controller) return;
  const name = nameOf(repository, git.repositories);
  const title = l10n.t("Splitting the changes of {0}", name);
  try {
    await showProgress({ location: vscode.ProgressLocation.SourceControl }, () =>
      showProgress({ location: vscode.ProgressLocation.Window, title }, (progress) =>
        propose(git, repository, parts, view, controller.signal, progress),
      ),
    );
  } catch (error) {
    if (controller.signal.aborted) return;
    parts.log.warn(`Splitting the changes of ${name} failed: ${String(error)}`);
    void tellTrouble(l10n.t("Git could not show the changes of {0}.", name), error);
  } finally {
    parts.running.end(repository);
  }
}

async function propose(
  git: Git,
  repository: GitRepository,
  parts: SplitParts,
  view: PlanView,
  signal: AbortSignal,
  progress: vscode.Progress<{ message?: string }>,
): Promise<void> {
  const name = nameOf(repository, git.repositories);
  const settings = readCommitSettings(repository.rootUri);
  const prepared = await prepareSplit(git.program(repository), {
    exclusions: settings,
    encoding: settings.encoding,
    fixed: { style: settings.style, language: settings.language },
    instructions: settings.instructions,
    signal,
  });
  if (prepared.kind !== "ready") return tellUnsplit(prepared, name);
  let isKept = false;
  try {
    if (!(await goOnDespiteSecrets(prepared.kept.secrets, repository.rootUri))) return;
    const chosen = parts.choice();
    const choice = { ...chosen, effort: possibleEffort(chosen.model, settings.thinking) };
    const proposal = await proposeSplit({
      ask: parts.ask,
      choice,
      maxOutputTokens: readSettings().maxOutputTokens,
      ratio: parts.ratios.of(choice.model.id),
      prepared,
      remainder: remainderIn(prepared),
      signal,
      onProgress: (commits) => progress.report({ message: l10n.t("Commits so far: {0}", commits) }),
    });
    if (proposal.kind === "failed") {
      void tellFailure(proposal.failure, choice, () => void start(git, repository, parts, view));
    }
    if (proposal.kind === "cut") {
      void showWarning(l10n.t("{0} did not finish its plan.", choice.model.id));
    }
    if (proposal.kind !== "plan") return;
    const { mended } = proposal;
    isKept = true;
    await view.show(
      new PlanSession({ git, repository, name, prepared, mended }),
      notesOn(proposal, prepared),
    );
  } finally {
    if (!isKept) await prepared.snapshot.dispose();
  }
}

/** What the commit of forgotten parts says, in the repository's language and form. */
function remainderIn({ style }: PreparedSplit): { readonly message: string; readonly reason: string } {
  const words = style.wantedLanguage === "zh" ? "其他更改" : "Further changes";
  const message = style.form === "conventional" ? `chore: ${words.toLowerCase()}` : words;
  return { message, reason: l10n.t("No other commit of the proposal named these.") };
}

/** What the person should know of how the plan came about. */
function notesOn({ mended }: Proposal & { kind: "plan" }, prepared: PreparedSplit): readonly string[] {
  const { forgotten, doubled, isReadable, plan } = mended;
  const notes: string[] = [];
  if (!isReadable && plan.commits.length > 0) {
    notes.push(l10n.t("The model's answer held no plan: everything is in one commit."));
  } else if (forgotten.length > 0) {
    notes.push(l10n.t("Parts that the model left out: {0}. They are in the last commit.", forgotten.length));
  }
  if (doubled.length > 0) {
    notes.push(
      l10n.t("Parts that the model named twice: {0}. They are where it named them first.", doubled.length),
    );
  }
  const aside = new Set(prepared.aside.values());
  if (aside.has("secret")) {
    notes.push(l10n.t("What looks like a secret stays uncommitted unless you move it."));
  }
  if (aside.has("hidden")) {
    notes.push(l10n.t("What a .sondeignore names stays uncommitted unless you move it."));
  }
  if (aside.has("repository")) {
    notes.push(l10n.t("A repository within this one stays uncommitted unless you move it."));
  }
  if (prepared.stagedOnly.length > 0) {
    const paths = prepared.stagedOnly.map(({ path }) => path).join(l10n.t(", "));
    notes.push(l10n.t("The file counts, not its staged version: {0}.", paths));
  }
  return notes;
}

function tellUnsplit({ kind }: Unsplit, name: string): void {
  const sentences = {
    conflicts: l10n.t("{0} has conflicts. Resolve and stage them first.", name),
    "no changes": l10n.t("There is nothing to commit in {0}.", name),
    "under way": l10n.t(
      "{0} is in the middle of a merge, rebase, revert or cherry-pick. Finish it first.",
      name,
    ),
  } as const;
  void showWarning(sentences[kind]);
}
