/**
 * Whatever changed and however it is sorted: the commits together are the work tree, byte for byte, every step is a
 * commit of its own, and git itself can apply each to the one before.
 */
import assert from "node:assert/strict";
import { chmodSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { makeCommits } from "../../../../src/host/features/commit/makeCommits.ts";
import { prepareSplit } from "../../../../src/host/features/commit/prepareSplit.ts";
import { TestRepository } from "../gitCommit/repository.ts";

const line = fc.constantFrom(
  "a",
  "b",
  "c",
  "",
  "  d",
  "+e",
  "-f",
  "@@ -1 +1 @@",
  "\\ no",
  "caf\xe9",
  "diff --git a/x b/x",
);
const lineEnd = fc.constantFrom("\n", "\n", "\n", "\r\n");
/** A text of random lines, as latin1, sometimes without its last line end. */
const text = fc
  .tuple(fc.array(fc.tuple(line, lineEnd), { maxLength: 40 }), fc.boolean())
  .map(([lines, isBare]) => {
    const whole = lines.map((pair) => pair.join("")).join("");
    return isBare ? whole.replace(/\r?\n$/, "") : whole;
  });
const binary = fc
  .uint8Array({ minLength: 1, maxLength: 50 })
  .map((bytes) => `\0${Buffer.from(bytes).toString("latin1")}`);
const content = fc.oneof({ weight: 6, arbitrary: text }, { weight: 1, arbitrary: binary });
/** Edits of a text: at these places lines go, or others come. */
const edits = fc.array(
  fc.record({ at: fc.nat(40), remove: fc.nat(3), insert: fc.array(line, { maxLength: 3 }) }),
  {
    maxLength: 5,
  },
);
const file = fc.record({
  before: fc.option(content, { nil: undefined }),
  change: fc.constantFrom("edit", "edit", "edit", "rewrite", "delete", "rename", "mode", "none"),
  edits,
  other: content,
});

type GeneratedFile = typeof file extends fc.Arbitrary<infer Value> ? Value : never;

function edited(before: string, changes: GeneratedFile["edits"]): string {
  const lines = before.split("\n");
  for (const { at, remove, insert } of changes) lines.splice(Math.min(at, lines.length), remove, ...insert);
  return lines.join("\n");
}

/** Makes the work tree of a generated file, on top of what was committed. */
function change(repository: TestRepository, name: string, generated: GeneratedFile): void {
  const path = join(repository.folder, name);
  const before = generated.before;
  const write = (place: string, bytes: string) => repository.write({ [place]: Buffer.from(bytes, "latin1") });
  if (before === undefined) write(name, generated.other);
  else if (generated.change === "edit") write(name, edited(before, generated.edits));
  else if (generated.change === "rewrite") write(name, generated.other);
  else if (generated.change === "mode") chmodSync(path, 0o755);
  else if (generated.change === "delete" || generated.change === "rename") rmSync(path);
  if (before !== undefined && generated.change === "rename")
    write(`moved/${name}`, edited(before, generated.edits));
}

/** Sorts ids into commits by drawn numbers. */
function grouped(
  ids: readonly string[],
  draws: readonly number[],
  count: number,
): readonly (readonly string[])[] {
  const groups = Array.from({ length: count }, (): string[] => []);
  for (const [index, id] of ids.entries()) groups[(draws[index % draws.length] ?? 0) % count]?.push(id);
  return groups.filter((group) => group.length > 0);
}

async function check(
  repository: TestRepository,
  files: readonly GeneratedFile[],
  draws: readonly number[],
  count: number,
): Promise<void> {
  const committed = files.flatMap(({ before }, index) =>
    before === undefined ? [] : [[`f${index}.txt`, Buffer.from(before, "latin1")] as const],
  );
  repository.commit("base", Object.fromEntries(committed));
  for (const [index, one] of files.entries()) change(repository, `f${index}.txt`, one);
  const split = await prepareSplit(repository.program, {
    exclusions: { exclude: [], placeOf: () => undefined },
    encoding: "utf8",
    fixed: { style: "auto", language: "" },
    instructions: "",
  });
  if (split.kind !== "ready") return;
  const { sorted, ground } = split;
  const commits = grouped([...sorted.parts.keys()], draws, count).map((parts, index) => ({
    message: `c${index}`,
    reason: "",
    parts,
  }));
  const signal = new AbortController().signal;
  const git = repository.program;
  const made = await makeCommits({
    git,
    sorted,
    ground,
    commits,
    flags: [],
    needsAuthor: false,
    signal,
    onStep: () => {},
  });
  await split.snapshot.dispose();
  assert.equal(made.stop, undefined);
  assert.equal(repository.git("rev-parse", "HEAD^{tree}"), ground.workTree);
  assert.equal(repository.git("status", "--porcelain"), "");
  for (const { oid } of made.commits) {
    const patch = repository.gitBytes("diff-tree", "-p", "--binary", "--full-index", `${oid}^`, oid);
    assert.ok(patch.length > 0, "a commit is empty");
    repository.git("read-tree", `${oid}^`);
    repository.write({ ".git/step.patch": patch }).git("apply", "--cached", ".git/step.patch");
    assert.equal(repository.git("write-tree"), repository.git("rev-parse", `${oid}^{tree}`));
  }
}

describe("a partition of generated changes", () => {
  it("sums up to the work tree, byte for byte, and each step applies cleanly", async () => {
    const draws = fc.array(fc.nat(5), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(file, { minLength: 1, maxLength: 5 }),
        draws,
        fc.integer({ min: 1, max: 4 }),
        async (files, drawn, count) => {
          const repository = TestRepository.create();
          try {
            await check(repository, files, drawn, count);
          } finally {
            repository.remove();
          }
        },
      ),
      { numRuns: 25, endOnFailure: true },
    );
  }).timeout(120_000);
});
