/**
 * Makes the commits of a plan, one after the other. Owns the promise that nothing is lost: the work tree is never
 * written, the index only after its commit stands, and before each step everything is looked at again.
 *
 * A commit is made by `git commit` with an index of its own, as `git commit --only` does it, so that hooks, signing and
 * the person's configuration work as they always do.
 */
import { join } from "node:path";
import type { PlannedCommit } from "../../../core/commit/plan.ts";
import { GitError, type GitProgram } from "../../platform/gitProgram.ts";
import { fitsAltered } from "./fitsAltered.ts";
import { followIndex } from "./followIndex.ts";
import { ownFolder, removeOwn } from "./ownFolders.ts";
import { indexLines, nextTree, type Sorted } from "./planTrees.ts";
import { headOf, placesOf, readWorkTree, treeOf, type GitPlaces } from "./snapshot.ts";

/** What a plan was made for. While this is not true, none of its commits is made. */
export interface Ground {
  /** The newest commit; undefined before the first. */
  readonly head: string | undefined;
  /** The tree of the whole work tree. */
  readonly workTree: string;
  /** Parts that earlier commits of this plan hold. */
  readonly applied: ReadonlySet<string>;
}

/** What a commit is made of. */
type ToCommit = Pick<PlannedCommit, "message" | "parts">;

/** A commit that was made. */
export interface MadeCommit {
  readonly oid: string;
  /** Whether a hook put something else into it than was planned. */
  readonly isAltered: boolean;
  readonly planned: ToCommit;
}

/** Why it did not go on. */
export type Stop =
  | { readonly kind: "cancelled" }
  /** Files, or the newest commit, are not as they were when the plan was made. */
  | { readonly kind: "changed" }
  /** A hook put something else into the commit than was planned, and what follows would undo it. */
  | { readonly kind: "altered" }
  /** Git or a hook said no. */
  | { readonly kind: "refused"; readonly said: string };

/** What was done, and why not all of it where that is so. */
export interface Made {
  readonly commits: readonly MadeCommit[];
  readonly stop: Stop | undefined;
  /** What holds now; the rest of the plan may go on from here. After `altered` that is never true. */
  readonly ground: Ground;
}

export interface MakeOptions {
  readonly git: GitProgram;
  readonly sorted: Sorted;
  readonly commits: readonly ToCommit[];
  readonly ground: Ground;
  /** Further arguments for `git commit`, such as `--signoff`. */
  readonly flags: readonly string[];
  /** Whether git must know the author's name and address, and may not make them up from the machine's. */
  readonly needsAuthor: boolean;
  readonly signal: AbortSignal;
  /** Told before each commit, from 0. */
  readonly onStep: (index: number) => void;
}

/** Makes the commits. Rejects only where git can't be run at all: before the first commit, with nothing changed. */
export async function makeCommits(options: MakeOptions): Promise<Made> {
  const places = await placesOf(options.git);
  const folder = await ownFolder();
  try {
    return await makeAll(options, places, folder);
  } finally {
    await removeOwn(folder);
  }
}

async function makeAll(options: MakeOptions, places: GitPlaces, folder: string): Promise<Made> {
  const { signal } = options;
  let { ground } = options;
  const commits: MadeCommit[] = [];
  const ended = (stop: Stop | undefined): Made => ({ commits, stop, ground });
  for (const [index, planned] of options.commits.entries()) {
    if (signal.aborted) return ended({ kind: "cancelled" });
    options.onStep(index);
    const step = await makeOne(options, places, folder, ground, planned).catch(refusal);
    if ("kind" in step) return ended(step);
    commits.push({ oid: step.oid, isAltered: step.isAltered, planned });
    ground = step.ground;
    if (ground.workTree === unfit && index + 1 < options.commits.length) return ended({ kind: "altered" });
  }
  return ended(undefined);
}

/** Git that could not do its work, such as on a full disk, stops the plan as a hook's no does: what stands, stands. */
function refusal(error: unknown): Stop {
  return { kind: "refused", said: error instanceof GitError ? error.stderr.trim() : String(error) };
}

/** Stands for a work tree that no longer is what the plan was made for: no tree has this id. */
const unfit = "";

async function makeOne(
  { git, sorted, flags, needsAuthor, signal }: MakeOptions,
  places: GitPlaces,
  folder: string,
  ground: Ground,
  planned: ToCommit,
): Promise<Stop | (Omit<MadeCommit, "planned"> & { readonly ground: Ground })> {
  // The first look also writes the work tree's files into the repository, where the commits will need them.
  const workTree = await readWorkTree(git, places, join(folder, "work-index"));
  if (workTree !== ground.workTree || (await headOf(git)) !== ground.head) return { kind: "changed" };
  const indexFile = join(folder, "commit-index");
  const base = await treeOf(git, ground.head);
  const lines = await indexLines(git, sorted, ground.applied, planned.parts);
  const tree = await nextTree(git, indexFile, base, lines);
  const environment = { GIT_INDEX_FILE: indexFile, LC_ALL: process.env["LC_ALL"] ?? "" };
  const known = needsAuthor ? ["-c", "user.useConfigOnly=true"] : [];
  const commit = ["commit", "--quiet", "--cleanup=whitespace", ...flags, "--file=-"];
  const args = ["-C", places.top, ...known, ...commit];
  const running = git.run(args, { input: `${planned.message}\n`, environment, signal });
  // A hook, or a question for a passphrase, may hang: git may be ended at any time, for the index is not the person's.
  const answer = await running.catch((error: unknown) => {
    if (!signal.aborted) throw error;
    return undefined;
  });
  const oid = await headOf(git);
  // A hook that runs after the commit may fail; what counts is whether the commit stands.
  if (oid === undefined || oid === ground.head) {
    if (!answer) return { kind: "cancelled" };
    const said = `${answer.stderr}\n${answer.stdout.toString("utf8")}`.trim();
    return { kind: "refused", said };
  }
  const trouble = await followIndex(git, places, ground.head, oid);
  if (trouble !== undefined) return { kind: "refused", said: trouble };
  const made = { ...ground, head: oid, applied: new Set([...ground.applied, ...planned.parts]) };
  const committed = await treeOf(git, oid);
  if (committed === tree) return { oid, isAltered: false, ground: made };
  const after = async (): Promise<string> => {
    const now = await readWorkTree(git, places, join(folder, "work-index"));
    const pairs = [
      [tree, committed],
      [workTree, now],
    ] as const;
    return (await fitsAltered(git, sorted, { parts: planned.parts, applied: made.applied, pairs }))
      ? now
      : unfit;
  };
  // The commit stands, whatever can't be read behind it.
  return { oid, isAltered: true, ground: { ...made, workTree: await after().catch(() => unfit) } };
}
