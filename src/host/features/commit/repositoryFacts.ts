/**
 * What a commit message has to know of a repository besides the diff: its log, its branch, what it is in the middle of,
 * and the rules that it has written down.
 */
import { readFile } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import {
  commitlintFiles,
  conventionOf,
  lintRulesOf,
  type Convention,
  type LintRules,
} from "../../../core/commit/conventions.ts";
import { handWritten } from "../../../core/commit/style.ts";
import { findSecrets } from "../../../core/context/secrets.ts";
import type { RepositoryState } from "../../../core/prompts/commitMessage.ts";
import type { Exclusions } from "../../platform/commitSettings.ts";
import type { GitProgram } from "../../platform/gitProgram.ts";
import { placeRules } from "./keptBack.ts";
import { headOf, type GitPlaces } from "./snapshot.ts";

/** How many messages of the log are looked at. */
const logLength = 200;

/** Shows messages and nothing else: `log.showSignature` would put what gpg says before each. */
const showing = ["log", "--no-show-signature", "--format=%B", "--encoding=UTF-8"] as const;

/** The newest messages of the log that are no merges; empty before the first commit. */
export async function readLog(git: GitProgram): Promise<readonly string[]> {
  const { code, stdout } = await git.run([...showing, "-z", "--no-merges", `--max-count=${logLength}`]);
  if (code !== 0) return [];
  return stdout
    .toString("utf8")
    .split("\0")
    .map((message) => message.trim())
    .filter((message) => message !== "");
}

/** Messages of the log that are shown to a model, and the longest text of one. */
const samples = { count: 12, length: 1200 };

/** The newest messages that people wrote, but for those that hold a secret. */
export function samplesOf(log: readonly string[]): readonly string[] {
  return handWritten(log)
    .filter((message) => findSecrets(message).length === 0)
    .slice(0, samples.count)
    .map((message) => message.slice(0, samples.length));
}

/** The branch's name; empty while HEAD is detached. */
export async function readBranch(git: GitProgram): Promise<string> {
  const { code, stdout } = await git.run(["symbolic-ref", "--quiet", "--short", "HEAD"]);
  return code === 0 ? stdout.toString("utf8").trim() : "";
}

/** What a repository is in the middle of, with what git itself proposes as the message. */
export interface Progress {
  readonly state: RepositoryState;
  readonly draft: string;
  /** What VS Code puts into the box on account of it; empty where it does not. */
  readonly box: string;
}

/** Reads what the repository is in the middle of. */
export async function readProgress(git: GitProgram, { gitFolder }: GitPlaces): Promise<Progress> {
  const has = async (name: string): Promise<boolean> => (await readText(join(gitFolder, name))) !== undefined;
  const read = async (...names: readonly string[]): Promise<string> =>
    withoutComments((await readText(join(gitFolder, ...names))) ?? "");
  const merged = await read("MERGE_MSG");
  // `merge --squash` leaves a list of its commits, with names and addresses: those are nothing to send.
  const squashed = merged === "" ? await read("SQUASH_MSG") : "";
  const draft = merged || squashed.replace(/^(?:commit [0-9a-f]{40,64}|(?:Author|Date|Merge): .*)\n/gm, "");
  const box = merged || squashed;
  if (await has("MERGE_HEAD")) return { state: "merging", draft, box };
  if (await has("REVERT_HEAD")) return { state: "reverting", draft, box };
  if (await has("CHERRY_PICK_HEAD")) return { state: "cherry-picking", draft, box };
  const amended = await readText(join(gitFolder, "rebase-merge", "amend"));
  // After `reset HEAD^`, by which a commit is split, it still names the old commit; git goes by that, too.
  if (amended !== undefined && amended.trim() === (await headOf(git)))
    return { state: "amending", draft: await lastMessage(git), box };
  if ((await has("rebase-merge/head-name")) || (await has("rebase-apply/head-name"))) {
    return { state: "rebasing", draft: (await read("rebase-merge", "message")) || draft, box };
  }
  const isFirst = (await headOf(git)) === undefined;
  // `merge --squash` and `revert --no-commit` leave a draft without being a state of their own.
  return { state: isFirst ? "first commit" : "normal", draft, box };
}

/** The message of the newest commit. */
export async function lastMessage(git: GitProgram): Promise<string> {
  return (await git.output([...showing, "-1"])).toString("utf8").trim();
}

/** Whether files have conflicts that nobody has resolved. */
export async function hasConflicts(git: GitProgram): Promise<boolean> {
  return (await git.output(["ls-files", "--unmerged", "-z"])).length > 0;
}

/** The rules for commits that the repository has written down. */
export interface WrittenRules {
  readonly conventions: readonly Convention[];
  readonly lint: LintRules;
}

/**
 * Reads template, commitlint's configuration and the commit section of AGENTS.md, but for what holds a secret or is kept
 * back by its place.
 */
export async function readRules(
  git: GitProgram,
  { top }: GitPlaces,
  exclusions: Exclusions,
): Promise<WrittenRules> {
  const reasonAt = placeRules(top, exclusions);
  const read = async (path: string): Promise<string | undefined> => {
    const inside = relative(top, path);
    const isOutside = inside.startsWith("..") || isAbsolute(inside);
    const reason = isOutside ? undefined : await reasonAt(inside.split(sep).join("/"));
    return reason === undefined ? readText(path) : undefined;
  };
  const template = await templatePath(git, top);
  const lintFile = await firstOf(top, commitlintFiles, read);
  const manifest = await read(join(top, "package.json"));
  const sources: readonly (readonly [string, string | undefined])[] = [
    ["commit template", withoutComments((await read(template)) ?? "")],
    lintFile ?? ["package.json", manifest],
    ["AGENTS.md", await read(join(top, "AGENTS.md"))],
  ];
  return {
    conventions: sources.flatMap(([source, text]) =>
      text === undefined || findSecrets(text).length > 0 ? [] : (conventionOf(source, text) ?? []),
    ),
    lint: lintRulesOf(lintFile?.[1] ?? manifest ?? ""),
  };
}

async function templatePath(git: GitProgram, top: string): Promise<string> {
  const { code, stdout } = await git.run(["config", "--type=path", "--get", "commit.template"]);
  return resolve(top, code === 0 ? stdout.toString("utf8").trim() : ".gitmessage");
}

async function firstOf(
  top: string,
  names: readonly string[],
  read: (path: string) => Promise<string | undefined>,
): Promise<readonly [string, string] | undefined> {
  for (const name of names) {
    const text = await read(join(top, name));
    if (text !== undefined) return [name, text];
  }
  return undefined;
}

/** The file's text; undefined where there is no such file. */
async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

/** Git's own hints in a message file begin with `#`. They are taken off as VS Code does it for the box. */
function withoutComments(text: string): string {
  return text.replace(/^\s*#.*$\n?/gm, "").trim();
}
