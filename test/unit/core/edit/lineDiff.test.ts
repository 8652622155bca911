/** No unchanged line is shown as changed; a stream's diff agrees with its text; the cost stays bounded. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { lineChanges, lineChangeSteps, type Change } from "../../../../src/core/edit/lineDiff.ts";
import { createStreamDiff } from "../../../../src/core/edit/streamDiff.ts";
import { edited } from "./generated.ts";

const runs = { numRuns: 3000 };

function assertFits(changes: readonly Change[], old: readonly string[], wanted: readonly string[]): void {
  let oldAt = 0;
  let newAt = 0;
  for (const change of changes) {
    assert.deepEqual(old.slice(oldAt, change.oldStart), wanted.slice(newAt, change.newStart));
    assert.ok(change.oldEnd > change.oldStart || change.newEnd > change.newStart);
    oldAt = change.oldEnd;
    newAt = change.newEnd;
  }
  assert.deepEqual(old.slice(oldAt), wanted.slice(newAt));
}

/** Length of the longest common subsequence: the most lines that can be kept. */
function mostKept(a: readonly string[], b: readonly string[]): number {
  let row = b.map(() => 0);
  for (const one of a) {
    const next: number[] = [];
    b.forEach((other, at) => {
      next.push(one === other ? (row[at - 1] ?? 0) + 1 : Math.max(row[at] ?? 0, next[at - 1] ?? 0));
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** A file of `count` lines of which a share is changed; the same for the same seed. */
export function changedFile(count: number, share: number): { old: string[]; wanted: string[] } {
  let seed = 7;
  const next = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const old = Array.from({ length: count }, (_, at) => {
    if (at % 7 === 6) return "}";
    return at % 5 === 0 ? "  return value;" : `  const name${at} = call(${at % 13});`;
  });
  const wanted = old.map((line) => (next() < share ? `${line} // ${Math.floor(next() * 1e6)}` : line));
  return { old, wanted };
}

describe("the line diff", () => {
  it("makes the new lines of the old ones and keeps as many lines as can be kept", () => {
    fc.assert(
      fc.property(edited, ({ old, wanted }) => {
        const changes = lineChanges(old, wanted);
        assertFits(changes, old, wanted);
        const removed = changes.reduce((sum, one) => sum + one.oldEnd - one.oldStart, 0);
        assert.equal(old.length - removed, mostKept(old, wanted));
      }),
      runs,
    );
  });

  it("leaves a kept line between any two changes", () => {
    fc.assert(
      fc.property(edited, ({ old, wanted }) => {
        lineChanges(old, wanted).reduce((last, change) => {
          assert.ok(last < change.oldStart);
          return change.oldEnd;
        }, -1);
      }),
      runs,
    );
  });

  for (const share of [0, 0.001, 0.1, 0.5, 1]) {
    it(`holds for 10,000 lines with ${share * 100} % changed, in short steps`, () => {
      const { old, wanted } = changedFile(10_000, share);
      const steps = lineChangeSteps(old, wanted);
      let step = steps.next();
      while (!step.done) step = steps.next();
      assertFits(step.value, old, wanted);
      if (share < 1) {
        const kept = old.length - step.value.reduce((sum, one) => sum + one.oldEnd - one.oldStart, 0);
        const equal = old.filter((line, at) => line === wanted[at]).length;
        assert.ok(kept >= equal, `${kept} of ${equal} lines kept`);
      }
    });
  }
});

describe("the diff of a stream", () => {
  it("agrees with the text at every line", () => {
    fc.assert(
      fc.property(edited, ({ old, wanted }) => {
        const diff = createStreamDiff(old);
        wanted.forEach((line, index) => {
          diff.push(line);
          const { changes, oldAt, newAt } = diff.view;
          assert.ok(newAt <= index + 1);
          assertFits(changes, old.slice(0, oldAt), wanted.slice(0, newAt));
        });
      }),
      runs,
    );
  });

  it("settles a changed line two lines later", () => {
    const old = ["const first = 1;", "const second = 2;", "const third = 3;", "const fourth = 4;"];
    const diff = createStreamDiff(old);
    ["const first = 1;", "const two = 2;", "const third = 3;"].forEach((line) => diff.push(line));
    assert.deepEqual(diff.view, { changes: [], oldAt: 1, newAt: 1 });
    diff.push("const fourth = 4;");
    assert.deepEqual(diff.view, {
      changes: [{ oldStart: 1, oldEnd: 2, newStart: 1, newEnd: 2 }],
      oldAt: 4,
      newAt: 4,
    });
  });
});
