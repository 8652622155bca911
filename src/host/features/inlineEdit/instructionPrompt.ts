/**
 * Asks what is to be done with the selected lines: a text to type, what was said before, presets. Its title says who
 * will be asked, with buttons to change that and to see what will be sent.
 */
import * as vscode from "vscode";
import type { Choice } from "../../platform/choice.ts";
import { effortName } from "../../platform/effortName.ts";
import { readEditSettings } from "../../platform/settings.ts";

const { l10n } = vscode;
const historyKey = "sonde.edit.history";
const historyLength = 30;

export interface PromptParts {
  /** Memory of the workspace. */
  readonly memory: vscode.Memento;
  readonly choice: () => Choice;
}

/** What is asked about. */
export interface PromptSubject {
  /** Such as `cart.ts:3–9`; known once the language server has said what stands there. */
  readonly place: Promise<string>;
  readonly prefilled: string;
  /** Whether an empty text means something: try again. */
  readonly isFollowUp: boolean;
  /** Shows what would be sent for an instruction. */
  readonly preview: (instruction: string) => Promise<void>;
}

interface Item extends vscode.QuickPickItem {
  readonly instruction?: string;
}

/** The instruction, or undefined where the person left. Buttons that lead elsewhere and back keep the text. */
export async function promptInstruction(
  parts: PromptParts,
  subject: PromptSubject,
): Promise<string | undefined> {
  let typed = subject.prefilled;
  for (;;) {
    const outcome = await promptOnce(parts, subject, typed);
    if (outcome.kind === "left") return undefined;
    if (outcome.kind === "said") {
      await remember(parts.memory, outcome.instruction);
      return outcome.instruction;
    }
    typed = outcome.typed;
    // Who looks at what goes finds the words again in the next list.
    if (outcome.isLast) await remember(parts.memory, typed.trim());
    await outcome.detour();
    if (outcome.isLast) return undefined;
  }
}

type Outcome =
  | { readonly kind: "left" }
  | { readonly kind: "said"; readonly instruction: string }
  | {
      readonly kind: "detour";
      readonly typed: string;
      readonly detour: () => Thenable<unknown>;
      readonly isLast: boolean;
    };

async function promptOnce(parts: PromptParts, subject: PromptSubject, typed: string): Promise<Outcome> {
  const pick = vscode.window.createQuickPick<Item>();
  const modelButton = { iconPath: new vscode.ThemeIcon("server"), tooltip: l10n.t("Select Model") };
  const thinkingButton = {
    iconPath: new vscode.ThemeIcon("lightbulb"),
    tooltip: l10n.t("Thinking of Edits"),
  };
  const previewButton = { iconPath: new vscode.ThemeIcon("eye"), tooltip: l10n.t("Preview What Is Sent") };
  const { model, effort } = parts.choice();
  const titled = (place: string): void => {
    pick.title = l10n.t("{0} · {1} · thinking {2}", place, model.id, effortName(effort));
  };
  titled("…");
  void subject.place.then(titled);
  pick.placeholder = subject.isFollowUp
    ? l10n.t("What should be different? Empty: try again")
    : l10n.t("What should be done with this code?");
  pick.buttons = [modelButton, thinkingButton, previewButton];
  pick.value = typed;
  pick.matchOnDescription = true;
  const show = (): void => {
    pick.items = itemsFor(pick.value, subject, parts.memory);
  };
  show();
  return new Promise<Outcome>((resolve) => {
    const end = (outcome: Outcome): void => {
      resolve(outcome);
      pick.dispose();
    };
    pick.onDidChangeValue(show);
    pick.onDidHide(() => end({ kind: "left" }));
    pick.onDidAccept(() => {
      // Who types fast accepts before the list has caught up: a row of an older list does not count.
      const active = pick.activeItems.find((one) => pick.items.includes(one));
      const instruction = active?.instruction ?? pick.value.trim();
      if (instruction !== "" || subject.isFollowUp) end({ kind: "said", instruction });
    });
    pick.onDidTriggerButton((button) => {
      const detours = new Map<vscode.QuickInputButton, () => Thenable<unknown>>([
        [modelButton, () => vscode.commands.executeCommand("sonde.selectModel")],
        [thinkingButton, () => pickThinking(parts.choice())],
        [previewButton, () => subject.preview(pick.value.trim())],
      ]);
      const detour = detours.get(button);
      if (detour) end({ kind: "detour", typed: pick.value, detour, isLast: button === previewButton });
    });
    pick.show();
  });
}

/** What was typed stands first, always; below it what fits of the history and the presets. */
function itemsFor(value: string, { isFollowUp }: PromptSubject, memory: vscode.Memento): readonly Item[] {
  const typed = value.trim();
  const first: Item[] =
    typed === ""
      ? isFollowUp
        ? [{ label: l10n.t("$(refresh) Try again"), instruction: "", alwaysShow: true }]
        : []
      : [{ label: `$(sparkle) ${typed}`, instruction: typed, alwaysShow: true }];
  const history = memory.get<readonly string[]>(historyKey, []).filter((one) => one !== typed);
  const heading = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const presets = isFollowUp ? [] : presetItems();
  return [
    ...first,
    ...(presets.length > 0 ? [heading(l10n.t("Presets")), ...presets] : []),
    ...(history.length > 0 ? [heading(l10n.t("Said before"))] : []),
    ...history.map((one) => ({ label: `$(history) ${one}`, instruction: one })),
  ];
}

function presetItems(): readonly Item[] {
  const own = readEditSettings().presets;
  const builtIn = [
    { name: l10n.t("Simplify"), instruction: "Simplify this code without changing what it does." },
    { name: l10n.t("Add types"), instruction: "Add types to this code." },
    {
      name: l10n.t("Handle errors"),
      instruction: "Handle the errors that can happen here, in the manner of the file.",
    },
    { name: l10n.t("Document"), instruction: "Add documentation comments to this code." },
  ];
  return [...own, ...builtIn].map(({ name, instruction }) => ({
    label: `$(wand) ${name}`,
    description: instruction,
    instruction,
  }));
}

/** Lets the person choose how much an edit may think; kept as `sonde.edit.thinking`. */
async function pickThinking({ model, effort }: Choice): Promise<void> {
  const items = model.efforts.map((one) => ({
    label: effortName(one),
    picked: one === effort,
    effort: one,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: l10n.t("Thinking of Edits") });
  if (!picked) return;
  await vscode.workspace
    .getConfiguration("sonde.edit")
    .update("thinking", picked.effort, vscode.ConfigurationTarget.Global);
}

async function remember(memory: vscode.Memento, instruction: string): Promise<void> {
  if (instruction === "") return;
  const before = memory.get<readonly string[]>(historyKey, []).filter((one) => one !== instruction);
  await memory.update(historyKey, [instruction, ...before].slice(0, historyLength));
}
