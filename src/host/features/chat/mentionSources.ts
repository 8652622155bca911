/**
 * Context that is no part of one file: a folder, the problems, git's changes, a branch, a commit, a terminal. Read anew when the question is
 * sent; what may not leave the machine, or holds what looks like a secret, is left out and said to be.
 */
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { ContextKind } from "../../../core/conversation.ts";
import { findSecrets } from "../../../core/context/secrets.ts";
import { openGit, type Git, type GitRepository } from "../../platform/git.ts";
import type { GitProgram } from "../../platform/gitProgram.ts";
import { problemLine } from "../../platform/languageServer.ts";
import { mayBeRead, openGate } from "../../platform/leaving.ts";
import type { Offered } from "./contextChips.ts";

const { l10n } = vscode;

/** Most characters of one of these, most files of a folder, most problems. */
const longest = 400_000;
const mostFiles = 200;
const mostProblems = 200;

function made(kind: ContextKind, name: string, read: () => Promise<string | undefined>): readonly Offered[] {
  return [
    {
      chip: { id: randomUUID(), kind, path: name },
      key: `${kind} ${name}`,
      async read() {
        const text = await read();
        return text === undefined || text === "" ? undefined : { language: "", text: text.slice(0, longest) };
      },
    },
  ];
}

/** A text with its heading; one with a secret is withheld whole. */
function safely(heading: string, text: string): string {
  const [find] = findSecrets(text);
  return `${heading}\n${find ? `(left out: it holds what looks like a ${find.rule})` : text.trimEnd()}`;
}

/** The files of a folder, its subfolders included. */
export async function folderOf(uri: vscode.Uri): Promise<readonly Offered[]> {
  return made("folder", vscode.workspace.asRelativePath(uri, false), async () => {
    const gate = await openGate();
    const pattern = new vscode.RelativePattern(uri, "**/*");
    const files = (await vscode.workspace.findFiles(pattern)).filter(gate).toSorted(byPath);
    const parts: string[] = [];
    let length = 0;
    for (const file of files.slice(0, mostFiles)) {
      const text = (await mayBeRead(file, gate)) ? await readText(file) : undefined;
      if (text === undefined || length + text.length > longest) continue;
      length += text.length;
      parts.push(safely(`=== ${vscode.workspace.asRelativePath(file, false)}`, text));
    }
    const left = files.length - parts.length;
    return [...parts, ...(left > 0 ? [`(${left} more files of this folder are not shown)`] : [])].join(
      "\n\n",
    );
  });
}

function byPath(a: vscode.Uri, b: vscode.Uri): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** A file as text; undefined where it is gone or no text. */
async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return bytes.subarray(0, 8000).includes(0) ? undefined : new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

/** The errors and warnings of the workspace. */
export async function problemsOf(): Promise<readonly Offered[]> {
  return made("problems", l10n.t("Problems"), async () => {
    const gate = await openGate();
    const lines = vscode.languages
      .getDiagnostics()
      .flatMap(([uri, problems]) =>
        gate(uri)
          ? problems
              .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
              .map((problem) => `${vscode.workspace.asRelativePath(uri, false)} ${problemLine(problem)}`)
          : [],
      );
    if (lines.length === 0) return "No problems.";
    return lines.slice(0, mostProblems).join("\n");
  });
}

/** What differs from the last commit, in all repositories, file by file. */
export async function changesOf(): Promise<readonly Offered[]> {
  return made("changes", l10n.t("Git Changes"), async () => {
    const parts = await overRepositories((program, repository) =>
      fileDiffs(program, repository, ["diff", "HEAD", "--relative"]),
    );
    return parts && (parts.length === 0 ? "No changes." : parts.join("\n\n"));
  });
}

/** What the branches have that the branches they grew from have not, uncommitted changes included. */
export async function branchOf(): Promise<readonly Offered[]> {
  return made("branch", l10n.t("Branch Diff"), async () => {
    const parts = await overRepositories(async (program, repository) => {
      const base = await baseOf(program);
      if (base === undefined) return [];
      const fork = await said(program, ["merge-base", base, "HEAD"]);
      const log = await said(program, ["log", "--no-color", "--format=%h %s", "-n", "100", `${fork}..HEAD`]);
      const head = safely(`Commits since ${base}:`, log === "" ? "none" : log);
      return [head, ...(await fileDiffs(program, repository, ["diff", fork, "--relative"]))];
    });
    return parts && (parts.length === 0 ? "No branch to compare with was found." : parts.join("\n\n"));
  });
}

/** A commit that can be mentioned. */
export interface NamedCommit {
  readonly repository: GitRepository;
  readonly hash: string;
  readonly subject: string;
}

/** The newest commits of all repositories. */
export async function recentCommits(): Promise<readonly NamedCommit[]> {
  const git = await openGit();
  if (typeof git === "string") return [];
  const lists = await Promise.all(
    git.repositories.map(async (repository) => {
      const log = await said(git.program(repository), ["log", "--no-color", "--format=%h %s", "-n", "100"]);
      return log.split("\n").flatMap((line): readonly NamedCommit[] => {
        const [, hash, subject] = /^([0-9a-f]+) (.*)$/.exec(line) ?? [];
        return hash === undefined || subject === undefined ? [] : [{ repository, hash, subject }];
      });
    }),
  );
  return lists.flat();
}

/** A commit: its message and what it changed. */
export async function commitOf({ repository, hash }: NamedCommit): Promise<readonly Offered[]> {
  return made("commit", hash, async () => {
    const git = await openGit();
    if (typeof git === "string") return undefined;
    const program = git.program(repository);
    const message = safely(`Commit ${hash}:`, await said(program, ["show", "-s", "--format=%B", hash]));
    const show = ["show", "--first-parent", "-m", "--format=", "--relative", hash];
    return [message, ...(await fileDiffs(program, repository, show))].join("\n\n");
  });
}

/** What is found in each repository; undefined where git can't be used. */
async function overRepositories(
  find: (program: GitProgram, repository: GitRepository) => Promise<readonly string[]>,
): Promise<readonly string[] | undefined> {
  const git: Git | string = await openGit();
  if (typeof git === "string") return undefined;
  const parts: string[] = [];
  for (const repository of git.repositories) parts.push(...(await find(git.program(repository), repository)));
  return parts;
}

/** The differences that a git command shows, of those files that may leave. */
async function fileDiffs(
  program: GitProgram,
  { rootUri }: GitRepository,
  [command = "", ...rest]: readonly string[],
): Promise<readonly string[]> {
  const gate = await openGate();
  const plain = [command, "--no-ext-diff", "--no-color", ...rest];
  const names = await program.run([...plain, "--name-only", "-z"]);
  const all = names.stdout
    .toString("utf8")
    .split("\0")
    .map((name) => name.replace(/^\n+/, ""));
  const leaving = all.filter((name) => name !== "" && gate(vscode.Uri.joinPath(rootUri, name)));
  const parts: string[] = [];
  for (const name of leaving.slice(0, mostFiles)) {
    const diff = await program.run([...plain, "--", `:(literal)${name}`]);
    parts.push(safely(`=== ${name}`, diff.stdout.toString("utf8").trimStart()));
  }
  const left = leaving.length - parts.length;
  return left > 0 ? [...parts, `(${left} more files are not shown)`] : parts;
}

/** The branch that this one most likely grew from: the remote's main one, else one with a usual name. */
async function baseOf(program: GitProgram): Promise<string | undefined> {
  const remote = await said(program, ["rev-parse", "--abbrev-ref", "origin/HEAD"]);
  for (const name of [remote, "main", "master", "origin/main", "origin/master"]) {
    if (name === "" || name === "origin/HEAD") continue;
    const found = await program.run(["rev-parse", "--verify", "--quiet", `${name}^{commit}`]);
    if (found.code === 0) return name;
  }
  return undefined;
}

/** What git prints; empty where it refuses. */
async function said(program: GitProgram, args: readonly string[]): Promise<string> {
  const { code, stdout } = await program.run(args);
  return code === 0 ? stdout.toString("utf8").trim() : "";
}

/** The last command of the active terminal and what it said, now: later there may be another one. */
export async function terminalOf(): Promise<readonly Offered[]> {
  const before = await vscode.env.clipboard.readText();
  await vscode.env.clipboard.writeText("");
  await vscode.commands.executeCommand("workbench.action.terminal.copyLastCommandAndLastCommandOutput");
  const text = await vscode.env.clipboard.readText();
  await vscode.env.clipboard.writeText(before);
  if (text.trim() === "") {
    void vscode.window.showInformationMessage(
      l10n.t("The terminal tells no command: its shell integration is off, or nothing has run yet."),
    );
    return [];
  }
  const name = l10n.t("Terminal");
  return made("terminal", name, async () => safely("The last command and its output:", text));
}
