/**
 * Which changed files are kept from the model, and why: `.sondeignore`, `sonde.context.exclude`, `.gitignore`, and what
 * looks like a secret. `.gitignore` is read by git itself.
 */
import { readFile } from "node:fs/promises";
import ignore, { type Ignore } from "ignore";
import { findSecrets } from "../../../core/context/secrets.ts";
import type { Exclusions, Place } from "../../platform/commitSettings.ts";
import { GitError, type GitProgram } from "../../platform/gitProgram.ts";
import { IgnoreRules } from "../../platform/ignoreRules.ts";
import { inSteps } from "../../platform/inSteps.ts";
import type { RepositoryChange } from "./changes.ts";
import { isMissing } from "./snapshot.ts";

/** Why a file is kept back. `hidden`: its name is not told either. */
export type Reason = "hidden" | "excluded" | "ignored" | "secret";

/** Something that looks like a secret in a changed line. */
export interface FoundSecret {
  readonly path: string;
  /** Line in the new file, from 1; in the old one where the file is gone. */
  readonly line: number;
  readonly rule: string;
}

export interface KeptBack {
  /** The first reason for each file that is kept back: what is excluded may hold a secret, too. */
  readonly reasons: ReadonlyMap<RepositoryChange, Reason>;
  /** Files that hold what looks like a secret, kept back for whatever reason. */
  readonly withSecrets: ReadonlySet<RepositoryChange>;
  /** What the person is asked about: secrets in files that would be sent otherwise. */
  readonly secrets: readonly FoundSecret[];
}

/** Finds what of the changes must not be sent. */
export async function keepBack(
  git: GitProgram,
  top: string,
  changes: readonly RepositoryChange[],
  exclusions: Exclusions,
): Promise<KeptBack> {
  const reasonAt = placeRules(top, exclusions);
  const ignored = await ignoredByGit(git, top, changes);
  const reasons = new Map<RepositoryChange, Reason>();
  const found = await inSteps(secretsOfAll(changes));
  for (const change of changes) {
    const paths = [change.path, ...(change.oldPath === undefined ? [] : [change.oldPath])];
    const byPlace = await Promise.all(paths.map(reasonAt));
    if (byPlace.includes("hidden")) reasons.set(change, "hidden");
    else if (byPlace.includes("excluded")) reasons.set(change, "excluded");
    else if (ignored.has(change.path)) reasons.set(change, "ignored");
    else if (found.has(change)) reasons.set(change, "secret");
  }
  const told = [...found].filter(([change]) => reasons.get(change) === "secret");
  return { reasons, withSecrets: new Set(found.keys()), secrets: told.flatMap(([, secrets]) => secrets) };
}

/**
 * Tells what is kept back by its place alone: by the rules from the repository's top, and by those of the workspace
 * folder, which hold everywhere else in Sonde.
 */
export function placeRules(
  top: string,
  { exclude, placeOf }: Exclusions,
): (path: string) => Promise<"hidden" | "excluded" | undefined> {
  const byFolder = new Map<string, { readonly hiding: IgnoreRules; readonly excluded: Ignore }>();
  const rulesOf = (place: Place): { readonly hiding: IgnoreRules; readonly excluded: Ignore } => {
    const rules = byFolder.get(place.folder) ?? {
      hiding: new IgnoreRules({ read: readText, exists: async () => true }),
      excluded: ignore({ allowRelativePaths: true }).add([...place.exclude]),
    };
    byFolder.set(place.folder, rules);
    return rules;
  };
  const isHidden = (place: Place): Promise<boolean> =>
    rulesOf(place).hiding.isHidden(`${place.folder}/`, `${place.folder}/${place.path}`);
  return async (path) => {
    const inWorkspace = placeOf(path);
    const places = [{ folder: top, path, exclude }, ...(inWorkspace ? [inWorkspace] : [])];
    if ((await Promise.all(places.map(isHidden))).includes(true)) return "hidden";
    return places.some((place) => rulesOf(place).excluded.ignores(place.path)) ? "excluded" : undefined;
  };
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Files that a `.gitignore` names although they are tracked. */
async function ignoredByGit(
  git: GitProgram,
  top: string,
  changes: readonly RepositoryChange[],
): Promise<ReadonlySet<string>> {
  const paths = changes.map(({ rawPath }) => rawPath);
  return new Set(await ignoredAmong(git, top, paths));
}

/**
 * The paths that git ignores. It stops at one that lies beyond a symbolic link or in a submodule and answers nothing of
 * those behind it: then each half is asked for itself. A path that nothing is known of counts as ignored.
 */
async function ignoredAmong(
  git: GitProgram,
  top: string,
  paths: readonly Buffer[],
): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  // With the folder before it, a name that begins with a colon is no pattern of git's.
  const input = Buffer.concat(paths.flatMap((path) => [Buffer.from("./"), path, Buffer.from([0])]));
  const command = ["-C", top, "check-ignore", "--no-index", "-z", "--stdin"];
  const { code, stdout, stderr } = await git.run(command, { input });
  // Exit code 1 means that none is.
  const told = stdout.toString("utf8").split("\0");
  if (code <= 1) return told.map((path) => path.replace(/^\.\//, ""));
  if (!/beyond a symbolic link|is in submodule/.test(stderr))
    throw new GitError("check-ignore", code, stderr);
  const [only] = paths;
  if (paths.length === 1 && only) return [only.toString("utf8")];
  const middle = Math.floor(paths.length / 2);
  const first = await ignoredAmong(git, top, paths.slice(0, middle));
  return [...first, ...(await ignoredAmong(git, top, paths.slice(middle)))];
}

/** The secrets of each change that has some. */
function* secretsOfAll(
  changes: readonly RepositoryChange[],
): Generator<void, ReadonlyMap<RepositoryChange, readonly FoundSecret[]>> {
  const all = new Map<RepositoryChange, readonly FoundSecret[]>();
  for (const change of changes) {
    const secrets = secretsOf(change);
    if (secrets.length > 0) all.set(change, secrets);
    yield;
  }
  return all;
}

/** Secrets in what would be sent: changed lines and the lines around them. */
function secretsOf({ path, hunks, kind }: RepositoryChange): readonly FoundSecret[] {
  return hunks.flatMap(({ lines, newStart, oldStart }) => {
    const finds = new Map(findSecrets(lines.join("\n")).map(({ line, rule }) => [line, rule]));
    if (finds.size === 0) return [];
    let at = kind === "deleted" ? oldStart : newStart;
    return lines.flatMap((line, index) => {
      const rule = finds.get(index + 1);
      const found = rule === undefined ? [] : [{ path, line: at, rule }];
      if (!line.startsWith(kind === "deleted" ? "+" : "-") && !line.startsWith("\\")) at += 1;
      return found;
    });
  });
}
