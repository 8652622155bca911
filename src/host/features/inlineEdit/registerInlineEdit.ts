/**
 * The commands of inline edit. All that they do is in a bundle of its own, loaded by the first of them: opening a file
 * wakes the extension, and must cost next to nothing.
 */
import * as vscode from "vscode";
import type { EditStarter } from "../../platform/edits.ts";
import { onDemand } from "../../platform/onDemand.ts";
import type { Edits, EditsParts } from "./entry.ts";

export interface InlineEditParts extends EditsParts {
  /** Loads the bundle. */
  readonly load: () => Promise<{ readonly createEdits: (parts: EditsParts) => Edits }>;
}

/** Inline edit, registered but not loaded. */
export interface InlineEdit extends EditStarter, vscode.Disposable {}

/** The commands that act on an edit which is there. */
export const editCommands = [
  "sonde.acceptEdit",
  "sonde.rejectEdit",
  "sonde.acceptHunk",
  "sonde.rejectHunk",
  "sonde.nextHunk",
  "sonde.previousHunk",
  "sonde.retryEdit",
  "sonde.retryEditThinking",
  "sonde.editAlternatives",
  "sonde.openEditDiff",
  "sonde.mendEdit",
  "sonde.undoEdit",
  "sonde.followUpEdit",
] as const;

/** Registers the commands. */
export function registerInlineEdit(parts: InlineEditParts): InlineEdit {
  const edits = onDemand(async () => (await parts.load()).createEdits(parts));
  const registrations = [
    vscode.commands.registerCommand("sonde.edit", async (argument: unknown) =>
      (await edits.get()).edit(argument),
    ),
    ...editCommands.map((command) =>
      vscode.commands.registerCommand(command, async (argument: unknown) => {
        // Before the first edit there is nothing to act on, and nothing to load.
        await (await edits.current)?.run(command, argument);
      }),
    ),
  ];
  return {
    start: async (request) => (await edits.get()).start(request),
    apply: async (block) => (await edits.get()).apply(block),
    dispose() {
      vscode.Disposable.from(...registrations).dispose();
      edits.end((one) => one.dispose());
    },
  };
}
