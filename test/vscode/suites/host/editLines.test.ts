/**
 * The lines that an edit is about, in a real extension host: which ones are meant, and how they are followed while the
 * person goes on.
 */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { select, type Editing } from "../../inHost/editing.ts";
import { accept, collided, editingRounds, selectionOf, type } from "../../inHost/rounds.ts";

/** Answers with nothing, and does something when it is first asked. */
const once = (act: () => Promise<void>): (() => Promise<[]>) => {
  let acted: Promise<void> | undefined;
  return async () => {
    await (acted ??= act());
    return [];
  };
};

describe("the lines of an edit, in the extension host", () => {
  const opened = editingRounds();
  let editing: Editing;
  const made: vscode.Disposable[] = [];
  before(() => {
    editing = opened();
  });
  after(() => void vscode.Disposable.from(...made).dispose());

  it("ask about the lines of the moment at which they begin, whatever happens while the question is made", async () => {
    const editor = await editing.show("one(1);\ntwo(2);\n", "pictured.txt");
    const provideDefinition = once(() => type(editor, 0, 0, "zero(0);\n"));
    made.push(
      vscode.languages.registerDefinitionProvider({ pattern: "**/pictured.txt" }, { provideDefinition }),
    );
    select(editor, [1, 1]);
    const asked = await editing.proposed("up", "two(22);");
    assert.equal(selectionOf(asked.said), "two(2);");
    await editing.press(editor.document.uri, accept);
    assert.equal(editor.document.getText(), "zero(0);\none(1);\ntwo(22);\n");
  });

  it("carry the definitions of the names that they use, as a server tells them", async () => {
    await editing.show("function priceOf() {}\n", "priced.txt");
    const place = new vscode.Location(
      vscode.Uri.file(join(editing.folder, "priced.txt")),
      new vscode.Position(0, 0),
    );
    made.push(
      vscode.languages.registerDefinitionProvider(
        { pattern: "**/pricing.txt" },
        { provideDefinition: () => place },
      ),
    );
    const editor = await editing.show("priceOf(1);\n", "pricing.txt");
    select(editor, [0, 0]);
    const asked = await editing.proposed("up", "priceOf(2);");
    assert.match(
      asked.said,
      /<definition name="priceOf" path="priced\.txt"[^>]*>\nfunction priceOf\(\) \{\}/,
    );
    await editing.press(editor.document.uri, accept);
  });

  it("are about the line of the caret though others come above it while the server is asked", async () => {
    const editor = await editing.show("one(1);\ntwo(2);\n", "followed.txt");
    const provideDocumentSymbols = once(() => type(editor, 0, 0, "zero(0);\n"));
    made.push(
      vscode.languages.registerDocumentSymbolProvider(
        { pattern: "**/followed.txt" },
        { provideDocumentSymbols },
      ),
    );
    editor.selection = new vscode.Selection(1, 2, 1, 2);
    const asked = await editing.proposed("up", "two(22);");
    assert.equal(selectionOf(asked.said), "two(2);");
    await editing.press(editor.document.uri, accept);
    assert.equal(editor.document.getText(), "zero(0);\none(1);\ntwo(22);\n");
  });

  it("find their lines again when the whole document was replaced", async () => {
    const editor = await editing.show("one(1);\ntwo(2);\nthree(3);\n", "replaced.txt");
    const { document } = editor;
    select(editor, [1, 1]);
    await editing.proposed("up", "two(22);");
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    await editing.lens(document.uri, accept);
    const replace = async (text: string): Promise<boolean> =>
      editor.edit((edit) => edit.replace(new vscode.Range(0, 0, document.lineCount, 0), text));
    await replace("// header\r\none(1);\r\ntwo(2);\r\nthree(3);\r\nfour(4);\r\n");
    await editing.press(document.uri, accept);
    assert.equal(document.getText(), "// header\r\none(1);\r\ntwo(22);\r\nthree(3);\r\nfour(4);\r\n");
  });

  it("stay as small as they were where their lines can't be found again", async () => {
    const editor = await editing.show("one(1);\ntwo(2);\nthree(3);\n", "torn.txt");
    const { document } = editor;
    select(editor, [1, 1]);
    await editing.proposed("up", "two(22);");
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, 3, 0), "ONE(1);\nTWO(2);\nTHREE(3);\n"));
    await editing.lens(document.uri, collided);
    const again = editing.press(document.uri, "Retry");
    const asked = await editing.next();
    assert.equal(selectionOf(asked.said), "TWO(2);");
    asked.answer("TWO(22);");
    await again;
    await editing.press(document.uri, accept);
    assert.equal(document.getText(), "ONE(1);\nTWO(22);\nTHREE(3);\n");
  });

  it("come to their end though the file was closed meanwhile", async () => {
    const editor = await editing.show("one(1);\ntwo(2);\n", "shut.txt");
    const { uri } = editor.document;
    select(editor, [1, 1]);
    const running = editing.edit("up");
    const asked = await editing.next();
    asked.text("```\n");
    await editing.close(uri);
    asked.text("two(22);\n```\n");
    asked.end();
    await running;
    const again = await editing.open(uri);
    await editing.press(uri, accept);
    assert.equal(again.document.getText(), "one(1);\ntwo(22);\n");
  });

  it("follow a file to its new name", async () => {
    const editor = await editing.show("one(1);\ntwo(2);\n", "named.txt");
    const { uri } = editor.document;
    const renamed = vscode.Uri.joinPath(uri, "..", "renamed.txt");
    select(editor, [1, 1]);
    await editing.proposed("up", "two(22);");
    const change = new vscode.WorkspaceEdit();
    change.renameFile(uri, renamed, { overwrite: true });
    await vscode.workspace.applyEdit(change);
    const { document } = await editing.open(renamed);
    await editing.press(renamed, accept);
    assert.equal(document.getText(), "one(1);\ntwo(22);\n");
  });

  it("follow a new document to the file that it is saved as", async () => {
    const path = join(editing.folder, "saved.txt");
    rmSync(path, { force: true });
    const file = vscode.Uri.file(path);
    const document = await vscode.workspace.openTextDocument(file.with({ scheme: "untitled" }));
    const editor = await vscode.window.showTextDocument(document);
    await type(editor, 0, 0, "one(1);\ntwo(2);\n");
    select(editor, [1, 1]);
    await editing.proposed("up", "two(22);");
    assert.ok(await document.save());
    const saved = await editing.open(file);
    await editing.press(file, accept);
    assert.equal(saved.document.getText(), "one(1);\ntwo(22);\n");
  });

  it("are about another line where the caret is on the line below", async () => {
    const editor = await editing.show("one(1);\ntwo(2);\nthree(3);\n", "below.txt");
    const { uri } = editor.document;
    select(editor, [1, 1]);
    await editing.proposed("up", "two(22);");
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    const asked = await editing.proposed("up", "three(33);");
    assert.equal(selectionOf(asked.said), "three(3);");
    await editing.press(uri, accept);
    await editing.run("sonde.acceptEdit");
    assert.equal(editor.document.getText(), "one(1);\ntwo(22);\nthree(33);\n");
  });

  it("lay one change on the same lines, however often a block is applied", async () => {
    const editor = await editing.show("one(1);\ntwo(2);\nthree(3);", "twice.txt");
    const { uri } = editor.document;
    const block = { text: "four(4);\n", language: "", path: "twice.txt", attached: [] };
    await editing.edits.apply(block);
    await editing.edits.apply(block);
    await type(editor, 0, 0, "x");
    assert.equal((await editing.titles(uri)).filter((title) => title === accept).length, 1);
    await editing.press(uri, accept);
    assert.match(editor.document.getText(), /^xone\(1\);\ntwo\(2\);\nthree\(3\);\n+four\(4\);\n?$/);
  });
});
