/** Reads what VS Code gives out by way of the clipboard alone, such as a terminal's selection. */
import * as vscode from "vscode";

/**
 * What a command copies; empty where it copies nothing. The clipboard gets its text back. An image that is there stays
 * only as long as nothing is copied: an extension can neither see nor keep it, so nothing is written without need.
 */
export async function copiedBy(command: string): Promise<string> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  let copied = "";
  try {
    if (before !== "") await clipboard.writeText("");
    await vscode.commands.executeCommand(command);
    copied = await clipboard.readText();
  } finally {
    if (before !== "" || copied !== "") await clipboard.writeText(before);
  }
  return copied;
}
