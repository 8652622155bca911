/** What a chip stands for, when its question is sent: the same lines, whatever has happened around them. */
import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { ContextChips } from "../../../../src/host/features/chat/contextChips.ts";
import { folderOf } from "../../../../src/host/features/chat/mentionSources.ts";
import { pieceOf, type Offered } from "../../../../src/host/features/chat/offered.ts";

describe("a chip", () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/");
  const uri = vscode.Uri.joinPath(root, "chips.txt");
  const lines = ["one", "two", "three", "four", "five"];
  let chips: ContextChips;

  beforeEach(async () => {
    writeFileSync(uri.fsPath, lines.map((line) => `${line}\n`).join(""));
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    chips = new ContextChips();
  });
  afterEach(() => {
    chips.dispose();
    rmSync(join(root.fsPath, "chips.txt"), { force: true });
  });

  const show = async (): Promise<vscode.TextEditor> =>
    vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  const change = async (start: number, end: number, text: string): Promise<void> => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(start, 0, end, 0), text);
    await vscode.workspace.applyEdit(edit);
  };
  const shown = (): unknown => chips.chips.map((chip) => [chip.kind, chip.lines]);
  const read = async (): Promise<readonly string[]> =>
    (await chips.read(chips.chips.map(({ id }) => id))).map(({ text }) => text);

  it("follows its lines through changes, and says where they are now", async () => {
    const editor = await show();
    editor.selection = new vscode.Selection(1, 0, 3, 0);
    equal(await chips.add(editor), true);
    chips.addAll([pieceOf(uri, new vscode.Range(4, 0, 4, 4), "symbol")]);
    const ids = chips.chips.map(({ id }) => id);
    deepEqual(shown(), [
      ["selection", [2, 3]],
      ["symbol", [5, 5]],
    ]);
    let heard = 0;
    chips.onChange(() => (heard += 1));
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await change(0, 1, "zero\none\nand\n");
    await change(5, 5, "between\n");
    deepEqual(chips.chips.slice(0, 2), [
      { id: ids[0], kind: "selection", path: "chips.txt", lines: [4, 5] },
      { id: ids[1], kind: "symbol", path: "chips.txt", lines: [8, 8] },
    ]);
    deepEqual((await read()).slice(0, 2), ["two\nthree\n", "five"]);
    equal(heard > 0, true);
  });

  it("is gone with all of its lines, and with its file", async () => {
    await show();
    chips.addAll([pieceOf(uri, new vscode.Range(1, 0, 3, 0), "selection")]);
    const ids = chips.chips.filter(({ kind }) => kind === "selection").map(({ id }) => id);
    await change(0, 5, "");
    deepEqual(await chips.read(ids), []);
    const other = pieceOf(vscode.Uri.joinPath(root, "never there.txt"), undefined, "selection");
    chips.addAll([other]);
    deepEqual(await chips.read([other.chip.id]), []);
  });

  it("of an earlier version of a file has the file's name, and nothing says where it lies", () => {
    const version = uri.with({ scheme: "git", query: "{}" });
    equal(pieceOf(version, undefined, "selection").chip.path, "chips.txt");
  });

  it("of a terminal is what it said last", async () => {
    const said = (text: string): Offered => ({
      chip: { id: text, kind: "terminal", path: "Terminal" },
      key: "terminal Terminal",
      read: async () => ({ language: "", text }),
    });
    chips.addAll([said("the first")]);
    chips.addAll([said("the second")]);
    const ids = chips.chips.filter(({ kind }) => kind === "terminal").map(({ id }) => id);
    deepEqual(
      (await chips.read(ids)).map(({ text }) => text),
      ["the second"],
    );
  });

  it("that can't be read says so, and by its name", async () => {
    const blob = vscode.Uri.joinPath(root, "blob.bin");
    writeFileSync(blob.fsPath, Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 0, 0, 1, 2, 3]));
    const binary = pieceOf(blob, undefined, "selection");
    chips.addAll([binary]);
    await rejects(chips.read([binary.chip.id]), /^Error: blob\.bin: .*binary/).finally(() =>
      rmSync(blob.fsPath),
    );
  });

  it("of the whole workspace folder has its name, and nothing says where it lies", async () => {
    const [folder] = await folderOf(root);
    equal(folder?.chip.path, vscode.workspace.workspaceFolders?.[0]?.name);
    const text = (await folder?.read())?.text ?? "";
    ok(text.includes("=== chips.txt\none\n"), text);
    ok(!text.includes(root.fsPath));
  });

  it("is the same thing still where it stands now, and is added once", async () => {
    const editor = await show();
    editor.selection = new vscode.Selection(1, 0, 3, 0);
    await chips.add(editor);
    await change(0, 0, "zero\n");
    editor.selection = new vscode.Selection(2, 0, 4, 0);
    await chips.add(editor);
    const selected = chips.chips.filter(({ kind }) => kind === "selection");
    deepEqual(
      selected.map((chip) => chip.lines),
      [[3, 4]],
    );
  });
});
