/** The buttons of the page, each by the command that it stands for. */
import * as vscode from "vscode";
import type { Turn } from "../../../core/conversation.ts";
import { settingsAbout, type Failure } from "../../../core/failure.ts";
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

/** Does what a button of the page with these turns stands for, by the page's own command where `commands` has it. */
export async function press(
  button: Exclude<Button, "switchInstructions">,
  parts: ChatParts,
  commands: PageCommands,
  { words, turns }: { readonly words?: string | undefined; readonly turns: () => readonly Turn[] },
): Promise<void> {
  if (button === "topUp") {
    const { billingPage } = parts.choice().dialect;
    if (billingPage) await vscode.env.openExternal(vscode.Uri.parse(billingPage, true));
  } else if (button === "openSettings") {
    await vscode.commands.executeCommand(
      "workbench.action.openSettings",
      settingsAbout(lastFailure(turns())),
    );
  } else {
    const command = buttonCommands[button];
    const own = commands[command];
    await (own ? own(words) : vscode.commands.executeCommand(command));
  }
}

/** The failure whose card has the button: those of earlier turns have been got over. */
function lastFailure(turns: readonly Turn[]): Failure | undefined {
  const failures = turns.flatMap((turn) =>
    turn.kind === "answer" && turn.ending?.reason === "failed" ? turn.ending.failure : [],
  );
  return failures.at(-1);
}
