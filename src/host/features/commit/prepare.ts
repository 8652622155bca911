/**
 * Gathers all that a request for a commit message needs of one repository, and finds what must not be sent. Nothing of
 * the repository is changed, and nothing leaves the machine here.
 */
import { chooseStyle, type ChosenStyle, type FixedStyle } from "../../../core/commit/chosenStyle.ts";
import { packDiff } from "../../../core/commit/packDiff.ts";
import { learnStyle } from "../../../core/commit/style.ts";
import { ticketOfBranch } from "../../../core/commit/subject.ts";
import {
  commitMessageMessages,
  type CommitMessageQuestion,
  type RepositoryState,
} from "../../../core/prompts/commitMessage.ts";
import type { Exclusions } from "../../platform/commitSettings.ts";
import type { GitProgram } from "../../platform/gitProgram.ts";
import { inSteps } from "../../platform/inSteps.ts";
import { decoder, readChanges, type RepositoryChange } from "./changes.ts";
import { embeddedAmong } from "./embedded.ts";
import { keepBack, type KeptBack } from "./keptBack.ts";
import { packQuestion, type PackedQuestion } from "./packQuestion.ts";
import {
  hasConflicts,
  lastMessage,
  readBranch,
  readLog,
  readProgress,
  readRules,
  samplesOf,
} from "./repositoryFacts.ts";
import { placesOf, takeSnapshot, treeOf, type Snapshot } from "./snapshot.ts";

/** What the person's settings say. */
export interface PrepareOptions {
  readonly exclusions: Exclusions;
  /** The encoding of files that are not UTF-8, as `files.encoding` names it. */
  readonly encoding: string;
  readonly fixed: FixedStyle;
  readonly instructions: string;
  /** `last commit` describes the newest commit with what is staged, for amending it. */
  readonly what: "changes" | "last commit";
  readonly signal?: AbortSignal | undefined;
}

/** All that is needed to ask. */
export interface Prepared {
  readonly kind: "ready";
  readonly source: "staged" | "all" | "last commit";
  readonly style: ChosenStyle;
  readonly ticket: string | undefined;
  readonly kept: KeptBack;
  /** What git itself proposes, such as the message of a merge; empty where it does not. */
  readonly draft: string;
  /** Whether that is the message of a commit that is made anew, as by an amend. */
  readonly isMadeAnew: boolean;
  /** Texts that git or VS Code put into the box by themselves: they are no hints of the person. */
  readonly drafts: readonly string[];
  /** Tells two sets of changes apart. */
  readonly fingerprint: string;
  /** The messages of the request, with a prompt of at most so many tokens. */
  ask(budget: number, hint: string, earlier: readonly string[]): Promise<PackedQuestion>;
}

/** Why there is nothing to ask. */
export type Unprepared =
  | { readonly kind: "no changes"; readonly hasCommits: boolean }
  | { readonly kind: "conflicts" }
  /** The clone lacks the commit before the one that is described. */
  | { readonly kind: "shallow" };

/** States in which a commit that is there already, or its reversal, is made anew. */
const madeAnew: ReadonlySet<RepositoryState> = new Set([
  "amending",
  "cherry-picking",
  "rebasing",
  "reverting",
]);

/** Gathers. Rejects with a GitError where git says no. */
export async function prepare(git: GitProgram, options: PrepareOptions): Promise<Prepared | Unprepared> {
  const places = await placesOf(git);
  if (await hasConflicts(git)) return { kind: "conflicts" };
  const snapshot = await takeSnapshot(git, options.signal);
  try {
    const { state, draft, box } = await readProgress(git, places);
    const isAmending = options.what === "last commit" || state === "amending";
    const compared = await range(snapshot, isAmending);
    if (compared === "shallow") return { kind: "shallow" };
    const { from, to, source } = compared;
    const isUnderWay = state !== "normal" && state !== "first commit";
    const read = await readChanges(snapshot.git, from, to, decoder(options.encoding), options.signal);
    // What somebody has staged, they mean.
    const embedded = source === "all" ? await embeddedAmong(git, places.top, read) : new Set();
    const changes = read.filter((change) => !embedded.has(change));
    if (changes.length === 0 && !isUnderWay)
      return { kind: "no changes", hasCommits: snapshot.head !== undefined };
    const kept = await keepBack(git, places.top, changes, options.exclusions);
    const [log, branch, rules] = await Promise.all([
      readLog(git),
      readBranch(git),
      readRules(git, places, options.exclusions),
    ]);
    const style = chooseStyle(learnStyle(log), options.fixed, rules.lint);
    const ticket = style.ticket && ticketOfBranch(branch, style.ticket);
    const facts = {
      style,
      samples: samplesOf(log),
      conventions: rules.conventions,
      instructions: options.instructions,
      branch,
      ticket,
      state: isAmending ? "amending" : state,
      draft: options.what === "last commit" ? await lastMessage(git) : draft,
    } as const;
    return {
      kind: "ready",
      source,
      style,
      ticket,
      kept,
      draft: facts.draft,
      isMadeAnew: madeAnew.has(facts.state),
      drafts: [facts.draft, box, ...rules.conventions.map(({ text }) => text)],
      fingerprint: `${from}..${to}`,
      ask: (budget, hint, earlier) => question({ ...facts, hint, earlier }, changes, kept, budget),
    };
  } finally {
    await snapshot.dispose();
  }
}

interface Range {
  readonly from: string;
  readonly to: string;
  readonly source: Prepared["source"];
}

/** What is compared: staged changes if there are any, else all; for an amended commit, all of it. */
async function range(
  { head, headTree, stagedTree, workTree, git }: Snapshot,
  isAmending: boolean,
): Promise<Range | "shallow"> {
  if (isAmending && head !== undefined) {
    const { stdout, code } = await git.run(["rev-parse", "--quiet", "--verify", `${head}^`]);
    const parent = code === 0 ? stdout.toString("latin1").trim() : undefined;
    if (parent === undefined && (await hasParent(git, head))) return "shallow";
    return { from: await treeOf(git, parent), to: stagedTree, source: "last commit" };
  }
  return stagedTree === headTree
    ? { from: headTree, to: await workTree(), source: "all" }
    : { from: headTree, to: stagedTree, source: "staged" };
}

/** Whether a commit names one before it, in the clone or not. */
async function hasParent(git: GitProgram, commit: string): Promise<boolean> {
  const text = (await git.output(["cat-file", "commit", commit])).toString("latin1");
  return /^parent /m.test(text.slice(0, text.indexOf("\n\n")));
}

async function question(
  facts: Omit<CommitMessageQuestion, "diff">,
  changes: readonly RepositoryChange[],
  { reasons }: KeptBack,
  budget: number,
): Promise<PackedQuestion> {
  const { conventions, samples } = facts;
  const named = changes.filter((change) => reasons.get(change) !== "hidden");
  const withheld = new Set<unknown>(reasons.keys());
  const isWithheld = (change: unknown): boolean => withheld.has(change);
  const { messages, packed } = await packQuestion({
    budget,
    manner: { conventions, samples },
    build: (manner, diff) => commitMessageMessages({ ...facts, ...manner, diff }),
    pack: (most) => inSteps(packDiff(named, { budget: most, isWithheld })),
  });
  const hidden = changes.filter((change) => reasons.get(change) === "hidden");
  const leftOut = [...packed.leftOut, ...hidden.map(({ path }) => ({ path, how: "unlisted" as const }))];
  return { messages, packed: { ...packed, leftOut } };
}
