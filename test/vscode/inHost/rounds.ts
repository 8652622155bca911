/** The rounds of an edit as the suites about them have them. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { Editing } from "./editing.ts";

/** The title by which a change is accepted. */
export const accept = "$(check) Accept";
/** What is said of an edit whose lines the person has changed meanwhile. */
export const collided = "The code changed under the edit";

/** The selected lines that a question shows. */
export const selectionOf = (said: string): string =>
  /<selection[^>]*>\n([\s\S]*)\n<\/selection>/.exec(said)?.[1] ?? "";

/** Inline edit for a suite, whose tests find it without a check of problems and leave no unsaved file. */
export function editingRounds(): () => Editing {
  let editing: Editing;
  const check = async (value: boolean | undefined): Promise<void> =>
    vscode.workspace
      .getConfiguration("sonde")
      .update("edit.checkDiagnostics", value, vscode.ConfigurationTarget.Global);
  before(async () => {
    editing = new Editing();
    await check(false);
  });
  after(async () => {
    editing.dispose();
    await check(undefined);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });
  return () => editing;
}

/** Puts a text into the editor's document as the person would. */
export async function type(
  editor: vscode.TextEditor,
  line: number,
  character: number,
  text: string,
): Promise<void> {
  assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(line, character), text)));
}
