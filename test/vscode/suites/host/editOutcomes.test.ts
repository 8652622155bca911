/**
 * What is said and offered after a change was accepted, in a real extension host: its problems, its undo, its diff.
 */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { Editing, select } from "../../inHost/editing.ts";

const accept = "$(check) Accept";

describe("the outcome of an edit, in the extension host", () => {
  let editing: Editing;
  const problems = vscode.languages.createDiagnosticCollection("outcome");

  const checking = async (value: boolean | undefined): Promise<void> =>
    vscode.workspace
      .getConfiguration("sonde")
      .update("edit.checkDiagnostics", value, vscode.ConfigurationTarget.Global);

  before(async () => {
    editing = new Editing();
    await checking(false);
  });
  after(async () => {
    editing.dispose();
    problems.dispose();
    await checking(undefined);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  /** A file with a proposal of two hunks: its first and its third line. */
  const twoHunks = async (name: string): Promise<vscode.TextEditor> => {
    const editor = await editing.show("one(1);\ntwo(2);\nthree(3);\n", name);
    select(editor, [0, 2]);
    await editing.proposed("up", "one(11);\ntwo(2);\nthree(33);");
    return editor;
  };

  it("is taken back by Undo without what the person typed between two hunks", async () => {
    const editor = await twoHunks("between.txt");
    const { uri } = editor.document;
    await editing.press(uri, "Accept Change 1 of 2");
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), "mine + "));
    await editing.press(uri, accept);
    await editing.press(uri, "Undo");
    assert.equal(editor.document.getText(), "one(1);\nmine + two(2);\nthree(3);\n");
  });

  it("can be taken back where a part of it was rejected", async () => {
    for (const reject of ["Reject Change", "$(close) Reject"]) {
      const editor = await twoHunks("partly.txt");
      const { uri } = editor.document;
      await editing.press(uri, "Accept Change 1 of 2");
      // With one hunk left there is one row alone.
      if (reject === "Reject Change") await editing.run("sonde.rejectHunk");
      else await editing.press(uri, reject);
      assert.equal(editor.document.getText(), "one(11);\ntwo(2);\nthree(3);\n");
      await editing.press(uri, "Undo");
      assert.equal(editor.document.getText(), "one(1);\ntwo(2);\nthree(3);\n");
    }
  });

  it("counts the problems since the first hunk was accepted", async () => {
    await checking(true);
    try {
      const editor = await twoHunks("counted.txt");
      const { uri } = editor.document;
      await editing.press(uri, "Accept Change 1 of 2");
      problems.set(uri, [new vscode.Diagnostic(new vscode.Range(0, 0, 0, 3), "broken")]);
      await editing.press(uri, accept);
      await editing.lens(uri, "1 new problem");
      // A server may speak in steps, and later than anybody waits for it.
      problems.clear();
      await editing.lens(uri, "no new problems");
    } finally {
      problems.clear();
      await checking(false);
    }
  });

  it("is taken back where lines were deleted", async () => {
    const editor = await editing.show("one(1);\ntwo(2);\nthree(3);\n", "deleted.txt");
    const { uri } = editor.document;
    select(editor, [1, 1]);
    const running = editing.edit("delete it");
    const asked = await editing.next();
    asked.text("```\n```\n");
    asked.end();
    await running;
    await editing.press(uri, accept);
    assert.equal(editor.document.getText(), "one(1);\nthree(3);\n");
    await editing.press(uri, "Undo");
    assert.equal(editor.document.getText(), "one(1);\ntwo(2);\nthree(3);\n");
  });

  it("is what the diff shows, as long as there is something to decide", async () => {
    const editor = await twoHunks("shown.txt");
    const { uri } = editor.document;
    await editing.press(uri, "Open Diff");
    const proposed = vscode.workspace.textDocuments.find(
      ({ uri: one }) => one.scheme === "sonde-edit" && one.path.endsWith("shown.txt"),
    );
    assert.equal(proposed?.getText(), "one(11);\ntwo(2);\nthree(33);\n");
    const changed = new Promise<void>((resolve) => {
      const listener = vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document !== proposed) return;
        listener.dispose();
        resolve();
      });
    });
    const further = editing.followUp(uri, accept, "more");
    (await editing.next()).answer("one(11);\ntwo(22);\nthree(33);");
    await further;
    await changed;
    assert.equal(proposed.getText(), "one(11);\ntwo(22);\nthree(33);\n");
    await editing.press(uri, accept);
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (editing.openDiffs.includes("shown.txt")) return;
        listener.dispose();
        resolve();
      };
      const listener = vscode.window.tabGroups.onDidChangeTabs(look);
      look();
    });
  });

  it("is no question of the guard where there is nothing to accept", async () => {
    mkdirSync(join(editing.folder, ".husky"), { recursive: true });
    const editor = await editing.show("one(1);\n", ".husky/nothing.txt");
    select(editor, [0, 0]);
    await editing.proposed("up", "one(1);");
    const { showWarningMessage } = vscode.window;
    const said: string[] = [];
    Object.assign(vscode.window, { showWarningMessage: async (text: string) => void said.push(text) });
    try {
      await editing.run("sonde.acceptEdit");
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
    assert.deepEqual(said, []);
    await editing.press(editor.document.uri, "Dismiss");
  });

  it("is walked through in the editor that the caret is in", async () => {
    const left = await twoHunks("split.txt");
    const right = await vscode.window.showTextDocument(left.document, vscode.ViewColumn.Two);
    right.selection = new vscode.Selection(1, 0, 1, 0);
    const before = left.selection.active.line;
    await editing.run("sonde.nextHunk");
    assert.equal(right.selection.active.line, 2);
    assert.equal(left.selection.active.line, before);
    await editing.run("sonde.rejectEdit");
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });
});
