/** Plans: every part is in exactly one place, whatever a model or a person does to them. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { FileChange } from "../../../../src/core/commit/change.ts";
import { composeFile } from "../../../../src/core/commit/composeFile.ts";
import { partsOf } from "../../../../src/core/commit/parts.ts";
import {
  mergeIntoPrevious,
  moveCommit,
  moveParts,
  readPlan,
  setMessage,
  type Plan,
} from "../../../../src/core/commit/plan.ts";

const remainder = { message: "Further changes", reason: "" };
const ids = ["1.1", "1.2", "1.3", "2", "3.rename", "3.1"];
const read = (commits: unknown) => readPlan(JSON.stringify({ commits }), ids, [], remainder);
const placesIn = (plan: Plan): readonly string[] => [
  ...plan.commits.flatMap(({ parts }) => parts),
  ...plan.leftOut,
];

describe("a model's plan", () => {
  it("is taken as it is where nothing is wrong", () => {
    const mended = read([
      { message: "a", reason: "r", parts: ["1.1", "2"] },
      { message: "b", parts: ["1.2", "1.3", "3.rename", "3.1"] },
    ]);
    assert.deepEqual(mended, {
      plan: {
        commits: [
          { id: 0, message: "a", reason: "r", parts: ["1.1", "2"] },
          { id: 1, message: "b", reason: "", parts: ["1.2", "1.3", "3.rename", "3.1"] },
        ],
        leftOut: [],
        nextId: 3,
      },
      forgotten: [],
      doubled: [],
      isReadable: true,
    });
  });

  it("may name whole files, rows of hunks, and numbers", () => {
    const { plan } = read([
      { message: "a", parts: ["1.1-1.2", 2] },
      { message: "b", parts: ["1.3-3", "3"] },
    ]);
    assert.deepEqual(
      plan.commits.map(({ parts }) => parts),
      [
        ["1.1", "1.2", "2"],
        ["1.3", "3.rename", "3.1"],
      ],
    );
  });

  it("is mended: what is doubled keeps its first place, what is forgotten comes last, what is unknown goes", () => {
    const { plan, forgotten, doubled } = read([
      { message: "a", parts: ["1.1", "9.9", "1.1"] },
      { message: "b", parts: ["1.1", "2"] },
      { message: "empty", parts: ["1.1"] },
      { message: "", parts: ["3.1"] },
    ]);
    assert.deepEqual(
      plan.commits.map(({ message, parts }) => [message, ...parts]),
      [
        ["a", "1.1"],
        ["b", "2"],
        ["Further changes", "1.2", "1.3", "3.rename", "3.1"],
      ],
    );
    assert.deepEqual([forgotten, doubled], [["1.2", "1.3", "3.rename", "3.1"], ["1.1"]]);
  });

  it("may stand in a fence, with chatter around it", () => {
    const answer = 'Sure:\n```json\n{"commits":[{"message":"a","parts":["1"]}]}\n```\nDone.';
    assert.equal(readPlan(answer, ["1"], [], remainder).plan.commits[0]?.message, "a");
  });

  it("that can't be read leaves all in one commit", () => {
    const { plan, isReadable } = readPlan("I can't do that.", ids, ["9"], remainder);
    assert.equal(isReadable, false);
    assert.deepEqual(plan, { commits: [{ id: 0, ...remainder, parts: ids }], leftOut: ["9"], nextId: 1 });
  });

  it("places every part once, whatever the answer", () => {
    const name = fc.oneof(fc.constantFrom(...ids, "1", "3", "1.1-1.3", "7"), fc.string(), fc.integer());
    const commit = fc.record({ message: fc.string(), parts: fc.array(name) });
    fc.assert(
      fc.property(fc.oneof(fc.array(commit), fc.json(), fc.string()), (commits) => {
        const { plan } = read(commits);
        assert.deepEqual(placesIn(plan).toSorted(), ids.toSorted());
        assert.ok(plan.commits.every(({ parts }) => parts.length > 0));
      }),
    );
  });
});

describe("a plan in a person's hands", () => {
  const plan: Plan = {
    commits: [
      { id: 0, message: "a", reason: "ra", parts: ["1", "2"] },
      { id: 1, message: "b", reason: "rb", parts: ["3"] },
    ],
    leftOut: ["4"],
    nextId: 2,
  };

  it("moves parts, and drops a commit that has none left", () => {
    assert.deepEqual(moveParts(plan, ["3"], 0).commits, [
      { id: 0, message: "a", reason: "ra", parts: ["1", "2", "3"] },
    ]);
    assert.deepEqual(moveParts(plan, ["4", "1"], "new", "c").commits.at(-1), {
      id: 2,
      message: "c",
      reason: "",
      parts: ["4", "1"],
    });
    assert.deepEqual(moveParts(plan, ["1"], "out").leftOut, ["4", "1"]);
  });

  it("reorders, merges and renames commits", () => {
    assert.deepEqual(
      moveCommit(plan, 1, 0).commits.map(({ message }) => message),
      ["b", "a"],
    );
    assert.equal(moveCommit(plan, 0, -1), plan);
    assert.deepEqual(mergeIntoPrevious(plan, 1).commits, [
      { id: 0, message: "a", reason: "ra rb", parts: ["1", "2", "3"] },
    ]);
    assert.equal(mergeIntoPrevious(plan, 0), plan);
    assert.equal(setMessage(plan, 1, "x").commits[1]?.message, "x");
  });

  it("knows a commit by the same id whatever becomes of the others, and gives no id twice", () => {
    const moved = moveParts(moveCommit(plan, 1, 0), ["1"], 0);
    assert.deepEqual(
      setMessage(moved, 0, "x").commits.map(({ message }) => message),
      ["b", "x"],
    );
    const gone = moveParts(moveParts(plan, ["3"], "new"), ["3"], 0);
    assert.equal(setMessage(gone, 2, "x").commits[0]?.message, "a");
    assert.equal(moveParts(gone, ["3"], "new").commits.at(-1)?.id, 3);
  });

  it("keeps every part in one place through any series of steps", () => {
    const step = fc.record({
      how: fc.constantFrom("move", "new", "out", "merge", "reorder"),
      id: fc.constantFrom("1", "2", "3", "4"),
      a: fc.nat(3),
      b: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const end = steps.reduce((now, { how, id, a, b }) => {
          if (how === "merge") return mergeIntoPrevious(now, a);
          if (how === "reorder") return moveCommit(now, a, b);
          const to = how === "new" || how === "out" ? how : Math.min(a, now.commits.length - 1);
          return to === -1 ? now : moveParts(now, [id], to, "m");
        }, plan);
        assert.deepEqual(placesIn(end).toSorted(), ["1", "2", "3", "4"]);
        assert.ok(end.commits.every(({ parts }) => parts.length > 0));
      }),
    );
  });
});

describe("the parts of changes", () => {
  const side = (mode: string) => ({ mode, oid: "1" });
  const hunk = { oldStart: 1, oldLines: 1, newStart: 1, newLines: 1, lines: ["-a", "+b"] };
  const change = (path: string, more: Partial<FileChange> = {}): FileChange => ({
    kind: "modified",
    path,
    before: side("100644"),
    after: side("100644"),
    isBinary: false,
    hunks: [hunk],
    ...more,
  });
  const idsOf = (...changes: readonly FileChange[]) => partsOf(changes).map(({ id }) => id);

  it("are hunks, renames and modes where a text file changes, and whole files else", () => {
    assert.deepEqual(idsOf(change("a", { hunks: [hunk, hunk] })), ["1.1", "1.2"]);
    assert.deepEqual(idsOf(change("a", { after: side("100755") })), ["1.mode", "1.1"]);
    assert.deepEqual(idsOf(change("a", { kind: "renamed", oldPath: "b" })), ["1.rename", "1.1"]);
    assert.deepEqual(idsOf(change("a", { after: side("100755"), hunks: [] })), ["1"]);
    assert.deepEqual(idsOf(change("a", { kind: "added", before: side("000000") })), ["1"]);
    assert.deepEqual(idsOf(change("a", { isBinary: true, hunks: [] })), ["1"]);
    assert.deepEqual(idsOf(change("a", { before: side("120000"), after: side("120000") })), ["1"]);
  });

  it("are tied where a file takes the place of a folder", () => {
    const gone = { kind: "deleted", after: side("000000") } as const;
    const parts = partsOf([
      change("a", { kind: "added", before: side("000000") }),
      change("a/b/c", gone),
      change("a/d", gone),
      change("ab", gone),
    ]);
    assert.deepEqual(parts, [
      { id: "1", kind: "whole", changes: [0, 1, 2] },
      { id: "4", kind: "whole", changes: [3] },
    ]);
  });
});

describe("a file with some of its hunks", () => {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
  const text = (array: Uint8Array) => Buffer.from(array).toString("latin1");

  it("keeps line ends and a missing last one", () => {
    const before = bytes("a\r\nb\r\nc");
    const after = bytes("a\r\nB\nc\n");
    const hunks = [{ oldStart: 2, oldLines: 2, newStart: 2, newLines: 2, lines: [] }];
    assert.equal(text(composeFile(before, after, hunks, new Set())), "a\r\nb\r\nc");
    assert.equal(text(composeFile(before, after, hunks, new Set([0]))), "a\r\nB\nc\n");
  });

  it("inserts before the first and after the last line", () => {
    const hunks = [
      { oldStart: 1, oldLines: 0, newStart: 1, newLines: 1, lines: [] },
      { oldStart: 3, oldLines: 0, newStart: 4, newLines: 1, lines: [] },
    ];
    const compose = (...chosen: readonly number[]) =>
      text(composeFile(bytes("a\nb\n"), bytes("0\na\nb\nc\n"), hunks, new Set(chosen)));
    assert.deepEqual([compose(0), compose(1), compose(0, 1)], ["0\na\nb\n", "a\nb\nc\n", "0\na\nb\nc\n"]);
  });
});
