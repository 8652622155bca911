/** An edit as a value: from the first request to the check, and what makes no sense changes nothing. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  foldEdit,
  isPending,
  startedEdit,
  type EditEvent,
  type EditState,
} from "../../../../src/core/edit/editState.ts";
import { proposalRows, streamRows } from "../../../../src/core/edit/diffRows.ts";
import { distinct, sizeOf, widened, type Alternative } from "../../../../src/core/edit/alternatives.ts";
import { proposalOf, wantedLines } from "../../../../src/core/edit/proposal.ts";
import { createStreamDiff } from "../../../../src/core/edit/streamDiff.ts";

const proposal = proposalOf(["one", "two"], ["one", "zwei"]);
const folded = (...events: readonly EditEvent[]): EditState => events.reduce(foldEdit, startedEdit(1));

describe("an edit", () => {
  it("thinks, writes, is proposed, accepted and checked", () => {
    const offered: readonly EditEvent[] = [
      { type: "phase", phase: "queued" },
      { type: "thinking", text: "hm" },
      { type: "text", text: "co" },
      { type: "text", text: "de" },
      { type: "offered", proposal, notes: [], alternatives: [], answer: "code" },
    ];
    const state = folded(...offered);
    assert.deepEqual(state, {
      kind: "proposed",
      proposal,
      notes: [],
      alternatives: [],
      picked: 0,
      thinking: "hm",
      answer: "code",
    });
    assert.ok(isPending(state));
    const check = { kind: "done", problems: [] } as const;
    const accepted = folded(
      ...offered,
      { type: "accepted", check: { kind: "running" } },
      { type: "checked", check },
    );
    assert.equal(accepted.kind === "accepted" && accepted.check, check);
    assert.ok(!isPending(accepted));
  });

  it("goes by the answer that was taken, not by the one that was shown while it came", () => {
    const offered: EditEvent = { type: "offered", proposal, notes: [], alternatives: [], answer: "code" };
    const state = folded({ type: "text", text: "words" }, offered);
    assert.equal(state.kind === "proposed" && state.answer, "code");
  });

  it("does not go back to the queue between two words", () => {
    const state = folded({ type: "text", text: "a" }, { type: "phase", phase: "queued" });
    assert.equal(state.kind === "working" && state.phase, "writing");
  });

  it("takes no offer after it got stuck, and starts again from anywhere", () => {
    const stuck = folded(
      { type: "stuck", trouble: { kind: "collided" } },
      { type: "offered", proposal, notes: [], alternatives: [], answer: "code" },
    );
    assert.equal(stuck.kind, "stuck");
    assert.equal(foldEdit(stuck, { type: "accepted", check: { kind: "none" } }), stuck);
    assert.equal(foldEdit(stuck, { type: "started", at: 5 }).kind, "working");
    assert.equal(foldEdit(stuck, { type: "closed" }).kind, "over");
  });
});

describe("alternatives", () => {
  const lines = ["one", "two", "three"];
  const made = (answer: string, ...wanted: readonly string[]): Alternative => ({
    proposal: proposalOf(lines, wanted),
    notes: [{ kind: "info", text: answer }],
    answer,
  });
  const alternatives = [made("a", "1", "two", "three"), made("b", "one", "two", "3", "4")];

  it("are picked one after the other, with their own words and answer", () => {
    const [first, second] = alternatives;
    assert.ok(first && second);
    const offered = folded({ type: "text", text: "a" }, { type: "offered", ...first, alternatives });
    assert.equal(offered.kind === "proposed" && offered.answer, "a");
    const picked = foldEdit(offered, { type: "picked", index: 1, proposal: second.proposal });
    assert.ok(picked.kind === "proposed");
    assert.deepEqual(
      [picked.picked, picked.answer, picked.notes, picked.proposal, picked.alternatives],
      [1, "b", second.notes, second.proposal, alternatives],
    );
    assert.equal(foldEdit(offered, { type: "picked", index: 2, proposal: second.proposal }), offered);
    const working = startedEdit(1);
    assert.equal(foldEdit(working, { type: "picked", index: 0, proposal: first.proposal }), working);
  });

  it("that come to the same are one", () => {
    const twin = { ...made("c", "1", "two", "three") };
    assert.deepEqual(distinct([...alternatives, twin]), alternatives);
  });

  it("are about the whole file where one of them is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "b", "x", ""), { minLength: 1, maxLength: 12 }),
        fc.array(fc.constantFrom("a", "b", "x", "")),
        fc.nat(11),
        fc.nat(11),
        (file, wanted, from, size) => {
          const start = from % file.length;
          const end = Math.min(file.length, start + size);
          const wide = widened(proposalOf(file.slice(start, end), wanted), file, start);
          assert.deepEqual(wantedLines(wide), file.toSpliced(start, end - start, ...wanted));
        },
      ),
    );
    assert.deepEqual(sizeOf(made("d", "1", "3", "4").proposal), { added: 3, removed: 3 });
  });
});

describe("the rows of a change", () => {
  it("show each hunk with what is around it, and say what they leave out", () => {
    const old = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    const rows = proposalRows(proposalOf(old, ["a", "B", "c", "d", "e", "f", "g", "h\u200B", "i"]), 100);
    assert.deepEqual(rows, [" a", "-b", "+B", " c", " d", " ⋯", " f", " g", "-h", "+h⟦U+200B⟧", " i"]);
    assert.equal(proposalRows(proposalOf(old, []), 3).length, 4);
  });

  it("show the end of what streams", () => {
    const old = ["first line", "second line", "third line", "fourth line"];
    const fresh = ["first line", "second changed", "third line", "fourth line", "fifth line"];
    const diff = createStreamDiff(old);
    fresh.forEach((line) => diff.push(line));
    assert.deepEqual(streamRows(old, fresh, diff.view, 50), [
      " first line",
      "-second line",
      "+second changed",
      " third line",
      " fourth line",
      "+fifth line",
    ]);
    assert.deepEqual(streamRows(old, fresh, diff.view, 2), [" fourth line", "+fifth line"]);
  });
});
