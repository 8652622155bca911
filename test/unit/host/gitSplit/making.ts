/** How tests make the commits of a plan in real repositories. */
import { makeCommits, type MakeOptions } from "../../../../src/host/features/commit/makeCommits.ts";
import { prepareSplit, type PreparedSplit } from "../../../../src/host/features/commit/prepareSplit.ts";
import type { TestRepository } from "../gitCommit/repository.ts";

/** The settings under which a split is prepared. */
export const usual = {
  exclusions: { exclude: [], placeOf: () => undefined },
  encoding: "utf8",
  fixed: { style: "auto", language: "" },
  instructions: "",
} as const;

/** Prepares splits whose snapshots go after each test of a suite; `exclude` is never sent. */
export function splits(exclude: readonly string[] = []) {
  const prepared: PreparedSplit[] = [];
  afterEach(async () => {
    for (const split of prepared.splice(0)) await split.snapshot.dispose();
  });
  return async (repository: TestRepository): Promise<PreparedSplit> => {
    const exclusions = { ...usual.exclusions, exclude };
    const split = await prepareSplit(repository.program, { ...usual, exclusions });
    if (split.kind !== "ready") throw new Error(`not ready: ${split.kind}`);
    prepared.push(split);
    return split;
  };
}

/** Makes commits of these parts, named c0, c1 and so on. */
export function make(
  repository: TestRepository,
  { sorted, ground }: PreparedSplit,
  groups: readonly (readonly string[])[],
  more: Partial<MakeOptions> = {},
) {
  return makeCommits({
    git: repository.program,
    sorted,
    ground,
    commits: groups.map((parts, index) => ({ message: `c${index}`, reason: "", parts })),
    flags: [],
    needsAuthor: false,
    signal: new AbortController().signal,
    onStep: () => {},
    ...more,
  });
}

/** What git shows of what is not committed. */
export const statusOf = (repository: TestRepository): string => repository.git("status", "--porcelain=v1");
/** What a file holds in a commit. */
export const filesAt = (repository: TestRepository, commit: string, path: string): string =>
  repository.gitBytes("show", `${commit}:${path}`).toString("latin1");

/** Puts two changed files into a repository, whose parts are `1.1` and `2.1`. */
export const withTwo = (repository: TestRepository): TestRepository =>
  repository.commit("base", { "a.txt": "a\n", "b.txt": "b\n" }).write({ "a.txt": "A\n", "b.txt": "B\n" });
/** The parts of two changed files, a commit each. */
export const oneEach = [["1.1"], ["2.1"]];
/** All of such a repository that commits may change. */
export const stateOf = (repository: TestRepository): readonly string[] => [
  repository.git("rev-parse", "HEAD"),
  statusOf(repository),
  repository.git("ls-files", "--stage"),
  repository.read("a.txt").toString(),
  repository.read("b.txt").toString(),
];
