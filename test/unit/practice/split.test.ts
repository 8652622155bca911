/** The practice model sorts changes by folder, and its plan names every part that there is. */
import assert from "node:assert/strict";
import { chooseStyle } from "../../../src/core/commit/chosenStyle.ts";
import type { FileChange } from "../../../src/core/commit/change.ts";
import { packDiff } from "../../../src/core/commit/packDiff.ts";
import { toEnd } from "../toEnd.ts";
import { partsOf } from "../../../src/core/commit/parts.ts";
import { readPlan } from "../../../src/core/commit/plan.ts";
import { learnStyle } from "../../../src/core/commit/style.ts";
import { splitMessages } from "../../../src/core/prompts/splitCommit.ts";
import { reply } from "../../../src/practice/reply.ts";

const side = { mode: "100644", oid: "1" };
const hunk = { oldStart: 1, oldLines: 1, newStart: 1, newLines: 1, lines: ["-a", "+b"] };
const changed = (path: string, more: Partial<FileChange> = {}): FileChange => ({
  kind: "modified",
  path,
  before: side,
  after: side,
  isBinary: false,
  hunks: [hunk],
  ...more,
});

describe("the practice model's plan", () => {
  it("has a commit for each folder and every part in it", () => {
    const changes = [
      changed("README.md"),
      changed("src/a.ts", { hunks: [hunk, hunk] }),
      changed("src/logo.png", { isBinary: true, hunks: [] }),
      changed("test/new.ts", { kind: "renamed", oldPath: "test/old.ts" }),
    ];
    const parts = partsOf(changes);
    const named = (index: number) => parts.filter(({ id }) => id.split(".")[0] === String(index + 1));
    const { text: diff } = toEnd(
      packDiff(changes, {
        budget: 1e6,
        isWithheld: () => false,
        partsOf: (change) => {
          const own = named(changes.indexOf(change));
          return {
            others: own.filter(({ kind }) => kind !== "hunk").map(({ id }) => id),
            hunks: own.filter(({ kind }) => kind === "hunk").map(({ id }) => id),
          };
        },
      }),
    );
    const style = chooseStyle(learnStyle(["fix: a", "feat: b"]), { style: "auto", language: "" }, {});
    const messages = splitMessages({ style, samples: [], conventions: [], instructions: "", diff });
    const asked = {
      model: "practice",
      purpose: "commit",
      messages,
      depth: "off",
      maxTokens: undefined,
      stop: [],
      stream: true,
      includeUsage: true,
    } as const;
    const ids = parts.map(({ id }) => id);
    const { plan, forgotten, doubled } = readPlan(
      reply({ ...asked, messages: messages.map(({ role, text }) => ({ role, text })) }).text,
      ids,
      [],
      { message: "rest", reason: "" },
    );
    assert.deepEqual([forgotten, doubled], [[], []]);
    assert.deepEqual(
      plan.commits.map((commit) => [commit.message, ...commit.parts]),
      [
        ["chore: update files at the top", "1.1"],
        ["chore: update files in src", "2.1", "2.2", "3"],
        ["chore: update files in test", "4.rename", "4.1"],
      ],
    );
  });
});
