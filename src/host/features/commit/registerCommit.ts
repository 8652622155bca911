/**
 * The commit commands: which repository they are about, what is running, and the context keys behind the buttons.
 */
import * as vscode from "vscode";
import { openGit, repositoryOf, type Git, type GitRepository } from "../../platform/git.ts";
import { generate, type GenerateParts } from "./generate.ts";
import { createLeftOutNote } from "./leftOutNote.ts";
import { pickRepositories } from "./pickRepositories.ts";
import type { PrepareOptions } from "./prepare.ts";
import { tellNoGit } from "./tell.ts";
import { Variants } from "./variants.ts";

export type CommitParts = Pick<GenerateParts, "ask" | "choice" | "log">;

/** Registers Generate Commit Message and its Stop. */
export function registerCommit(parts: CommitParts): vscode.Disposable {
  const running = new Running();
  const note = createLeftOutNote();
  const all = { ...parts, note, variants: new Variants() };
  /** Runs to the end; false if it was stopped. */
  const start = async (
    git: Git,
    repository: GitRepository,
    what: PrepareOptions["what"],
  ): Promise<boolean> => {
    const controller = running.begin(repository);
    if (!controller) return true;
    const again = (next: PrepareOptions["what"]): void => void start(git, repository, next);
    const location = vscode.ProgressLocation.SourceControl;
    const run = { git, repository, what, controller, again };
    try {
      await vscode.window.withProgress({ location }, () => generate(run, all));
    } finally {
      running.end(repository);
    }
    return !controller.signal.aborted;
  };
  const generateMessage = async (argument: unknown): Promise<void> => {
    const git = await openGit();
    if (typeof git === "string") return tellNoGit(git);
    if (git.repositories.length === 0) return tellNoGit("no repository");
    const one = repositoryOf(git, argument);
    const chosen = one ? [one] : await pickRepositories(git, { offersAll: true });
    // One after the other: each may ask about secrets, and one host is asked.
    for (const repository of chosen ?? []) {
      if (!(await start(git, repository, "changes"))) return;
    }
  };
  const stop = async (argument: unknown): Promise<void> => {
    const git = await openGit();
    running.stop(typeof git === "string" ? undefined : repositoryOf(git, argument));
  };
  return vscode.Disposable.from(
    note,
    running,
    vscode.commands.registerCommand("sonde.generateCommitMessage", generateMessage),
    vscode.commands.registerCommand("sonde.stopCommitMessage", stop),
  );
}

/**
 * What is running, by repository. In a remote window the Source Control view knows repositories by other addresses than
 * the extension host does, so there the buttons go by whether anything runs (`sonde.commitRunning`); else each
 * repository has its own (`sonde.commitRunningRoots`).
 */
class Running implements vscode.Disposable {
  readonly #controllers = new Map<string, AbortController>();

  /** Begins a run; undefined where one is under way. */
  begin({ rootUri }: GitRepository): AbortController | undefined {
    if (this.#controllers.has(rootUri.toString())) return undefined;
    const controller = new AbortController();
    this.#controllers.set(rootUri.toString(), controller);
    this.#tell();
    return controller;
  }

  end({ rootUri }: GitRepository): void {
    this.#controllers.delete(rootUri.toString());
    this.#tell();
  }

  /** Stops the run of a repository; all runs where none is named, or where that one does not run. */
  stop(repository: GitRepository | undefined): void {
    const own = repository && this.#controllers.get(repository.rootUri.toString());
    for (const controller of own ? [own] : this.#controllers.values()) controller.abort();
  }

  dispose(): void {
    this.stop(undefined);
  }

  #tell(): void {
    const roots = [...this.#controllers.keys()];
    void vscode.commands.executeCommand("setContext", "sonde.commitRunning", roots.length > 0);
    void vscode.commands.executeCommand("setContext", "sonde.commitRunningRoots", roots);
  }
}
