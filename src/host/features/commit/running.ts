/**
 * What is running for which repository, and the context keys behind the buttons that start and stop it.
 */
import * as vscode from "vscode";
import type { GitRepository } from "../../platform/git.ts";

/**
 * What is running, by repository. In a remote window the Source Control view knows repositories by other addresses than
 * the extension host does, so there the buttons go by whether anything runs (`sonde.commitRunning`); else each
 * repository has its own (`sonde.commitRunningRoots`).
 */
export class Running implements vscode.Disposable {
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
