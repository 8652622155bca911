/**
 * What an edit goes through in a real extension host: several files at once, a file that is gone, the check after it
 * was accepted with Mend and Undo, what is sent along, what is said before it can be accepted, and what is never
 * written.
 */
import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { whyNotWritable } from "../../../../src/host/features/inlineEdit/documents.ts";
import { Editing, select } from "../../inHost/editing.ts";

describe("the states of an edit, in the extension host", () => {
  let editing: Editing;
  let outside: string;

  before(() => {
    editing = new Editing();
    outside = mkdtempSync(join(tmpdir(), "sonde-outside-"));
  });
  after(async () => {
    editing.dispose();
    rmSync(outside, { recursive: true, force: true });
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  const setting = async (name: string, value: unknown): Promise<void> =>
    vscode.workspace.getConfiguration("sonde").update(name, value, vscode.ConfigurationTarget.Global);

  it("keeps the edits of several files apart while the person goes from one to the other", async () => {
    const first = await editing.show("one(1);\n", "several1.txt");
    select(first, [0, 0]);
    const runningFirst = editing.edit("up");
    const askedFirst = await editing.next();
    askedFirst.text("```\none(");
    const second = await editing.show("two(2);\n", "several2.txt");
    select(second, [0, 0]);
    const runningSecond = editing.edit("up");
    const askedSecond = await editing.next();
    askedSecond.answer("two(22);");
    askedFirst.text("11);\n```\n");
    askedFirst.end();
    await Promise.all([runningFirst, runningSecond]);
    await editing.press(first.document.uri, "$(check) Accept");
    assert.equal(first.document.getText(), "one(11);\n");
    assert.equal(second.document.getText(), "two(2);\n");
    await editing.press(second.document.uri, "$(check) Accept");
    assert.equal(second.document.getText(), "two(22);\n");
    await editing.press(first.document.uri, "Undo");
    assert.equal(first.document.getText(), "one(1);\n");
    assert.equal(second.document.getText(), "two(22);\n");
    await first.document.save();
    await second.document.save();
  });

  it("says that a file is gone, and does not make it again", async () => {
    const { document } = await editing.show("one(1);\n", "gone.txt");
    const editor = await editing.open(document.uri);
    select(editor, [0, 0]);
    await editing.proposed("up", "one(2);");
    const accept = await editing.lens(document.uri, "$(check) Accept");
    await editing.close(document.uri);
    rmSync(document.uri.fsPath);
    await editing.run("sonde.acceptEdit", accept.command?.arguments?.[0]);
    assert.equal(existsSync(document.uri.fsPath), false);
    await editing.show("one(1);\n", "gone.txt");
    await editing.press(document.uri, "Dismiss");
    assert.deepEqual(await editing.titles(document.uri), []);
  });

  it("checks the meaning after it was accepted, mends what is new, and takes it all back", async () => {
    const before = "const old: string = 1;\nexport const count: number = 1;\nexport const text = old;\n";
    const editor = await editing.show(before, "meaning.ts");
    const { uri } = editor.document;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (vscode.languages.getDiagnostics(uri).length === 0) return;
        listener.dispose();
        resolve();
      };
      const listener = vscode.languages.onDidChangeDiagnostics(look);
      look();
    });
    select(editor, [1, 1]);
    await editing.proposed("as text", 'export const count: number = "1";');
    await editing.press(uri, "$(check) Accept");
    // The problem of the first line was there before and does not count.
    await editing.lens(uri, "1 new problem");
    const mending = editing.press(uri, "Mend");
    const asked = await editing.next();
    assert.match(asked.said, /<problems>\nline 2: error ts \(2322\): [^\n]*\n<\/problems>/);
    assert.deepEqual(
      asked.question.messages.map(({ role }) => role),
      ["system", "user", "assistant", "user"],
    );
    asked.answer('export const count: string = "1";');
    await mending;
    await editing.press(uri, "$(check) Accept");
    await editing.lens(uri, "no new problems");
    assert.equal(editor.document.lineAt(1).text, 'export const count: string = "1";');
    await vscode.commands.executeCommand("undo");
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), before);
    assert.deepEqual(await editing.titles(uri), []);
  });

  it("asks no language server where that is turned off", async () => {
    await setting("edit.checkDiagnostics", false);
    try {
      const editor = await editing.show("export const count: number = 1;\n", "unchecked.ts");
      select(editor, [0, 0]);
      await editing.proposed("break it", 'export const count: number = "1" +;');
      const { uri } = editor.document;
      assert.deepEqual(
        (await editing.titles(uri)).filter((title) => title.includes("$(warning)")),
        [],
      );
      await editing.press(uri, "$(check) Accept");
      assert.ok((await editing.titles(uri)).includes("$(check) Accepted"));
    } finally {
      await setting("edit.checkDiagnostics", undefined);
    }
  });

  it("sends the project's own words along, the nearest first", async () => {
    mkdirSync(join(editing.folder, "deep", "er"), { recursive: true });
    const made = ["AGENTS.md", ".cursorrules", "deep/AGENTS.md"].map((name) => join(editing.folder, name));
    made.forEach((path, index) => writeFileSync(path, `Rule ${index}.`));
    try {
      const editor = await editing.show("one(1);\n", "deep/er/ruled.txt");
      select(editor, [0, 0]);
      const asked = await editing.proposed("up", "one(2);");
      const system = asked.question.messages[0]?.text ?? "";
      const rules = [...system.matchAll(/<project-instructions path="([^"]+)">\n(Rule \d)/g)];
      assert.deepEqual(
        rules.map(([, path, rule]) => [path, rule]),
        [
          ["deep/AGENTS.md", "Rule 2"],
          ["AGENTS.md", "Rule 0"],
          [".cursorrules", "Rule 1"],
        ],
      );
      await editing.run("sonde.rejectEdit");
    } finally {
      made.forEach((path) => rmSync(path));
    }
  });

  it("names invisible characters before it can be accepted", async () => {
    const editor = await editing.show("one(1);\n", "invisible.txt");
    select(editor, [0, 0]);
    await editing.proposed("up", "one(\u202E2\u200B);");
    await editing.lens(editor.document.uri, "This change adds invisible characters: U+202E, U+200B.");
    await editing.run("sonde.rejectEdit");
  });

  it("says that it does not edit the cells of notebooks", async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "one(1)", "python");
    const data = new vscode.NotebookData([cell]);
    const notebook = await vscode.workspace.openNotebookDocument("jupyter-notebook", data);
    assert.equal(
      await whyNotWritable(notebook.cellAt(0).document),
      "Sonde does not edit notebook cells yet. Ask in the chat instead.",
    );
  });

  it("follows its lines while the guard's question is open", async () => {
    mkdirSync(join(editing.folder, ".husky"), { recursive: true });
    const editor = await editing.show("one(1);\ntwo(2);\n", ".husky/notes.txt");
    const { uri } = editor.document;
    select(editor, [1, 1]);
    await editing.proposed("three", "three(3);");
    await editing.lens(uri, "$(check) Accept");
    await answering(
      (put) => put(new vscode.Position(0, 0), "zero(0);\n"),
      async () => editing.press(uri, "$(check) Accept"),
    );
    assert.equal(editor.document.getText(), "zero(0);\none(1);\nthree(3);\n");
    await vscode.commands.executeCommand("undo");
  });

  it("writes nothing where its lines changed while the guard's question was open", async () => {
    mkdirSync(join(editing.folder, ".husky"), { recursive: true });
    const editor = await editing.show("one(1);\ntwo(2);\n", ".husky/notes.txt");
    const { uri } = editor.document;
    select(editor, [1, 1]);
    await editing.proposed("three", "three(3);");
    await editing.lens(uri, "$(check) Accept");
    await answering(
      (put) => put(new vscode.Position(1, 0), "my"),
      async () => editing.press(uri, "$(check) Accept"),
    );
    assert.equal(editor.document.getText(), "one(1);\nmytwo(2);\n");
    await editing.lens(uri, "The code changed under the edit");
    await editing.run("sonde.rejectEdit");
  });

  /** Says yes to the guard's question while something runs, after the document has changed behind it. */
  const answering = async (
    change: (put: (at: vscode.Position, text: string) => void) => void,
    work: () => Promise<void>,
  ): Promise<void> => {
    const { showWarningMessage } = vscode.window;
    let asked = 0;
    const say = async (_text: string, _options: unknown, button: string): Promise<string> => {
      asked += 1;
      await vscode.window.activeTextEditor?.edit((edit) => change((at, text) => edit.insert(at, text)));
      return button;
    };
    Object.assign(vscode.window, { showWarningMessage: say });
    try {
      await work();
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
    assert.equal(asked, 1);
  };

  it("proposes a block for the open file outside of the workspace, and asks before it is written", async () => {
    const before = "one(1);\ntwo(2);\nthree(3);\n";
    const wanted = before.replace("1", "11");
    const path = join(outside, "alone.txt");
    writeFileSync(path, before);
    const editor = await editing.open(vscode.Uri.file(path));
    const { uri } = editor.document;
    await editing.edits.apply({ text: wanted, language: "", attached: [] });
    await editing.lens(uri, "$(check) Accept");
    await answering(
      () => {},
      async () => editing.press(uri, "$(check) Accept"),
    );
    assert.equal(editor.document.getText(), wanted);
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), before);
  });

  it("proposes nothing that could never be accepted", async () => {
    const path = join(outside, "alone.txt");
    writeFileSync(path, "one(1);\n");
    const { uri } = (await editing.open(vscode.Uri.file(path))).document;
    const block = { text: "one(2);\n", language: "", attached: [] };
    const folders = Object.getOwnPropertyDescriptor(vscode.workspace, "workspaceFolders") ?? {};
    Object.defineProperty(vscode.workspace, "workspaceFolders", { ...folders, get: () => undefined });
    try {
      await editing.edits.apply({ ...block, path: "other.txt" });
      assert.deepEqual(await editing.titles(uri), []);
      await editing.edits.apply({ ...block, path: "src/alone.txt" });
      await editing.lens(uri, "$(check) Accept");
      await editing.run("sonde.rejectEdit");
    } finally {
      Object.defineProperty(vscode.workspace, "workspaceFolders", folders);
    }
  });

  it("applies a block to a document that has no file yet", async () => {
    const document = await vscode.workspace.openTextDocument({ content: "", language: "plaintext" });
    await vscode.window.showTextDocument(document);
    await editing.edits.apply({ text: "one(2);\n", language: "", attached: [] });
    await editing.press(document.uri, "$(check) Accept");
    assert.equal(document.getText(), "one(2);\n");
  });

  it("writes nothing where a link was put between the offer and its acceptance", async () => {
    const place = join(editing.folder, "swapped");
    mkdirSync(place);
    mkdirSync(join(outside, "swapped"));
    writeFileSync(join(outside, "swapped", "file.txt"), "one(1);\n");
    const editor = await editing.show("one(1);\n", "swapped/file.txt");
    await editing.edits.apply({ text: "one(2);\n", language: "", path: "swapped/file.txt", attached: [] });
    await editing.lens(editor.document.uri, "$(check) Accept");
    renameSync(place, join(outside, "was"));
    symlinkSync(join(outside, "swapped"), place);
    try {
      await editing.press(editor.document.uri, "$(check) Accept");
      assert.equal(editor.document.getText(), "one(1);\n");
      assert.equal(readFileSync(join(outside, "swapped", "file.txt"), "utf8"), "one(1);\n");
      await editing.press(editor.document.uri, "$(close) Reject");
    } finally {
      rmSync(place, { force: true });
    }
  });
});
