/** The meter reads a chip again only after something has happened that may have changed it. */
import { deepEqual, ok } from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { ContextKind } from "../../../../src/core/conversation.ts";
import { ContextChips } from "../../../../src/host/features/chat/contextChips.ts";
import type { Offered } from "../../../../src/host/features/chat/offered.ts";
import { WorkspaceChanges, type Touches } from "../../../../src/host/features/chat/chipReadings.ts";
import { ContextMeter } from "../../../../src/host/features/chat/contextMeter.ts";
import type { Meter } from "../../../../src/protocol/toWebview.ts";
import { deepseek } from "../../../../src/provider/dialects/deepseek.ts";

describe("the meter, while a draft changes", () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/");
  const touched = join(root.fsPath, "touched.txt");
  const draft = { text: "", length: 0, context: [] };
  let chips: ContextChips;
  let meter: ContextMeter;
  let changes: vscode.EventEmitter<Touches>;
  let listening: WorkspaceChanges;
  let reads: string[];
  let told: (meter: Meter) => void;

  const chip = (kind: ContextKind): Offered => ({
    chip: { id: kind, kind, path: kind },
    key: kind,
    read: async () => {
      reads.push(kind);
      return { language: "", text: `words of ${kind}` };
    },
  });
  /** Writes on, and gives what the meter says then. */
  const write = async (text: string): Promise<Meter> => {
    const next = new Promise<Meter>((resolve) => (told = resolve));
    draft.text = text;
    draft.length = text.length;
    meter.update();
    return next;
  };
  /** What is read again when a draft changes. */
  const readAgain = async (): Promise<readonly string[]> => {
    reads = [];
    await write(`${draft.text} more`);
    return reads.toSorted();
  };

  beforeEach(async () => {
    reads = [];
    chips = new ContextChips();
    changes = new vscode.EventEmitter();
    listening = new WorkspaceChanges();
    const model = deepseek.unknownModel("deepseek-flash");
    meter = new ContextMeter({
      chips,
      changes: changes.event,
      draft,
      choice: () => ({ dialect: deepseek, model, effort: "off", offered: () => [model] }),
      ratio: () => 1,
      conversation: () => ({ id: "c", createdAt: 0, turns: [] }),
      sent: () => undefined,
      tell: (reading) => told(reading),
    });
    chips.addAll((["branch", "problems", "file", "terminal"] as const).map(chip));
    await write("first");
  });
  afterEach(() => {
    meter.dispose();
    changes.dispose();
    listening.dispose();
    chips.dispose();
    rmSync(touched, { force: true });
  });

  it("counts the draft anew and reads no chip", async () => {
    const before = await write("one");
    reads = [];
    const after = await write("one two three four five six seven eight");
    deepEqual(reads, []);
    ok(after.tokens > before.tokens);
    deepEqual(after.chips, before.chips);
  });

  it("reads a new chip alone", async () => {
    await readAgain();
    chips.addAll([chip("folder")]);
    deepEqual(await readAgain(), ["folder"]);
    deepEqual(await readAgain(), []);
  });

  it("reads again what a change has touched", async () => {
    changes.fire((kind) => kind === "branch");
    deepEqual(await readAgain(), ["branch"]);
    changes.fire(() => true);
    deepEqual(await readAgain(), ["branch", "file", "problems", "terminal"]);
  });

  it("does not keep what was read while something changed", async () => {
    const late: Offered = {
      ...chip("commit"),
      read: async () => {
        reads.push("commit");
        if (reads.length === 1) changes.fire((kind) => kind === "commit");
        return { language: "", text: "a commit" };
      },
    };
    chips.addAll([late]);
    deepEqual(await readAgain(), ["commit"]);
    deepEqual(await readAgain(), ["commit"]);
  });

  /** Which kinds are touched by what is done. */
  const touchedBy = async (act: () => unknown, kind: ContextKind): Promise<readonly ContextKind[]> => {
    const all = ["file", "branch", "folder", "problems", "terminal"] as const;
    const heard = new Promise<Touches>((resolve) => {
      listening.event((touches) => touches(kind) && !touches("terminal") && resolve(touches));
    });
    await act();
    const touches = await heard;
    return all.filter(touches);
  };

  it("hears of changes in an editor", async () => {
    const document = await vscode.workspace.openTextDocument({ content: "a" });
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "b");
    ok((await touchedBy(() => vscode.workspace.applyEdit(edit), "file")).includes("file"));
  });

  it("hears of problems", async () => {
    const problems = vscode.languages.createDiagnosticCollection("test");
    const odd = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 1), "odd");
    deepEqual(await touchedBy(() => problems.set(root, [odd]), "problems"), ["problems"]);
    problems.dispose();
  });

  it("hears of changes on the disk", async () => {
    const kinds = await touchedBy(() => writeFileSync(touched, "new"), "branch");
    deepEqual(kinds, ["file", "branch", "folder"]);
  });

  it("says what does not go along", async () => {
    const gone: Offered = { ...chip("symbol"), read: async () => undefined };
    chips.addAll([gone]);
    const note = "symbol does not go along: it can't be read, or may not be sent.";
    ok((await write("more")).warnings.includes(note));
    chips.remove("symbol");
    ok(!(await write("and more")).warnings.includes(note));
  });

  it("reads all anew for what is sent", async () => {
    await readAgain();
    reads = [];
    await chips.read(["branch", "terminal"]);
    deepEqual(reads.toSorted(), ["branch", "terminal"]);
  });
});
