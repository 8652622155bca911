/** What is offered while some of those who know candidates are slow, or fail. */
import { deepEqual, ok } from "node:assert/strict";
import { ContextChips } from "../../../../src/host/features/chat/contextChips.ts";
import { Mentions, type MentionSources } from "../../../../src/host/features/chat/mentions.ts";
import type { Candidate } from "../../../../src/protocol/toWebview.ts";

type Files = Awaited<ReturnType<MentionSources["files"]>>;

describe("mentions", () => {
  let chips: ContextChips;
  /** Labels of each list that was told. */
  let told: (readonly string[])[];

  beforeEach(() => {
    chips = new ContextChips();
    told = [];
  });
  afterEach(() => chips.dispose());

  const file = (name: string): Files[number] => ({
    candidate: { id: name, kind: "file", label: name, detail: name, insert: name },
    make: async () => [],
  });
  const tell = (candidates: readonly Candidate[]): void => void told.push(candidates.map((one) => one.label));
  const quick: MentionSources = {
    files: async () => [file("problem.ts")],
    symbols: async () => [file("ProblemSymbol")],
    commits: async () => [],
  };
  const offering = (sources: Partial<MentionSources>): Mentions =>
    new Mentions(chips, { ...quick, ...sources });
  const never = (): Promise<never> => new Promise(() => {});

  it("need no list of files before a letter is there", async () => {
    await offering({ files: never }).find("", tell);
    ok(told[0]?.includes("Problems"), String(told));
  });

  it("come without the files where these take long, and with them once they are there", async () => {
    let list = (_files: Files): void => {};
    const files = (): Promise<Files> => new Promise((resolve) => (list = resolve));
    const listed = new Promise<void>((resolve) => {
      void offering({ files })
        .find("problem", (candidates) => {
          tell(candidates);
          list([file("problem.ts")]);
        })
        .then(resolve);
    });
    await listed;
    deepEqual(told, [
      ["Problems", "ProblemSymbol"],
      ["Problems", "problem.ts", "ProblemSymbol"],
    ]);
  });

  it("come without what fails", async () => {
    const fails = (): Promise<never> => Promise.reject(new Error("spawn git ENOENT"));
    await offering({ commits: fails }).find("problem", tell);
    await offering({ files: fails, symbols: fails }).find("problem", tell);
    deepEqual(told, [["Problems", "problem.ts", "ProblemSymbol"], ["Problems"]]);
  });
});
