/**
 * Makes the chips again that stood in a composer before the window was loaded anew, by what the page has kept of them:
 * somebody else's words until the gate has let them pass.
 */
import * as v from "valibot";
import * as vscode from "vscode";
import { mayBeRead, mayLeave, openGate, type Gate } from "../../platform/leaving.ts";
import { placeName } from "../../platform/placeNames.ts";
import { attachedFile } from "./attachedFile.ts";
import type { ContextChips } from "./contextChips.ts";
import { readUris } from "./dropped.ts";
import { branchOf, changesOf, commitOf, folderOf, problemsOf } from "./mentionSources.ts";
import { pieceOf, plain, type ChipReference, type Offered } from "./offered.ts";
import { showInformation } from "../../platform/notices.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const uri = v.string();
const reference = v.variant("kind", [
  v.object({
    kind: v.picklist(["file", "selection", "symbol"]),
    uri,
    range: v.optional(v.tuple([count, count, count, count])),
  }),
  v.object({ kind: v.literal("folder"), uri }),
  v.object({ kind: v.picklist(["problems", "changes", "branch"]) }),
  v.object({ kind: v.literal("commit"), uri, hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{4,64}$/)) }),
  v.object({ kind: v.picklist(["image", "terminal"]), name: v.string() }),
]);

/** Adds the chips of these references, and says which do not come back. */
export async function bringBack(references: readonly string[], chips: ContextChips): Promise<void> {
  const known = references.flatMap(readReference);
  const gate = openGate();
  const made = await Promise.all(known.map((one) => offeredBy(one, gate)));
  chips.addAll(made.flat());
  const lost = known.filter((_, at) => made[at]?.length === 0).map(nameOf);
  if (lost.length === 0) return;
  void showInformation(
    vscode.l10n.t(
      "These did not come back into your message: {0}. Add them again if they matter.",
      lost.join(vscode.l10n.t(", ")),
    ),
  );
}

function readReference(words: string): readonly ChipReference[] {
  try {
    const result = v.safeParse(reference, JSON.parse(words));
    return result.success ? [result.output] : [];
  } catch {
    return [];
  }
}

/** What a reference stands for; nothing where it may not leave, or is lost. */
async function offeredBy(one: ChipReference, gate: Gate): Promise<readonly Offered[]> {
  switch (one.kind) {
    case "file":
    case "selection":
    case "symbol": {
      const [place] = readUris([one.uri]);
      if (!place || !((await mayBeRead(place, gate)) || (isOpen(place) && (await mayLeave(place)))))
        return [];
      if (!one.range) return attachedFile(place);
      const range = new vscode.Range(...one.range);
      return [pieceOf(place, range, one.kind === "symbol" ? "symbol" : "selection")];
    }
    case "folder": {
      const [place] = readUris([one.uri]);
      return place && (await mayBeRead(place, gate)) ? folderOf(place) : [];
    }
    case "problems":
      return problemsOf();
    case "changes":
      return changesOf();
    case "branch":
      return branchOf();
    case "commit":
      return commitOf({ root: one.uri, hash: one.hash });
    case "image":
    case "terminal":
      return [];
  }
}

/** Whether the person has it open: what lies outside of the workspace is theirs to send then. */
function isOpen(place: vscode.Uri): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const inTabs = tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  const documents = vscode.workspace.textDocuments.map((document) => document.uri);
  return [...inTabs, ...documents].some((open) => plain(open) === plain(place));
}

function nameOf(one: ChipReference): string {
  if ("name" in one) return one.name;
  const [place] = "uri" in one ? readUris([one.uri]) : [];
  return place ? placeName(place) : one.kind;
}
