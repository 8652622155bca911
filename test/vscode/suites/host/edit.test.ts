/**
 * Inline edit in a real extension host, with a model that says just what the test tells it to: documents of every
 * kind, what the person does in between, and what undo brings back.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { ChatEvent, Ending } from "../../../../src/core/event.ts";
import { silentLog } from "../../../../src/core/log.ts";
import { createEdits, type Edits } from "../../../../src/host/features/inlineEdit/entry.ts";
import type { Question } from "../../../../src/host/platform/ask.ts";
import { judge } from "../../../../src/host/platform/writeGuard.ts";
import { deepseek } from "../../../../src/provider/dialects/deepseek.ts";

/** A question that waits for what the test has to say. */
interface Waiting {
  readonly question: Question;
  text(text: string): void;
  end(reason?: "stop" | "length"): void;
}

class Model {
  readonly #waiting: Waiting[] = [];
  readonly #wanted: ((waiting: Waiting) => void)[] = [];

  /** The next question that nobody has taken yet. */
  async next(): Promise<Waiting> {
    return this.#waiting.shift() ?? new Promise((resolve) => this.#wanted.push(resolve));
  }

  readonly ask = async (question: Question): Promise<Ending> =>
    new Promise((resolve) => {
      const tell = (events: readonly ChatEvent[]): void => question.onEvents(events);
      const end = (ending: Ending): void => {
        tell([{ type: "end", ending }]);
        resolve(ending);
      };
      question.signal.addEventListener("abort", () => end({ reason: "cancelled" }));
      const waiting: Waiting = {
        question,
        text: (text) => tell([{ type: "text", text, choice: 0 }]),
        end: (reason = "stop") => end({ reason }),
      };
      const wanted = this.#wanted.shift();
      if (wanted) wanted(waiting);
      else this.#waiting.push(waiting);
    });
}

const fence = (code: string): string => `\`\`\`\n${code}\n\`\`\`\n`;

describe("inline edit, in the extension host", () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const model = new Model();
  let edits: Edits;
  let outside: string;
  const made: vscode.Disposable[] = [];

  const titles = async (uri: vscode.Uri): Promise<readonly string[]> => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      uri,
    );
    return lenses.map(({ command }) => command?.title ?? "");
  };
  /** Resolves when a lens with this text is there. */
  const lens = async (uri: vscode.Uri, text: string): Promise<void> => {
    for (;;) {
      if ((await titles(uri)).some((title) => title.includes(text))) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const show = async (content: string, name: string): Promise<vscode.TextEditor> => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(path));
  };
  const select = (editor: vscode.TextEditor, ...lines: readonly (readonly [number, number])[]): void => {
    editor.selections = lines.map(
      ([from, to]) => new vscode.Selection(from, 0, to, editor.document.lineAt(to).text.length),
    );
  };
  const edit = async (instruction: string): Promise<void> => edits.edit({ instruction });

  before(() => {
    const [flash] = deepseek.models;
    assert.ok(flash);
    const values = new Map<string, never>();
    const memory: vscode.Memento = {
      keys: () => [...values.keys()],
      get: (key: string, fallback?: unknown) => values.get(key) ?? fallback,
      update: async (key: string, value: never) => void values.set(key, value),
    };
    edits = createEdits({
      ask: model.ask,
      choice: () => ({ dialect: deepseek, model: flash, effort: "off" }),
      log: silentLog,
      memory,
    });
    outside = mkdtempSync(join(tmpdir(), "sonde-outside-"));
  });
  after(async () => {
    edits.dispose();
    vscode.Disposable.from(...made).dispose();
    rmSync(outside, { recursive: true, force: true });
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("keeps CRLF, tabs and a missing final line end, and undoes in one step", async () => {
    const before = "a = 1\r\n\tb = two(2)\r\n\tc = three(3)";
    const editor = await show(before, "windows.txt");
    select(editor, [1, 2]);
    const running = edit("change b");
    const asked = await model.next();
    asked.text(fence("    b = two(22)\n    c = three(3)"));
    asked.end();
    await running;
    await lens(editor.document.uri, "Accept");
    assert.equal(editor.document.getText(), before);
    await edits.run("sonde.acceptEdit", undefined);
    assert.equal(editor.document.getText(), before.replace("two(2)", "two(22)"));
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), before);
    assert.equal(editor.document.isDirty, false);
  });

  it("gives each of several carets an edit of its own", async () => {
    const editor = await show("first(1);\n\nsecond(2);\n\nthird(3);\n", "carets.txt");
    select(editor, [0, 0], [2, 2], [4, 4]);
    const running = edit("count up");
    for (let count = 0; count < 3; count += 1) {
      const asked = await model.next();
      const said = asked.question.messages.at(-1)?.text ?? "";
      const line = /<selection[^>]*>\n(.*)\n<\/selection>/.exec(said)?.[1] ?? "";
      asked.text(fence(line.replace(/\d/, "9")));
      asked.end();
    }
    await running;
    for (let count = 0; count < 3; count += 1) await edits.run("sonde.acceptEdit", undefined);
    assert.equal(editor.document.getText(), "first(9);\n\nsecond(9);\n\nthird(9);\n");
  });

  it("edits an untitled file", async () => {
    const document = await vscode.workspace.openTextDocument({
      content: "let a = 1;\n",
      language: "plaintext",
    });
    const editor = await vscode.window.showTextDocument(document);
    select(editor, [0, 0]);
    const running = edit("two");
    const asked = await model.next();
    asked.text(fence("let a = 2;"));
    asked.end();
    await running;
    await edits.run("sonde.acceptEdit", undefined);
    assert.equal(document.getText(), "let a = 2;\n");
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), "let a = 1;\n");
  });

  it("edits a file of 20,000 lines, all of them", async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `const value${at} = call(${at});`);
    const editor = await show(`${lines.join("\n")}\n`, "large.txt");
    select(editor, [0, lines.length - 1]);
    const running = edit("change every tenth");
    const wanted = lines.map((line, at) => (at % 10 === 0 ? line.replace("call", "ask") : line));
    const asked = await model.next();
    const answer = fence(wanted.join("\n"));
    for (let at = 0; at < answer.length; at += 4096) asked.text(answer.slice(at, at + 4096));
    asked.end();
    await running;
    await lens(editor.document.uri, "Accept Change 2 of 2000");
    await edits.run("sonde.acceptEdit", undefined);
    assert.equal(editor.document.getText(), `${wanted.join("\n")}\n`);
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), `${lines.join("\n")}\n`);
  });

  it("follows lines that move while it streams, and keeps what the person typed between hunks", async () => {
    const before = "one(1);\ntwo(2);\nthree(3);\nfour(4);\nfive(5);\n";
    const editor = await show(before, "moving.txt");
    select(editor, [1, 3]);
    const running = edit("change two and four");
    const asked = await model.next();
    asked.text("```\ntwo(22);\n");
    await editor.edit((change) => change.insert(new vscode.Position(0, 0), "// above\n"));
    await editor.edit((change) => change.insert(new vscode.Position(3, 0), "mine + "));
    asked.text("three(3);\nfour(44);\n```\n");
    asked.end();
    await running;
    await lens(editor.document.uri, "Accept Change 2 of 2");
    await edits.run("sonde.acceptEdit", undefined);
    assert.equal(
      editor.document.getText(),
      "// above\none(1);\ntwo(22);\nmine + three(3);\nfour(44);\nfive(5);\n",
    );
  });

  it("says that the code changed under it, and asks anew with the lines of now", async () => {
    const editor = await show("one(1);\ntwo(2);\n", "collided.txt");
    select(editor, [1, 1]);
    const running = edit("three");
    const asked = await model.next();
    await editor.edit((change) => change.insert(new vscode.Position(1, 0), "my"));
    asked.text(fence("three(3);"));
    asked.end();
    await running;
    await lens(editor.document.uri, "The code changed under the edit");
    const again = edits.run("sonde.retryEdit", undefined);
    const second = await model.next();
    assert.match(second.question.messages.at(-1)?.text ?? "", /<selection[^>]*>\nmytwo\(2\);\n/);
    second.text(fence("three(3);"));
    second.end();
    await again;
    await edits.run("sonde.acceptEdit", undefined);
    assert.equal(editor.document.getText(), "one(1);\nthree(3);\n");
  });

  it("keeps the proposal while its editor is closed, and finds the lines that moved on the disk", async () => {
    const editor = await show("one(1);\ntwo(2);\n", "closed.txt");
    const { uri } = editor.document;
    select(editor, [1, 1]);
    const running = edit("three");
    const asked = await model.next();
    asked.text(fence("three(3);"));
    asked.end();
    await running;
    await lens(uri, "Accept");
    const closed = new Promise<void>((resolve) => {
      made.push(
        vscode.workspace.onDidCloseTextDocument((document) => {
          if (document.uri.toString() === uri.toString()) resolve();
        }),
      );
    });
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 20_000))]);
    writeFileSync(uri.fsPath, "zero(0);\none(1);\ntwo(2);\n");
    const again = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    again.selection = new vscode.Selection(2, 0, 2, 0);
    await lens(uri, "Accept");
    await edits.run("sonde.acceptEdit", undefined);
    assert.equal(again.document.getText(), "zero(0);\none(1);\nthree(3);\n");
  });

  it("does not touch a read-only file, a page of a program, or a file that is never sent", async () => {
    made.push(
      vscode.workspace.registerTextDocumentContentProvider("sonde-test", {
        provideTextDocumentContent: () => "one(1);\n",
      }),
    );
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse("sonde-test:/page.txt"));
    await vscode.window.showTextDocument(page);
    await edit("two");
    await show("KEY=1\n", ".env");
    await edit("two");
    assert.deepEqual(await titles(page.uri), []);
  });

  it("offers nothing of an answer that broke off, and takes it whole when it is asked again", async () => {
    const editor = await show("one(1);\ntwo(2);\nthree(3);\n", "cut.txt");
    select(editor, [0, 2]);
    const running = edit("up");
    const asked = await model.next();
    asked.text("```\none(2);\ntw");
    asked.end("length");
    await running;
    await lens(editor.document.uri, "The answer broke off");
    await edits.run("sonde.acceptEdit", undefined);
    assert.equal(editor.document.getText(), "one(1);\ntwo(2);\nthree(3);\n");
    await edits.run("sonde.rejectEdit", undefined);
    assert.deepEqual(await titles(editor.document.uri), []);
  });

  it("proposes code of an answer in the file that it names", async () => {
    const editor = await show(
      "function a() {\n  return 1;\n}\n\nfunction b() {\n  return 2;\n}\n",
      "applied.js",
    );
    await edits.apply({
      text: "function b() {\n  return 3;\n}\n",
      language: "js",
      path: "applied.js",
      attached: [],
    });
    await lens(editor.document.uri, "Accept");
    await edits.run("sonde.acceptEdit", undefined);
    assert.match(
      editor.document.getText(),
      /^function a\(\) \{\n {2}return 1;\n\}\n\nfunction b\(\) \{\n {2}return 3;\n\}\n$/,
    );
  });

  it("guards what is written by its final real path", async () => {
    mkdirSync(join(outside, "real"));
    writeFileSync(join(outside, "real", "file.txt"), "x");
    const link = join(folder, "link");
    symlinkSync(join(outside, "real"), link);
    made.push(new vscode.Disposable(() => rmSync(link, { force: true })));
    const verdict = async (...path: readonly string[]): Promise<string> =>
      (await judge(vscode.Uri.file(join(folder, ...path)), "answer")).kind;
    assert.equal(await verdict("link", "file.txt"), "refused");
    assert.equal(await verdict("link", "new", "file.txt"), "refused");
    assert.equal(await verdict("..", "elsewhere.txt"), "refused");
    assert.equal(await verdict(".vscode", "settings.json"), "ask");
    assert.equal(await verdict("package.json"), "ask");
    assert.equal(await verdict("src", "new", "file.ts"), "free");
    symlinkSync(join(folder, "package.json"), join(folder, "harmless.txt"));
    made.push(new vscode.Disposable(() => rmSync(join(folder, "harmless.txt"), { force: true })));
    assert.equal(await verdict("harmless.txt"), "ask");
  });
});
