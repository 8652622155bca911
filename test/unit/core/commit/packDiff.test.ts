/** Changes fit into the space there is; what had to go is told, and what must not be sent never is. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { FileChange } from "../../../../src/core/commit/change.ts";
import { packDiff } from "../../../../src/core/commit/packDiff.ts";
import { toEnd } from "../../toEnd.ts";
import { estimateTokens } from "../../../../src/core/context/tokens.ts";

const side = (mode: string) => ({ mode, oid: "1".repeat(40) });

/** A changed file with hunks of so many added lines. */
function changed(path: string, hunks: readonly number[], more: Partial<FileChange> = {}): FileChange {
  return {
    kind: "modified",
    path,
    before: side("100644"),
    after: side("100644"),
    isBinary: false,
    hunks: hunks.map((count, index) => ({
      oldStart: index * 100,
      oldLines: 0,
      newStart: index * 100,
      newLines: count,
      lines: Array.from({ length: count }, (_, line) => `+canary ${path} ${index}.${line}`),
    })),
    ...more,
  };
}

const nothingWithheld = () => false;
const all = { budget: 1e9, isWithheld: nothingWithheld };

describe("packing changes", () => {
  it("shows all that fits, as elements", () => {
    const packed = toEnd(packDiff([changed('a"<b.ts', [2])], all));
    assert.equal(
      packed.text,
      '<file path="a&quot;&lt;b.ts" change="modified, 2 lines added">\n@@ -0,0 +0,2 @@\n+canary a"<b.ts 0.0\n+canary a"<b.ts 0.1\n</file>',
    );
    assert.deepEqual(packed.leftOut, []);
  });

  it("describes what has no lines", () => {
    const { text } = toEnd(
      packDiff(
        [
          changed("new.ts", [], { kind: "renamed", oldPath: "old.ts", after: side("100755") }),
          changed("logo.png", [], { isBinary: true }),
          changed("lib", [], { before: side("160000"), after: { mode: "160000", oid: "2".repeat(40) } }),
          changed("link", [], { kind: "retyped", after: side("120000") }),
        ],
        all,
      ),
    );
    assert.deepEqual(text.split("\n"), [
      '<file path="new.ts" change="renamed from old.ts, mode 100644 → 100755" />',
      '<file path="logo.png" change="modified, binary" />',
      '<file path="lib" change="modified, submodule 1111111111 → 2222222222" />',
      '<file path="link" change="type changed 100644 → 120000" />',
    ]);
  });

  it("first shrinks what programs wrote, then big hunks, then the least telling", () => {
    const changes = [
      changed("src/a.ts", [200]),
      changed("package-lock.json", [300]),
      changed("README.md", [20]),
    ];
    const leftOut = (budget: number) =>
      toEnd(packDiff(changes, { ...all, budget }))
        .leftOut.map(({ path, how }) => `${path} ${how}`)
        .join(", ");
    // Every state that a shrinking budget leads to, once.
    const states = Array.from({ length: 1000 }, (_, step) => leftOut((1000 - step) * 10));
    assert.deepEqual(
      [...new Set(states)],
      [
        "",
        "package-lock.json line",
        "src/a.ts edges, package-lock.json line",
        "src/a.ts edges, package-lock.json line, README.md line",
        "src/a.ts line, package-lock.json line",
        "src/a.ts line, package-lock.json line, README.md line",
        "src/a.ts line, package-lock.json unlisted, README.md line",
        "src/a.ts line, package-lock.json unlisted, README.md unlisted",
        "src/a.ts unlisted, package-lock.json unlisted, README.md unlisted",
      ],
    );
  });

  it("shows some hunks of the most telling file where not all of any file's fit", () => {
    const hunks = Array.from({ length: 40 }, () => 20);
    const changes = [changed("docs/a.md", hunks), changed("src/b.ts", hunks)];
    const { text, leftOut, isBlind } = toEnd(packDiff(changes, { ...all, budget: 1000 }));
    const [, hidden] = /… (\d+) more hunks not shown …\n<\/file>$/.exec(text) ?? [];
    const shown = text.split("@@ -").length - 1;
    assert.equal(shown + Number(hidden), 40);
    assert.ok(shown > 2 && estimateTokens(text) <= 1000, `${shown} hunks`);
    assert.match(text, /canary src\/b\.ts 0\.0\n/);
    assert.doesNotMatch(text, /canary docs/);
    assert.deepEqual(leftOut, [
      { path: "docs/a.md", how: "line" },
      { path: "src/b.ts", how: "edges" },
    ]);
    assert.equal(isBlind, false);
    const partsOf = () => ({ others: ["1"], hunks: hunks.map((_, index) => `1.${index + 1}`) });
    const named = toEnd(packDiff(changes.slice(1), { ...all, budget: 1000, partsOf })).text;
    for (const name of partsOf().hunks)
      assert.match(named, new RegExp(`[ "]${name.replace(".", "\\.")}[ "\n]`));
  });

  it("says where nobody could tell what people have changed", () => {
    const blind = (changes: readonly FileChange[], budget: number): boolean =>
      toEnd(packDiff(changes, { ...all, budget })).isBlind;
    const lock = changed("package-lock.json", [900]);
    assert.equal(blind([changed("a.ts", [200]), lock], 100), true);
    assert.equal(blind([changed("a.ts", [200]), changed("b.ts", [3]), lock], 200), false);
    assert.equal(blind([lock, changed("b.png", [], { isBinary: true })], 100), false);
    assert.equal(
      toEnd(packDiff([changed(".env", [9])], { budget: 5, isWithheld: () => true })).isBlind,
      false,
    );
  });

  it("keeps the edges of a big hunk and says how much is missing", () => {
    const { text } = toEnd(packDiff([changed("a.ts", [100])], { ...all, budget: 700 }));
    assert.match(text, /canary a\.ts 0\.0\n/);
    assert.match(text, /canary a\.ts 0\.99\n/);
    assert.match(text, /… 58 lines not shown …/);
  });

  it("never shows what is withheld", () => {
    const isWithheld = ({ path }: { readonly path: string }): boolean => path === ".env";
    const packed = toEnd(packDiff([changed(".env", [3]), changed("a.ts", [1])], { ...all, isWithheld }));
    assert.ok(!packed.text.includes("canary .env"));
    assert.match(packed.text, /path="\.env" change="modified, 3 lines added, content withheld"/);
    assert.deepEqual(packed.leftOut, [{ path: ".env", how: "withheld" }]);
  });

  it("keeps to any budget and accounts for every file", () => {
    const files = fc.array(fc.array(fc.integer({ min: 1, max: 80 }), { maxLength: 4 }), { maxLength: 12 });
    fc.assert(
      fc.property(files, fc.integer({ min: 20, max: 4000 }), (sizes, budget) => {
        const changes = sizes.map((hunks, index) => changed(`f${index}.ts`, hunks));
        const { text, leftOut } = toEnd(packDiff(changes, { ...all, budget }));
        assert.ok(estimateTokens(text) <= budget + 10);
        const out = new Set(leftOut.map(({ path }) => path));
        for (const { path, hunks } of changes) {
          const lines = hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
          const shown = text.split("\n").filter((line) => line.startsWith(`+canary ${path} `)).length;
          assert.equal(shown === lines && text.includes(`path="${path}"`), !out.has(path), path);
        }
      }),
    );
  });

  it("works on one file at a step, however many there are", () => {
    const changes = Array.from({ length: 300 }, (_, index) => changed(`src/f${index}.ts`, [700]));
    const steps = [...packDiff(changes, { ...all, budget: 100_000 })].length;
    assert.ok(steps > 2 * changes.length, `${steps} steps`);
  });
});
