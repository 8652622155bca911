/**
 * The entry of the bundle with inline edit, loaded when the first edit begins: what a person asks for, and what other
 * features start.
 */
import * as vscode from "vscode";
import type { Message } from "../../../core/request.ts";
import { asObject, asText } from "../../../core/json.ts";
import type { EditRequest, EditStarter } from "../../platform/edits.ts";
import { isExcluded } from "../../platform/exclusion.ts";
import { editAtCaret, followUp, runEditCommand, type EditCommand } from "./actions.ts";
import { applyBlock } from "./applyBlock.ts";
import { Desk, type DeskParts } from "./desk.ts";
import { whyNotWritable } from "./documents.ts";
import { Edit } from "./edit.ts";
import { promptInstruction, type PromptParts } from "./instructionPrompt.ts";
import { firstMessages } from "./question.ts";
import { targetsOf, type Target } from "./targets.ts";

const { l10n } = vscode;

export type EditsParts = DeskParts & PromptParts;

/** Inline edit, loaded. */
export interface Edits extends EditStarter, vscode.Disposable {
  /** What `sonde.edit` does; `argument` is what a key binding gives along. */
  edit(argument: unknown): Promise<void>;
  run(command: EditCommand, argument: unknown): Promise<void>;
}

/** Makes inline edit. */
export function createEdits(parts: EditsParts): Edits {
  const desk = new Desk(parts);
  const logged = async (what: string, action: () => Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      parts.log.warn(`"${what}" failed: ${String(error)}`);
      void vscode.window.showErrorMessage(l10n.t("Something went wrong inside Sonde."));
    }
  };
  return {
    start: (request) => logged("start", () => startEdit(desk, request)),
    apply: (block) => logged("apply", () => applyBlock(desk, block)),
    edit: (argument) => logged("sonde.edit", () => editByHand(desk, parts, argument)),
    run: (command, argument) => logged(command, () => runEditCommand(desk, command, argument)),
    dispose: () => desk.dispose(),
  };
}

/** Asks for an instruction, unless the key binding brought one, and starts an edit for each target. */
async function editByHand(desk: Desk, parts: EditsParts, argument: unknown): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void vscode.window.showInformationMessage(l10n.t("Open a file first, to have code to edit."));
    return;
  }
  const { document, selection } = editor;
  const given = asText(asObject(argument)?.["instruction"]) ?? "";
  const pending = editAtCaret(desk, editor);
  const { line } = selection.active;
  if (
    pending &&
    pending.state.kind !== "working" &&
    line >= pending.span.start - 1 &&
    line <= pending.span.end
  ) {
    const instruction = given || (await prompt(parts, document, pending.span, "", true, async () => []));
    if (instruction !== undefined) await followUp(desk, pending, document, instruction);
    return;
  }
  if (!(await isEditable(document))) return;
  const targets = await targetsOf(editor);
  const [first] = targets;
  if (!first) return;
  const requestOf = (target: Target, instruction: string): EditRequest => ({
    document,
    ...target,
    instruction,
    purpose: "edit",
  });
  const runsAtOnce = given !== "" && asObject(argument)?.["run"] !== false;
  const instruction = runsAtOnce
    ? given
    : await prompt(
        parts,
        document,
        first,
        given,
        false,
        async (said) => firstMessages(requestOf(first, said)),
        desk,
      );
  if (instruction === undefined) return;
  await Promise.all(targets.map(async (target) => startEdit(desk, requestOf(target, instruction))));
}

async function prompt(
  parts: PromptParts,
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
  prefilled: string,
  isFollowUp: boolean,
  messages: (instruction: string) => Promise<readonly Message[]>,
  desk?: Desk,
): Promise<string | undefined> {
  const name = document.uri.path.split("/").at(-1) ?? "";
  const place = end - start > 1 ? `${name}:${start + 1}–${end}` : `${name}:${start + 1}`;
  return promptInstruction(parts, {
    place,
    prefilled,
    isFollowUp,
    async preview(instruction) {
      const text = (await messages(instruction)).map((one) => `## ${one.role}\n\n${one.text}`).join("\n\n");
      await desk?.documents.openText(l10n.t("What is sent.md"), text);
    },
  });
}

/** Starts an edit: it is shown at once, and asks as soon as the material is there. */
async function startEdit(desk: Desk, request: EditRequest): Promise<void> {
  const { document, start, end, purpose, instruction, problems } = request;
  if (!(await isEditable(document))) return;
  // An edit of the same lines takes the place of the one before.
  for (const other of desk.editsOf(document.uri)) {
    if (other.span.start < end && start < other.span.end) other.close();
  }
  const edit = new Edit(document, { start, end }, "person");
  const cursor = vscode.window.activeTextEditor?.selection.active.line ?? start;
  desk.add(edit, { purpose, instruction, cursor, wanted: problems ?? [] });
  const messages = await firstMessages(request);
  if (edit.state.kind === "working") await desk.run(edit, document, messages);
}

async function isEditable(document: vscode.TextDocument): Promise<boolean> {
  const why =
    (await whyNotWritable(document)) ??
    (isExcluded(document)
      ? l10n.t(
          "{0} is never sent: the setting {1} names it.",
          vscode.workspace.asRelativePath(document.uri, false),
          "sonde.context.exclude",
        )
      : undefined);
  if (why !== undefined) void vscode.window.showInformationMessage(why);
  return why === undefined;
}
