/** Hunks in any order give the matching mix, byte for byte; the person's own changes in between are kept. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { lineChanges } from "../../../../src/core/edit/lineDiff.ts";
import { linesOf, replacement } from "../../../../src/core/edit/lines.ts";
import {
  acceptHunk,
  proposalOf,
  rebased,
  rejectHunk,
  wantedLines,
} from "../../../../src/core/edit/proposal.ts";
import { edited, line, text } from "./generated.ts";

const runs = { numRuns: 3000 };

/** A document, changed the way an editor changes one. */
function changedDocument(
  content: string,
  lineEnd: string,
  span: { start: number; end: number },
  lines: readonly string[],
) {
  const all = linesOf(content);
  const edit = replacement(span, lines, {
    lineCount: all.length,
    lengthOf: (at) => all[at]?.length ?? 0,
    lineEnd,
  });
  const offset = (row: number, character: number): number =>
    all.slice(0, row).reduce((sum, one) => sum + one.length + lineEnd.length, 0) + character;
  return (
    content.slice(0, offset(edit.startLine, edit.startCharacter)) +
    edit.text +
    content.slice(offset(edit.endLine, edit.endCharacter))
  );
}

describe("a proposal", () => {
  it("gives the proposed lines when all is accepted, the old ones when all is rejected", () => {
    fc.assert(
      fc.property(edited, ({ old, wanted }) => {
        const proposal = proposalOf(old, wanted);
        assert.deepEqual(wantedLines(proposal), wanted);
        const all = proposal.hunks.reduce((one, { id }) => acceptHunk(one, id), proposal);
        assert.deepEqual(all, { lines: wanted, hunks: [] });
        const none = proposal.hunks.reduce((one, { id }) => rejectHunk(one, id), proposal);
        assert.deepEqual(none, { lines: old, hunks: [] });
      }),
      runs,
    );
  });

  it("gives the same mix for a choice of hunks in any order", () => {
    fc.assert(
      fc.property(edited, fc.infiniteStream(fc.nat(1000)), ({ old, wanted }, chance) => {
        const proposal = proposalOf(old, wanted);
        const draw = (): number => Number(chance.next().value);
        const chosen = new Set(proposal.hunks.filter(() => draw() % 2 === 0).map(({ id }) => id));
        const order = proposal.hunks
          .map(({ id }) => ({ id, rank: draw() }))
          .toSorted((a, b) => a.rank - b.rank);
        const mixed = order.reduce(
          (one, { id }) => (chosen.has(id) ? acceptHunk(one, id) : rejectHunk(one, id)),
          proposal,
        );
        // The same mix, made from the changes alone.
        let at = 0;
        const expected: string[] = [];
        lineChanges(old, wanted).forEach((change, id) => {
          expected.push(...old.slice(at, change.oldStart));
          expected.push(
            ...(chosen.has(id)
              ? wanted.slice(change.newStart, change.newEnd)
              : old.slice(change.oldStart, change.oldEnd)),
          );
          at = change.oldEnd;
        });
        expected.push(...old.slice(at));
        assert.deepEqual(mixed, { lines: expected, hunks: [] });
      }),
      runs,
    );
  });

  it("changes a document byte for byte: line ends, tabs, no final line end", () => {
    fc.assert(
      fc.property(
        text,
        fc.nat(40),
        fc.nat(6),
        fc.array(line, { maxLength: 5 }),
        ({ lineEnd, lines }, from, size, put) => {
          const start = from % (lines.length + 1);
          const end = Math.min(lines.length, start + size);
          const after = changedDocument(lines.join(lineEnd), lineEnd, { start, end }, put);
          const expected = lines.toSpliced(start, end - start, ...put);
          // A document has one line at least.
          assert.equal(after, expected.join(lineEnd));
        },
      ),
      runs,
    );
  });

  it("carries hunks over the person's own changes, or says that they collide", () => {
    fc.assert(
      fc.property(
        edited,
        fc.nat(40),
        fc.nat(3),
        fc.array(line, { maxLength: 3 }),
        ({ old, wanted }, from, size, put) => {
          const proposal = proposalOf(old, wanted);
          const current = old.toSpliced(from % (old.length + 1), size, ...put);
          const moved = rebased(proposal, current);
          if (!moved) return;
          assert.deepEqual(moved.lines, current);
          for (const hunk of moved.hunks) {
            assert.deepEqual(current.slice(hunk.at, hunk.at + hunk.removed.length), hunk.removed);
          }
          const own = rebased(proposalOf(old, current), wanted);
          if (own) assert.deepEqual(wantedLines(moved), wantedLines(own));
        },
      ),
      runs,
    );
  });

  it("keeps a hunk that is far from what the person typed, and gives up the one that was typed into", () => {
    const old = ["a()", "b()", "c()", "d()", "e()"];
    const proposal = proposalOf(old, ["a()", "B()", "c()", "d()", "e()"]);
    assert.deepEqual(rebased(proposal, ["a()", "b()", "c()", "d()", "e(1)"])?.hunks[0]?.at, 1);
    assert.deepEqual(rebased(proposal, ["new", "a()", "b()", "c()", "d()", "e()"])?.hunks[0]?.at, 2);
    assert.equal(rebased(proposal, ["a()", "b(2)", "c()", "d()", "e()"]), undefined);
  });
});
