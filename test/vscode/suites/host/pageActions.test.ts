/** What the buttons of a chat page do in the host, and what a person is told where that can't be done. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { insertAtCursor } from "../../../../src/host/features/chat/insertAtCursor.ts";

describe("what a page asks for", () => {
  const { window } = vscode;
  const { showErrorMessage } = window;
  let told: string[];
  beforeEach(() => {
    told = [];
    Object.assign(window, { showErrorMessage: async (text: string) => void told.push(text) });
  });
  afterEach(() => Object.assign(window, { showErrorMessage }));

  it("inserts at the cursor, and says so where the editor takes no typing", async () => {
    const document = await vscode.workspace.openTextDocument({ content: "one\n" });
    await window.showTextDocument(document);
    await insertAtCursor("zero\n");
    assert.equal(document.getText(), "zero\none\n");
    assert.deepEqual(told, []);
    await vscode.commands.executeCommand("workbench.action.files.setActiveEditorReadonlyInSession");
    await insertAtCursor("never\n");
    assert.equal(document.getText(), "zero\none\n");
    assert.deepEqual(told, [`${document.fileName} is read-only.`]);
    await vscode.commands.executeCommand("workbench.action.files.resetActiveEditorReadonlyInSession");
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });
});
