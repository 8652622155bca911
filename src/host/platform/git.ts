/**
 * VS Code's built-in git extension: its repositories, their boxes, and the git binary that it found. A soft dependency:
 * it may be switched off, missing, or asleep in a workspace that is not trusted. The shapes are the part of its API
 * (version 1, `extensions/git/src/api/git.d.ts`) that Sonde uses.
 */
import * as vscode from "vscode";
import { folderNameOf } from "../../core/text/folderPaths.ts";
import { createGitProgram, type GitLimit, type GitProgram } from "./gitProgram.ts";

/** One repository as the git extension keeps it. */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  /** The box for the commit message. */
  readonly inputBox: { value: string };
  readonly state: {
    readonly mergeChanges: readonly unknown[];
    readonly indexChanges: readonly unknown[];
    readonly workingTreeChanges: readonly unknown[];
    /** Filled only when `git.untrackedChanges` is `separate`. */
    readonly untrackedChanges?: readonly unknown[];
  };
  /** Reads the state anew, as after a command outside of the editor. */
  status(): Promise<void>;
}

interface GitApi {
  readonly state: "uninitialized" | "initialized";
  readonly onDidChangeState: vscode.Event<"uninitialized" | "initialized">;
  readonly git: { readonly path: string };
  readonly repositories: readonly GitRepository[];
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** Git as it can be used right now. */
export interface Git {
  readonly repositories: readonly GitRepository[];
  /** The git binary in a repository's folder. */
  program(repository: GitRepository): GitProgram;
  /** The same for what somebody waits for and can't stop: it gives up on a git that hangs. */
  reader(repository: GitRepository): GitProgram;
}

/** A partial clone that fetches what is missing takes its time; a network drive that is gone takes for ever. */
const readingLimit: GitLimit = {
  ms: 60_000,
  error: () => new Error(vscode.l10n.t("git did not answer within a minute.")),
};

/** Why git can't be used. */
export type NoGit = "not trusted" | "not there" | "switched off";

/** Wakes the git extension and waits until it knows its repositories. */
export async function openGit(): Promise<Git | NoGit> {
  if (!vscode.workspace.isTrusted) return "not trusted";
  const extension = vscode.extensions.getExtension<GitExtension>("vscode.git");
  if (!extension) return "not there";
  const git = await extension.activate();
  if (!git.enabled) return "switched off";
  const api = git.getAPI(1);
  await initialized(api);
  return {
    repositories: api.repositories,
    program: ({ rootUri }) => createGitProgram(api.git.path, rootUri.fsPath),
    reader: ({ rootUri }) => createGitProgram(api.git.path, rootUri.fsPath, {}, readingLimit),
  };
}

async function initialized(api: GitApi): Promise<void> {
  if (api.state === "initialized") return;
  await new Promise<void>((resolve) => {
    const waiting = api.onDidChangeState((state) => {
      if (state !== "initialized") return;
      waiting.dispose();
      resolve();
    });
  });
}

/**
 * The repository that a command is about. A button in the Source Control view hands over its SourceControl, which has
 * a `rootUri`; from the palette there is none.
 */
export function repositoryOf(git: Git, argument: unknown): GitRepository | undefined {
  const uri =
    typeof argument === "object" && argument !== null && "rootUri" in argument ? argument.rootUri : argument;
  if (!(uri instanceof vscode.Uri)) return undefined;
  return git.repositories.find(({ rootUri }) => rootUri.toString() === uri.toString());
}

/** The address of the repository whose box a document of the Source Control view is. */
export function rootOfBox({ query }: vscode.Uri): string | undefined {
  return new URLSearchParams(query).get("rootUri") ?? undefined;
}

/** Whether a repository has anything to commit. */
export function hasChanges({ state }: GitRepository): boolean {
  const { mergeChanges, indexChanges, workingTreeChanges, untrackedChanges = [] } = state;
  return [mergeChanges, indexChanges, workingTreeChanges, untrackedChanges].some((list) => list.length > 0);
}

/** A repository's name: its folder, with the way to it where two have the same. */
export function nameOf(repository: GitRepository, all: readonly GitRepository[]): string {
  const name = folderNameOf(repository.rootUri.path);
  const isAmbiguous = all.some((one) => one !== repository && one.rootUri.path.endsWith(`/${name}`));
  return isAmbiguous ? vscode.workspace.asRelativePath(repository.rootUri, true) : name;
}
