/**
 * Puts commands of an answer into a terminal. Nothing is ever run from here: the person presses Enter.
 */
import * as vscode from "vscode";
import { commandText } from "../../../core/text/commandText.ts";

/** Writes commands behind the prompt of the active terminal, or of a new one, and shows it. */
export async function insertInTerminal(text: string): Promise<void> {
  const commands = commandText(text);
  if (commands === "") return;
  const terminal = vscode.window.activeTerminal ?? vscode.window.createTerminal();
  terminal.show();
  if (!commands.includes("\n")) return terminal.sendText(commands, false);
  // A line break would run what stands before it. Pasting marks the text as pasted where the shell knows that, and
  // VS Code asks first where it does not.
  const before = await vscode.env.clipboard.readText();
  await vscode.env.clipboard.writeText(commands);
  try {
    await vscode.commands.executeCommand("workbench.action.terminal.paste");
  } finally {
    await vscode.env.clipboard.writeText(before);
  }
}
