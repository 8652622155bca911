/** A plan under review while its commits are being made. */
import { deepEqual, equal } from "node:assert/strict";
import * as vscode from "vscode";
import { silentLog } from "../../../../src/core/log.ts";
import { commitPlan } from "../../../../src/host/features/commit/commitPlan.ts";
import { PlanSession, type PlanSubject } from "../../../../src/host/features/commit/planSession.ts";
import { PlanTree } from "../../../../src/host/features/commit/planTree.ts";

describe("a plan whose commits are being made", () => {
  const plan = {
    commits: [
      { id: 0, message: "a", reason: "", parts: ["1"] },
      { id: 1, message: "b", reason: "", parts: ["2"] },
    ],
    leftOut: [],
    nextId: 2,
  };
  const open = (): PlanSession => {
    const ground = { head: undefined, workTree: "", applied: new Set<string>() };
    const sorted = { changes: [], parts: new Map(["1", "2"].map((id) => [id, { id }])) };
    const prepared = { ground, sorted, snapshot: { dispose: async () => {} } };
    return new PlanSession({ prepared, mended: { plan } } as unknown as PlanSubject);
  };

  it("takes no part that is dropped onto another commit until they stand", async () => {
    const session = open();
    const tree = new PlanTree();
    tree.show(session);
    const dragged = new vscode.DataTransfer();
    tree.handleDrag([{ kind: "part", commit: 1, id: "2" }], dragged);
    const drop = (): void => tree.handleDrop({ kind: "commit", commit: 0 }, dragged);
    await session.commit(async () => {
      drop();
      deepEqual(session.plan, plan);
    });
    drop();
    deepEqual(
      session.plan.commits.map(({ parts }) => parts),
      [["1", "2"]],
    );
    tree.dispose();
    session.dispose();
  });

  it("stays where everything in it is to stay uncommitted", async () => {
    const session = open();
    session.change((now) => ({ ...now, commits: [], leftOut: ["1", "2"] }));
    equal(await commitPlan(session, silentLog), "goes on");
    session.dispose();
  });

  it("knows whether a person has worked on it: a made commit alone is no such work", () => {
    const session = open();
    session.advance(1, session.ground);
    equal(session.isTouched, false);
    session.setMessage(1, "B");
    equal(session.isTouched, true);
    equal(session.plan.commits[0]?.message, "B");
    session.dispose();
  });
});
