/** A plan under review while its commits are being made. */
import { deepEqual, equal, ok } from "node:assert/strict";
import * as vscode from "vscode";
import { silentLog } from "../../../../src/core/log.ts";
import { commitPlan } from "../../../../src/host/features/commit/commitPlan.ts";
import { closePlanEditors } from "../../../../src/host/features/commit/planDocuments.ts";
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
    equal(await commitPlan(session, silentLog), "stays");
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

describe("the editors of a plan", () => {
  const schemes = ["sonde-plan", "sonde-test-mine"];
  const texts = vscode.Disposable.from(
    ...schemes.map((scheme) =>
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        provideTextDocumentContent: ({ path }) => path,
      }),
    ),
  );
  const labels = (): readonly string[] =>
    vscode.window.tabGroups.all.flatMap(({ tabs }) =>
      tabs.map(({ label }) => label.replace(/ \(\d files\)$/, "")),
    );
  const show = async (scheme: string, title: string, names: readonly string[]): Promise<void> => {
    const uri = (path: string): vscode.Uri => vscode.Uri.from({ scheme, authority: "plan", path });
    const pairs = names.map((name) => [uri(`/${name}`), uri(`/old/${name}`), uri(`/new/${name}`)] as const);
    const [only] = pairs;
    if (only && pairs.length === 1)
      await vscode.commands.executeCommand("vscode.diff", only[1], only[2], title);
    else await vscode.commands.executeCommand("vscode.changes", title, pairs);
    // The next one would take the place of one that is only looked at.
    await vscode.commands.executeCommand("workbench.action.keepEditor");
    ok(labels().includes(title));
  };
  const closeAll = (): Thenable<boolean> =>
    vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
  before(closeAll);
  after(async () => {
    await closeAll();
    texts.dispose();
  });

  it("are closed behind it, but for those of others and those that the person has pinned", async () => {
    await show("sonde-plan", "one file", ["a"]);
    await show("sonde-plan", "two files", ["a", "b"]);
    await show("sonde-test-mine", "mine", ["a", "b"]);
    await show("sonde-plan", "kept", ["a", "c"]);
    await vscode.commands.executeCommand("workbench.action.pinEditor");
    await closePlanEditors();
    deepEqual(labels().toSorted(), ["kept", "mine"]);
  });
});
