/** The buttons of the page, each by the command that it stands for. */
import * as vscode from "vscode";
import type { ToHost } from "../../../protocol/toHost.ts";
import type { ChatParts } from "./chatParts.ts";

type Button = Extract<ToHost, { type: "press" }>["button"];

/** Commands that are a page's own, by their names; `words`: what the person has said with one. */
export type PageCommands = Readonly<Record<string, (words?: string) => Promise<void>>>;

/** The command behind each button. */
const buttonCommands: Readonly<
  Record<Exclude<Button, "topUp" | "openSettings" | "switchInstructions">, string>
> = {
  setApiKey: "sonde.setApiKey",
  selectModel: "sonde.selectModel",
  selectThinking: "sonde.selectThinking",
  selectProvider: "sonde.selectProvider",
  newChat: "sonde.newChat",
  compactChat: "sonde.compactChat",
  showHistory: "sonde.showHistory",
  renameChat: "sonde.renameChat",
  exportChat: "sonde.exportChat",
  showLog: "sonde.showLog",
  useLocalServer: "sonde.useLocalServer",
  tryOffline: "sonde.tryOffline",
  testConnection: "sonde.testConnection",
  commitMessage: "sonde.generateCommitMessage",
};

/** Does what a button of the page stands for, by the page's own command where `commands` has it. */
export async function press(
  button: Exclude<Button, "switchInstructions">,
  parts: ChatParts,
  commands: PageCommands,
  words?: string,
): Promise<void> {
  if (button === "topUp") {
    const { billingPage } = parts.choice().dialect;
    if (billingPage) await vscode.env.openExternal(vscode.Uri.parse(billingPage, true));
  } else if (button === "openSettings") {
    await vscode.commands.executeCommand("workbench.action.openSettings", "@ext:sonde.sonde");
  } else {
    const command = buttonCommands[button];
    const own = commands[command];
    await (own ? own(words) : vscode.commands.executeCommand(command));
  }
}
