/**
 * Gathers all that a split needs of one repository: every change since the newest commit, its parts, and what of it
 * must not be sent. Nothing of the repository is changed.
 */
import { chooseStyle, type ChosenStyle } from "../../../core/commit/chosenStyle.ts";
import { packDiff, type PackedDiff } from "../../../core/commit/packDiff.ts";
import { changesOf, partsOf, type Part } from "../../../core/commit/parts.ts";
import type { FileChange } from "../../../core/commit/change.ts";
import type { PartNames } from "../../../core/commit/changeText.ts";
import { learnStyle } from "../../../core/commit/style.ts";
import { splitMessages } from "../../../core/prompts/splitCommit.ts";
import type { GitProgram } from "../../platform/gitProgram.ts";
import { inSteps } from "../../platform/inSteps.ts";
import { decoder, readChanges, type RepositoryChange } from "./changes.ts";
import { embeddedAmong } from "./embedded.ts";
import { keepBack, type KeptBack } from "./keptBack.ts";
import type { Ground } from "./makeCommits.ts";
import { sortedFrom, type Sorted } from "./planTrees.ts";
import { packQuestion, type PackedQuestion } from "./packQuestion.ts";
import type { PrepareOptions } from "./prepare.ts";
import { hasConflicts, readLog, readProgress, readRules, samplesOf } from "./repositoryFacts.ts";
import { placesOf, takeSnapshot, type Snapshot } from "./snapshot.ts";

/** All that a split needs. Whoever has it disposes of the snapshot. */
export interface PreparedSplit {
  readonly kind: "ready";
  readonly snapshot: Snapshot;
  readonly sorted: Sorted;
  readonly ground: Ground;
  readonly style: ChosenStyle;
  readonly kept: KeptBack;
  /** Parts that stay uncommitted unless the person says otherwise, by their ids. The model is not told of them. */
  readonly aside: ReadonlyMap<string, Aside>;
  /** Files whose staged version is neither the committed one nor the file's: only the file's will be committed. */
  readonly stagedOnly: readonly StagedOnly[];
  /** The messages of the request, with a prompt of at most so many tokens. */
  ask(budget: number): Promise<PackedQuestion>;
}

/**
 * Why a part stays uncommitted: it holds what looks like a secret, a `.sondeignore` hides it from the model, or it is a
 * repository within this one.
 */
export type Aside = "secret" | "hidden" | "repository";

/** A staged version that no commit will hold; git keeps its blob for some weeks. */
export interface StagedOnly {
  readonly path: string;
  readonly oid: string;
}

/** Why there is nothing to split. */
export type Unsplit = { readonly kind: "no changes" | "conflicts" | "under way" };

export type SplitOptions = Omit<PrepareOptions, "what">;

/** Gathers. Rejects with a GitError where git says no. */
export async function prepareSplit(git: GitProgram, options: SplitOptions): Promise<PreparedSplit | Unsplit> {
  const places = await placesOf(git);
  if (await hasConflicts(git)) return { kind: "conflicts" };
  const { state } = await readProgress(git, places);
  if (state !== "normal" && state !== "first commit") return { kind: "under way" };
  const snapshot = await takeSnapshot(git, options.signal);
  try {
    const { head, headTree } = snapshot;
    const workTree = await snapshot.workTree();
    const decode = decoder(options.encoding);
    const changes = await readChanges(snapshot.git, headTree, workTree, decode, options.signal);
    if (changes.length === 0) {
      await snapshot.dispose();
      return { kind: "no changes" };
    }
    const kept = await keepBack(git, places.top, changes, options.exclusions);
    const [log, rules] = await Promise.all([readLog(git), readRules(git, places, options.exclusions)]);
    const style = chooseStyle(learnStyle(log), options.fixed, rules.lint);
    const parts = partsOf(changes);
    const sorted = sortedFrom(changes, parts);
    const aside = setAside(changes, parts, kept, await embeddedAmong(git, places.top, changes));
    const offered = parts.filter(({ id }) => !aside.has(id));
    const { conventions } = rules;
    const manner = { conventions, samples: samplesOf(log) };
    const { instructions } = options;
    return {
      kind: "ready",
      snapshot,
      sorted,
      ground: { head, workTree, applied: new Set() },
      style,
      kept,
      aside,
      stagedOnly: await readStagedOnly(snapshot, workTree),
      ask: (budget) =>
        packQuestion({
          budget,
          manner,
          build: (told, diff) => splitMessages({ ...told, style, instructions, diff }),
          pack: (most) => pack(changes, offered, kept, most),
        }),
    };
  } catch (error) {
    await snapshot.dispose();
    throw error;
  }
}

function setAside(
  changes: readonly RepositoryChange[],
  parts: readonly Part[],
  { reasons, withSecrets }: KeptBack,
  embedded: ReadonlySet<RepositoryChange>,
): ReadonlyMap<string, Aside> {
  const aside = new Map<string, Aside>();
  for (const part of parts) {
    const own = changesOf(part).flatMap((index) => changes[index] ?? []);
    if (own.some((change) => withSecrets.has(change))) aside.set(part.id, "secret");
    else if (own.some((change) => reasons.get(change) === "hidden")) aside.set(part.id, "hidden");
    else if (own.some((change) => embedded.has(change))) aside.set(part.id, "repository");
  }
  return aside;
}

/** Packs the files that these parts are of. */
function pack(
  changes: readonly RepositoryChange[],
  parts: readonly Part[],
  { reasons }: KeptBack,
  budget: number,
): Promise<PackedDiff> {
  const names = new Map<FileChange, { readonly others: string[]; readonly hunks: string[] }>();
  for (const part of parts) {
    for (const change of changesOf(part).flatMap((index) => changes[index] ?? [])) {
      const own = names.get(change) ?? { others: [], hunks: [] };
      (part.kind === "hunk" ? own.hunks : own.others).push(part.id);
      names.set(change, own);
    }
  }
  const withheld = new Set<FileChange>(reasons.keys());
  const named = changes.filter((change) => names.has(change));
  const isWithheld = (change: FileChange): boolean => withheld.has(change);
  const partNames = (change: FileChange): PartNames => names.get(change) ?? { others: [], hunks: [] };
  return inSteps(packDiff(named, { budget, isWithheld, partsOf: partNames }));
}

/** Staged versions that differ from the newest commit and from the file. */
async function readStagedOnly(
  { git, headTree, stagedTree }: Snapshot,
  workTree: string,
): Promise<readonly StagedOnly[]> {
  if (stagedTree === headTree || stagedTree === workTree) return [];
  const decode = String;
  const staged = await readChanges(git, headTree, stagedTree, decode);
  const later = new Set(
    (await readChanges(git, stagedTree, workTree, decode)).map(({ oldPath, path }) => oldPath ?? path),
  );
  return staged
    .filter(({ path, after }) => later.has(path) && !/^0+$/.test(after.oid))
    .map(({ path, after }) => ({ path, oid: after.oid }));
}
