/**
 * Context that is no part of one file: a folder, the problems, git's changes, a branch, a commit, a terminal. Read anew
 * when the question is sent; what may not leave the machine, or holds what looks like a secret, is left out and said to
 * be.
 */
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { cutLines, cutText } from "../../../core/context/cutText.ts";
import { excludeGlob } from "../../../core/text/excludeGlob.ts";
import { count } from "../../../core/text/numbers.ts";
import { copiedBy } from "../../platform/copied.ts";
import { nameOf, openGit, type GitRepository } from "../../platform/git.ts";
import { GitError, type GitProgram } from "../../platform/gitProgram.ts";
import { problemLine } from "../../platform/languageServer.ts";
import { mayBeRead, openGate, passing } from "../../platform/leaving.ts";
import { noGitSentence, type WithoutGit } from "../../platform/noGit.ts";
import { placeName } from "../../platform/placeNames.ts";
import type { ChipReference, Offered } from "./offered.ts";
import {
  committed,
  joined,
  longest,
  mostFiles,
  safely,
  said,
  sinceFork,
  subjects,
  together,
  uncommitted,
  type Parts,
  type Readable,
} from "./gitParts.ts";
import { showInformation } from "../../platform/notices.ts";

const { l10n } = vscode;

/** Most problems. */
const mostProblems = 200;
/** Bytes that a character takes at most, of those that are one in a text. */
const mostBytes = 3;

/** What was read, and what the person is to know of it: that something of it is missing. */
interface Told {
  readonly text: string;
  readonly note?: string | undefined;
}

/** `thing` tells it from others of its kind, which may have the same name. */
function made(
  reference: ChipReference,
  name: string,
  read: () => Promise<Told>,
  thing = name,
): readonly Offered[] {
  const { kind } = reference;
  return [
    {
      chip: { id: randomUUID(), kind, path: name },
      reference,
      key: `${kind} ${thing}`,
      async read() {
        const { text, note } = await read();
        if (text === "") return undefined;
        const notes = [...(note === undefined ? [] : [note]), ...lengthNote(text)];
        return {
          language: "",
          text: cutText(text, longest),
          note: notes.length > 0 ? `${name}: ${notes.join(" ")}` : undefined,
        };
      },
    },
  ];
}

function lengthNote({ length }: string): readonly string[] {
  if (length <= longest) return [];
  const language = { locale: vscode.env.language };
  return [
    l10n.t(
      "only the first {0} of {1} characters go along.",
      count(longest, language),
      count(length, language),
    ),
  ];
}

/** What the person is to know of files that git tells of and that do not go along. */
function missingNote({ left, kept }: Parts): string | undefined {
  const notes = [leftNote(left), keptNote(kept)].filter((note) => note !== undefined);
  return notes.length > 0 ? notes.join(" ") : undefined;
}

function keptNote(kept: number): string | undefined {
  if (kept === 0) return undefined;
  if (kept === 1) return l10n.t("1 file is ignored, excluded or outside of the workspace, and stays here.");
  return l10n.t(
    "{0} files are ignored, excluded or outside of the workspace, and stay here.",
    count(kept, { locale: vscode.env.language }),
  );
}

/** What the person is to know where some files had no room. */
function leftNote(left: number): string | undefined {
  if (left === 0) return undefined;
  if (left === 1) return l10n.t("1 file is left out.");
  return l10n.t("{0} files are left out.", count(left, { locale: vscode.env.language }));
}

/** The files of a folder, its subfolders included. */
export async function folderOf(uri: vscode.Uri): Promise<readonly Offered[]> {
  const read = async (): Promise<Told> => {
    const gate = openGate();
    const pattern = new vscode.RelativePattern(uri, "**/*");
    const found = await vscode.workspace.findFiles(pattern, excludeGlob([], []));
    const files = (await passing(found, gate)).toSorted(byPath);
    const parts: string[] = [];
    let length = 0;
    let cut = Math.max(0, files.length - mostFiles);
    for (const file of files.slice(0, mostFiles)) {
      const text = (await mayBeRead(file, gate)) ? await readText(file) : undefined;
      if (text === undefined) continue;
      if (length + text.length > longest) {
        cut += 1;
        continue;
      }
      length += text.length;
      parts.push(safely(`=== ${placeName(file)}`, text));
    }
    const left = files.length - parts.length;
    const more = left > 0 ? [`(${left} more files of this folder are not shown)`] : [];
    return { text: [...parts, ...more].join("\n\n"), note: leftNote(cut) };
  };
  const place = uri.toString();
  return made({ kind: "folder", uri: place }, placeName(uri), read, place);
}

function byPath(a: vscode.Uri, b: vscode.Uri): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** A file as text; undefined where it is gone, larger than anything that goes along, or no text. */
async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > longest * mostBytes) return undefined;
    const bytes = await vscode.workspace.fs.readFile(uri);
    return bytes.subarray(0, 8000).includes(0) ? undefined : new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

/** The errors and warnings of the workspace. */
export async function problemsOf(): Promise<readonly Offered[]> {
  return made({ kind: "problems" }, l10n.t("Problems"), async () => {
    const gate = openGate();
    const found = vscode.languages.getDiagnostics();
    const told = new Set(
      await passing(
        found.map(([uri]) => uri),
        gate,
      ),
    );
    const lines = found.flatMap(([uri, problems]) =>
      told.has(uri)
        ? problems
            .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
            .map((problem) => `${placeName(uri)} ${problemLine(problem)}`)
        : [],
    );
    if (lines.length === 0) return { text: "No problems." };
    const language = { locale: vscode.env.language };
    const [first, all] = [count(mostProblems, language), count(lines.length, language)];
    const note = l10n.t("only the first {0} of {1} go along.", first, all);
    return {
      text: cutLines(lines, mostProblems, "problems"),
      note: lines.length > mostProblems ? note : undefined,
    };
  });
}

/** All that is not committed, in all repositories, file by file. */
export async function changesOf(): Promise<readonly Offered[]> {
  return made({ kind: "changes" }, l10n.t("Git Changes"), () => overRepositories(uncommitted, "No changes."));
}

/** What the branches have that the branches they grew from have not; what is not committed counts too. */
export async function branchOf(): Promise<readonly Offered[]> {
  return made({ kind: "branch" }, l10n.t("Branch Diff"), () =>
    overRepositories(sinceFork, "No branch to compare with was found."),
  );
}

/** A commit that can be mentioned. */
export interface NamedCommit {
  /** The address of the top of its repository. */
  readonly root: string;
  readonly hash: string;
  readonly subject: string;
}

/** The newest commits of all repositories. */
export async function recentCommits(): Promise<readonly NamedCommit[]> {
  const git = await openGit();
  if (typeof git === "string") return [];
  const lists = await Promise.all(
    git.repositories.map(async (repository) => {
      const log = await said(git.reader(repository), subjects);
      return log.split("\n").flatMap((line): readonly NamedCommit[] => {
        const [, hash, subject] = /^([0-9a-f]+) (.*)$/.exec(line) ?? [];
        const root = repository.rootUri.toString();
        return hash === undefined || subject === undefined ? [] : [{ root, hash, subject }];
      });
    }),
  );
  return lists.flat();
}

/** A commit: its message and what it changed. */
export async function commitOf({ root, hash }: Omit<NamedCommit, "subject">): Promise<readonly Offered[]> {
  return made({ kind: "commit", uri: root, hash }, hash, () =>
    asked(async () => {
      const git = await openGit();
      if (typeof git === "string") return noGit(git);
      const repository = git.repositories.find(({ rootUri }) => rootUri.toString() === root);
      if (!repository) return noGit("repository not open");
      const parts = await committed(git.reader(repository), await readable(repository), hash);
      return { text: together(parts, ""), note: missingNote(parts) };
    }),
  );
}

/** What is found in each repository; `nothing` where there is nothing in any. */
async function overRepositories(
  find: (program: GitProgram, files: Readable) => Promise<Parts>,
  nothing: string,
): Promise<Told> {
  return asked(async () => {
    const git = await openGit();
    if (typeof git === "string") return noGit(git);
    if (git.repositories.length === 0) return noGit("no repository");
    const found: Parts[] = [];
    for (const repository of git.repositories) {
      const parts = await find(git.reader(repository), await readable(repository));
      const isOneOfSeveral = git.repositories.length > 1 && parts.texts.length > 0;
      const heading = isOneOfSeveral ? [`Repository ${nameOf(repository, git.repositories)}:`] : [];
      found.push({ ...parts, texts: [...heading, ...parts.texts] });
    }
    const all = joined(found);
    return { text: together(all, nothing), note: missingNote(all) };
  });
}

/** What git answers; where it refuses, that it does: its own words are for the person alone. */
async function asked(ask: () => Promise<Told>): Promise<Told> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const [words = ""] = error.stderr.trim().split("\n");
    return {
      text: "(Git could not say what has changed.)",
      note: l10n.t("git could not say what has changed. It says: {0}", words),
    };
  }
}

/** Where git can't be used it is not known whether there is a repository: the model must not take it for none. */
function noGit(reason: WithoutGit): Told {
  const text = reason === "no repository" ? "(There is no git repository.)" : "(Git can't be asked here.)";
  return { text, note: noGitSentence(reason) };
}

/** Which files of a repository may leave, and their texts. */
async function readable({ rootUri }: GitRepository): Promise<Readable> {
  const gate = openGate();
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(rootUri, name);
  return {
    mayLeave: (name) => gate(at(name)),
    read: async (name) => ((await mayBeRead(at(name), gate)) ? readText(at(name)) : undefined),
  };
}

/** The last command of the active terminal and what it said, now: later there may be another one. */
export async function terminalOf(): Promise<readonly Offered[]> {
  const text = await copiedBy("workbench.action.terminal.copyLastCommandAndLastCommandOutput");
  if (text.trim() === "") {
    void showInformation(
      l10n.t("The terminal tells no command: its shell integration is off, or nothing has run yet."),
    );
    return [];
  }
  const name = l10n.t("Terminal");
  return made({ kind: "terminal", name }, name, async () => ({
    text: safely("The last command and its output:", text),
  }));
}
