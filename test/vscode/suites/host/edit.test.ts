/**
 * Inline edit in a real extension host, with a model that says just what the test tells it to: documents of every
 * kind, what the person does in between, and what undo brings back.
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { UntitledTwins } from "../../../../src/host/features/inlineEdit/untitledTwins.ts";
import { inTime } from "../../../../src/host/platform/languageServer.ts";
import { Editing, fence, longestTurn, select } from "../../inHost/editing.ts";
import { reportMark } from "../../stages/totals.ts";

/** A language server that pushes what it finds: a bracket that is left open, and a name that it does not know. */
class PushingServer implements vscode.Disposable {
  readonly #problems = vscode.languages.createDiagnosticCollection("pushing");
  readonly #subscription: vscode.Disposable;

  constructor(language: string) {
    const look = (document: vscode.TextDocument): void => {
      if (document.languageId === language) this.#problems.set(document.uri, problemsIn(document));
    };
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    );
  }

  dispose(): void {
    this.#problems.dispose();
    this.#subscription.dispose();
  }
}

function problemsIn(document: vscode.TextDocument): readonly vscode.Diagnostic[] {
  const lines = document.getText().split("\n");
  return lines.flatMap((line, at) => {
    const range = new vscode.Range(at, 0, at, line.length);
    if (/\([^)]*$/.test(line)) return [new vscode.Diagnostic(range, "')' expected")];
    return line.includes("unknown") ? [new vscode.Diagnostic(range, "undefined name 'unknown'")] : [];
  });
}

describe("inline edit, in the extension host", () => {
  let editing: Editing;
  const made: vscode.Disposable[] = [];

  before(() => {
    editing = new Editing();
  });
  after(async () => {
    editing.dispose();
    vscode.Disposable.from(...made).dispose();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("keeps CRLF, tabs and a missing final line end, and undoes in one step", async () => {
    const before = "a = 1\r\n\tb = two(2)\r\n\tc = three(3)";
    const editor = await editing.show(before, "windows.txt");
    select(editor, [1, 2]);
    const running = editing.edit("change b");
    const asked = await editing.next();
    asked.text(fence("    b = two(22)\n    c = three(3)"));
    asked.end();
    await running;
    await editing.lens(editor.document.uri, "Accept");
    assert.equal(editor.document.getText(), before);
    await editing.run("sonde.acceptEdit");
    assert.equal(editor.document.getText(), before.replace("two(2)", "two(22)"));
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), before);
    assert.equal(editor.document.isDirty, false);
  });

  it("gives each of several carets an edit of its own", async () => {
    const editor = await editing.show("first(1);\n\nsecond(2);\n\nthird(3);\n", "carets.txt");
    select(editor, [0, 0], [2, 2], [4, 4]);
    const running = editing.edit("count up");
    for (let count = 0; count < 3; count += 1) {
      const asked = await editing.next();
      const said = asked.question.messages.at(-1)?.text ?? "";
      const line = /<selection[^>]*>\n(.*)\n<\/selection>/.exec(said)?.[1] ?? "";
      asked.text(fence(line.replace(/\d/, "9")));
      asked.end();
    }
    await running;
    for (let count = 0; count < 3; count += 1) await editing.run("sonde.acceptEdit");
    assert.equal(editor.document.getText(), "first(9);\n\nsecond(9);\n\nthird(9);\n");
  });

  it("edits an untitled file", async () => {
    const document = await vscode.workspace.openTextDocument({
      content: "let a = 1;\n",
      language: "plaintext",
    });
    const editor = await vscode.window.showTextDocument(document);
    select(editor, [0, 0]);
    const running = editing.edit("two");
    const asked = await editing.next();
    asked.text(fence("let a = 2;"));
    asked.end();
    await running;
    await editing.run("sonde.acceptEdit");
    assert.equal(document.getText(), "let a = 2;\n");
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), "let a = 1;\n");
  });

  it("edits a file of 20,000 lines, all of them", async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `const value${at} = call(${at});`);
    const editor = await editing.show(`${lines.join("\n")}\n`, "large.txt");
    select(editor, [0, lines.length - 1]);
    const running = editing.edit("change every tenth");
    const wanted = lines.map((line, at) => (at % 10 === 0 ? line.replace("call", "ask") : line));
    const asked = await editing.next();
    const answer = fence(wanted.join("\n"));
    const streaming = await longestTurn(async () => {
      // One piece a turn, as from a socket.
      for (let at = 0; at < answer.length; at += 4096) {
        asked.text(answer.slice(at, at + 4096));
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    const ending = await longestTurn(async () => {
      asked.end();
      await running;
    });
    const times = `${streaming.toFixed(1)} ms while it streams, ${ending.toFixed(1)} ms at its end`;
    console.log(`${reportMark}    longest turn of the extension host: ${times}`);
    await editing.lens(editor.document.uri, "Accept Change 2 of 2000");
    await editing.run("sonde.acceptEdit");
    assert.equal(editor.document.getText(), `${wanted.join("\n")}\n`);
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), `${lines.join("\n")}\n`);
  });

  it("follows lines that move while it streams, and keeps what the person typed between hunks", async () => {
    const before = "one(1);\ntwo(2);\nthree(3);\nfour(4);\nfive(5);\n";
    const editor = await editing.show(before, "moving.txt");
    select(editor, [1, 3]);
    const running = editing.edit("change two and four");
    const asked = await editing.next();
    asked.text("```\ntwo(22);\n");
    await editor.edit((change) => change.insert(new vscode.Position(0, 0), "// above\n"));
    await editor.edit((change) => change.insert(new vscode.Position(3, 0), "mine + "));
    asked.text("three(3);\nfour(44);\n```\n");
    asked.end();
    await running;
    await editing.lens(editor.document.uri, "Accept Change 2 of 2");
    await editing.run("sonde.acceptEdit");
    assert.equal(
      editor.document.getText(),
      "// above\none(1);\ntwo(22);\nmine + three(3);\nfour(44);\nfive(5);\n",
    );
  });

  it("says that the code changed under it, and asks anew with the lines of now", async () => {
    const editor = await editing.show("one(1);\ntwo(2);\n", "collided.txt");
    select(editor, [1, 1]);
    const running = editing.edit("three");
    const asked = await editing.next();
    await editor.edit((change) => change.insert(new vscode.Position(1, 0), "my"));
    asked.text(fence("three(3);"));
    asked.end();
    await running;
    await editing.lens(editor.document.uri, "The code changed under the edit");
    const again = editing.run("sonde.retryEdit");
    const second = await editing.next();
    assert.match(second.question.messages.at(-1)?.text ?? "", /<selection[^>]*>\nmytwo\(2\);\n/);
    second.text(fence("three(3);"));
    second.end();
    await again;
    await editing.run("sonde.acceptEdit");
    assert.equal(editor.document.getText(), "one(1);\nthree(3);\n");
  });

  it("keeps the proposal while its editor is closed, and finds the lines that moved on the disk", async () => {
    const editor = await editing.show("one(1);\ntwo(2);\n", "closed.txt");
    const { uri } = editor.document;
    select(editor, [1, 1]);
    const running = editing.edit("three");
    const asked = await editing.next();
    asked.text(fence("three(3);"));
    asked.end();
    await running;
    await editing.lens(uri, "Accept");
    await editing.close(uri);
    writeFileSync(uri.fsPath, "zero(0);\none(1);\ntwo(2);\n");
    const again = await editing.open(uri);
    again.selection = new vscode.Selection(2, 0, 2, 0);
    await editing.lens(uri, "Accept");
    await editing.run("sonde.acceptEdit");
    assert.equal(again.document.getText(), "zero(0);\none(1);\nthree(3);\n");
  });

  it("names the syntax errors of a change before it can be accepted, and only those that it brings", async () => {
    const editor = await editing.show("const one = (1;\nexport const two = 2;\n", "syntax.ts");
    const warnings = async (): Promise<readonly string[]> =>
      (await editing.titles(editor.document.uri)).filter((title) => title.includes("$(warning)"));
    const proposed = async (code: string): Promise<readonly string[]> => {
      select(editor, [1, 1]);
      const running = editing.edit("three");
      const asked = await editing.next();
      asked.text(fence(code));
      asked.end();
      await running;
      await editing.lens(editor.document.uri, "$(check) Accept");
      return warnings();
    };
    assert.deepEqual(await proposed("export const two = 2 +;"), [
      "$(warning) Syntax error: line 2: Expression expected.",
    ]);
    assert.deepEqual(await proposed('import { three } from "./nowhere.js";\nexport const two = three;'), []);
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all.map(({ label }) => label));
    assert.deepEqual(
      tabs.filter((label) => /untitled|syntax/i.test(label)),
      ["syntax.ts"],
    );
    await editing.run("sonde.rejectEdit");
    // A server that never answers holds nothing back.
    assert.equal(await inTime(new Promise(() => {}), 0), undefined);
  });

  it("names them in any language whose server answers about an untitled document, and shows nothing of that", async () => {
    const server = new PushingServer("lua");
    made.push(server);
    const editor = await editing.show("local one = (1\nlocal two = 2\n", "syntax.lua");
    const shown: string[] = [];
    made.push(
      vscode.window.tabGroups.onDidChangeTabs(({ opened }) =>
        shown.push(...opened.map(({ label }) => label)),
      ),
    );
    for (const [code, wanted] of [
      ["local two = 2\nlocal three = (3", ["$(warning) Syntax error: line 3: ')' expected"]],
      ["local two = unknown", []],
    ] as const) {
      select(editor, [1, 1]);
      await editing.proposed("three", code);
      await editing.lens(editor.document.uri, "$(check) Accept");
      const titles = await editing.titles(editor.document.uri);
      assert.deepEqual(
        titles.filter((title) => title.includes("$(warning)")),
        wanted,
      );
    }
    assert.deepEqual(shown, []);
    const twins = vscode.workspace.textDocuments.filter(
      ({ isUntitled, languageId }) => isUntitled && languageId === "lua",
    );
    assert.ok(twins.length > 0);
    assert.deepEqual(
      twins.map((document) => document.getText()),
      twins.map(() => ""),
    );
    await editing.run("sonde.rejectEdit");
  });

  it("asks a server that says nothing of untitled documents twice, and no more", async () => {
    const filled: string[] = [];
    made.push(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === "perl" && document.getText() !== "") filled.push(document.getText());
      }),
    );
    const twins = new UntitledTwins();
    for (const text of ["one", "two", "three"]) {
      assert.equal(await twins.diagnosticsOf("perl", text), undefined);
    }
    assert.deepEqual(filled, ["one", "two"]);
  });

  it("does not touch a read-only file, a page of a program, or a file that is never sent", async () => {
    made.push(
      vscode.workspace.registerTextDocumentContentProvider("sonde-test", {
        provideTextDocumentContent: () => "one(1);\n",
      }),
    );
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse("sonde-test:/page.txt"));
    await vscode.window.showTextDocument(page);
    await editing.edit("two");
    await editing.show("KEY=1\n", ".env");
    await editing.edit("two");
    assert.deepEqual(await editing.titles(page.uri), []);
  });

  it("offers nothing of an answer that broke off, and takes it whole when it is asked again", async () => {
    const editor = await editing.show("one(1);\ntwo(2);\nthree(3);\n", "cut.txt");
    select(editor, [0, 2]);
    const running = editing.edit("up");
    const asked = await editing.next();
    asked.text("```\none(2);\ntw");
    asked.end("length");
    await running;
    await editing.lens(editor.document.uri, "The answer broke off");
    await editing.run("sonde.acceptEdit");
    assert.equal(editor.document.getText(), "one(1);\ntwo(2);\nthree(3);\n");
    await editing.run("sonde.rejectEdit");
    assert.deepEqual(await editing.titles(editor.document.uri), []);
  });

  it("proposes code of an answer in the file that it names", async () => {
    const editor = await editing.show(
      "function a() {\n  return 1;\n}\n\nfunction b() {\n  return 2;\n}\n",
      "applied.js",
    );
    await editing.edits.apply({
      text: "function b() {\n  return 3;\n}\n",
      language: "js",
      path: "applied.js",
      attached: [],
    });
    await editing.lens(editor.document.uri, "Accept");
    // Nothing was asked here, so there is nothing to ask again: the proposal stays.
    await editing.run("sonde.retryEdit");
    await editing.run("sonde.editAlternatives");
    await editing.run("sonde.acceptEdit");
    assert.match(
      editor.document.getText(),
      /^function a\(\) \{\n {2}return 1;\n\}\n\nfunction b\(\) \{\n {2}return 3;\n\}\n$/,
    );
  });

  it("shows a file that is not there beside nothing, and makes it when that is accepted", async () => {
    const path = join(editing.folder, "fresh", "made.js");
    made.push(
      new vscode.Disposable(() => rmSync(join(editing.folder, "fresh"), { recursive: true, force: true })),
    );
    const block = { text: "made();", language: "js", path: "fresh/made.js", attached: [] };
    await editing.edits.apply(block);
    await editing.run("sonde.rejectEdit");
    assert.equal(existsSync(path), false);
    assert.deepEqual(editing.openDiffs, []);
    await editing.edits.apply(block);
    assert.deepEqual(editing.openDiffs, ["made.js"]);
    // Somebody else was quicker: nothing of theirs is lost.
    mkdirSync(join(editing.folder, "fresh"));
    writeFileSync(path, "theirs();\n");
    await editing.run("sonde.acceptEdit");
    assert.equal(readFileSync(path, "utf8"), "theirs();\n");
    assert.deepEqual(editing.openDiffs, ["made.js"]);
    rmSync(path);
    await editing.run("sonde.acceptEdit");
    assert.equal(readFileSync(path, "utf8"), "made();\n");
    assert.deepEqual(editing.openDiffs, []);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, path);
  });
});
