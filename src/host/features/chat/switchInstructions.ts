/** Lets the person see which instructions hold for a conversation, switch them, and open what they say. */
import * as vscode from "vscode";
import {
  instructionsLimit,
  instructionsSetting,
  isInstructing,
  type LeftOutFile,
} from "../../../core/context/instructions.ts";
import type { Conversation, ConversationEvent } from "../../../core/conversation.ts";
import { count } from "../../../core/text/numbers.ts";
import { workspaceInstructions } from "../../platform/instructionFiles.ts";
import { placesNamed } from "../../platform/placeNames.ts";
import { readSettings } from "../../platform/settings.ts";
import type { InstructionStatus } from "../../../protocol/toWebview.ts";

const { l10n } = vscode;

/**
 * Everything that could be switched in a conversation, the setting, if it says anything, and the files; and what is
 * left out.
 */
async function namesFound(): Promise<{
  readonly names: readonly string[];
  readonly leftOut: readonly LeftOutFile[];
}> {
  const { files, leftOut } = await workspaceInstructions();
  const paths = files.map(({ path }) => path);
  const hasOwn = readSettings().instructions.trim() !== "";
  return { names: hasOwn ? [instructionsSetting, ...paths] : paths, leftOut };
}

/** What the page shows of it, with what is left out; undefined where nothing was found. */
export async function instructionStatus(conversation: Conversation): Promise<InstructionStatus | undefined> {
  const { names, leftOut } = await namesFound();
  const on = names.filter((name) => isInstructing(conversation, name)).length;
  const all = [...names, ...leftOut.map((file) => `${file.path}: ${reasonOf(file)}`)];
  return all.length === 0 ? undefined : { names: all, on };
}

/** Why a file does not go along. */
function reasonOf({ why }: LeftOutFile): string {
  if (why === "secret") return l10n.t("left out, because it holds what looks like a secret");
  return l10n.t(
    "left out, because such files may hold {0} characters together",
    count(instructionsLimit, { locale: vscode.env.language }),
  );
}

/** Asks, and gives the events of what was switched. */
export async function switchInstructions(conversation: Conversation): Promise<readonly ConversationEvent[]> {
  const { names, leftOut } = await namesFound();
  const open: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("go-to-file"),
    tooltip: l10n.t("Open"),
  };
  const pick = vscode.window.createQuickPick();
  pick.title = l10n.t("Instructions for This Chat");
  pick.placeholder = l10n.t("What is checked is sent along; a file once, and again when it has changed");
  pick.canSelectMany = true;
  const items = names.map((label) => ({ label, buttons: [open] }));
  // These are there to be seen and opened; a check on them switches nothing.
  const others = leftOut.map((file) => ({ label: file.path, description: reasonOf(file), buttons: [open] }));
  pick.items = [...items, ...others];
  pick.selectedItems = items.filter(({ label }) => isInstructing(conversation, label));
  const chosen = await new Promise<readonly vscode.QuickPickItem[] | undefined>((resolve) => {
    pick.onDidTriggerItemButton(({ item }) => void openInstructions(item.label));
    pick.onDidAccept(() => resolve(pick.selectedItems));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  pick.dispose();
  if (!chosen) return [];
  const isChosen = (name: string): boolean => chosen.some(({ label }) => label === name);
  return names
    .filter((name) => isChosen(name) !== isInstructing(conversation, name))
    .map((name) => ({ type: "instructing", name, isOn: isChosen(name), at: Date.now() }));
}

async function openInstructions(name: string): Promise<void> {
  if (name === instructionsSetting) {
    await vscode.commands.executeCommand("workbench.action.openSettings", instructionsSetting);
    return;
  }
  const [file] = placesNamed(name);
  if (file) await vscode.window.showTextDocument(file);
}
