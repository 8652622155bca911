/** What may leave of documents that the person has open: files, and what shows them under another scheme. */
import { deepEqual, equal } from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { ContextChips } from "../../../../src/host/features/chat/contextChips.ts";
import { mayLeave, whyKept } from "../../../../src/host/platform/leaving.ts";

describe("what may leave", () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/");
  const made = ["private", "inner", ".sondeignore"];
  const settings = vscode.workspace.getConfiguration("sonde");
  const at = (path: string, scheme: string): vscode.Uri =>
    vscode.Uri.joinPath(root, path).with({ scheme, query: scheme === "file" ? "" : "{}" });
  /** Shows whatever it is asked for. */
  const review = vscode.workspace.registerTextDocumentContentProvider("review", {
    provideTextDocumentContent: () => "const before = 1;\n",
  });

  before(async () => {
    for (const folder of made.slice(0, 2)) {
      mkdirSync(join(root.fsPath, folder));
      writeFileSync(join(root.fsPath, folder, "x.ts"), "");
    }
    writeFileSync(join(root.fsPath, ".sondeignore"), "/private/\n");
    await settings.update("context.exclude", ["inner/**"], vscode.ConfigurationTarget.Workspace);
  });
  after(async () => {
    await settings.update("context.exclude", undefined, vscode.ConfigurationTarget.Workspace);
    for (const name of made) rmSync(join(root.fsPath, name), { recursive: true });
    review.dispose();
  });

  for (const scheme of ["file", "git", "review", "vscode-local-history"]) {
    it(`is by the rules of the workspace, for ${scheme}: too`, async () => {
      const paths = ["private/x.ts", "inner/x.ts", "package.json"];
      const may = await Promise.all(paths.map((path) => mayLeave(at(path, scheme))));
      deepEqual(may, [false, false, true]);
    });
  }

  it("is a version of a file that is gone, where its name is not one that stays", async () => {
    deepEqual(
      await Promise.all(["src/gone.ts", "private/gone.ts"].map((path) => mayLeave(at(path, "git")))),
      [true, false],
    );
    equal(await mayLeave(at("../elsewhere/x.ts", "git")), true);
    equal(await mayLeave(root.with({ scheme: "git", path: `${root.path}/../x.ts` })), false);
  });

  it("says why a version stays", async () => {
    const why = await whyKept(at("private/x.ts", "git"));
    equal(why?.endsWith("private/x.ts is never sent: .gitignore or .sondeignore names it."), true, why);
  });

  it("is offered unasked where it is a file, and not where it is a view of one", async () => {
    const chips = new ContextChips();
    const offered = async (uri: vscode.Uri): Promise<readonly string[]> => {
      const next = new Promise<void>((resolve) => {
        const listening = chips.onChange(() => {
          listening.dispose();
          resolve();
        });
      });
      await vscode.window.showTextDocument(uri);
      await next;
      return chips.chips.map(({ path }) => path);
    };
    try {
      deepEqual(await offered(at("package.json", "file")), ["package.json"]);
      deepEqual(await offered(at("README.md", "review")), []);
      deepEqual(await offered(at("README.md", "file")), ["README.md"]);
    } finally {
      chips.dispose();
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    }
  });
});
