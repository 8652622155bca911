/** An edit as a value: from the first request to the check, and what makes no sense changes nothing. */
import assert from "node:assert/strict";
import {
  foldEdit,
  isPending,
  startedEdit,
  type EditEvent,
  type EditState,
} from "../../../../src/core/edit/editState.ts";
import { proposalRows, streamRows } from "../../../../src/core/edit/diffRows.ts";
import { proposalOf } from "../../../../src/core/edit/proposal.ts";
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
      { type: "offered", proposal, notes: [] },
    ];
    const state = folded(...offered);
    assert.deepEqual(state, { kind: "proposed", proposal, notes: [], thinking: "hm", answer: "code" });
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

  it("does not go back to the queue between two words", () => {
    const state = folded({ type: "text", text: "a" }, { type: "phase", phase: "queued" });
    assert.equal(state.kind === "working" && state.phase, "writing");
  });

  it("takes no offer after it got stuck, and starts again from anywhere", () => {
    const stuck = folded(
      { type: "stuck", trouble: { kind: "collided" } },
      { type: "offered", proposal, notes: [] },
    );
    assert.equal(stuck.kind, "stuck");
    assert.equal(foldEdit(stuck, { type: "accepted", check: { kind: "none" } }), stuck);
    assert.equal(foldEdit(stuck, { type: "started", at: 5 }).kind, "working");
    assert.equal(foldEdit(stuck, { type: "closed" }).kind, "over");
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
