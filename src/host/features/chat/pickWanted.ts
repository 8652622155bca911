/**
 * Lets the person pick another model and effort for one answer, without changing what is chosen for the next ones.
 */
import * as vscode from "vscode";
import type { Model } from "../../../core/model.ts";
import type { Choice } from "../../platform/choice.ts";
import { effortName } from "../../platform/effortName.ts";
import type { Wanted } from "./chatSession.ts";

/** The model and effort that the person picked, undefined where they picked none. */
export async function pickWanted({ model, effort, offered }: Choice): Promise<Wanted | undefined> {
  const models = [model, ...offered().filter(({ id }) => id !== model.id)];
  const items = models.flatMap((one: Model) =>
    one.efforts.map((each) => ({
      label: one.id,
      description: effortName(each),
      picked: one.id === model.id && each === effort,
      wanted: { model: one.id, effort: each },
    })),
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Answer Again with Another Model"),
    matchOnDescription: true,
  });
  return picked?.wanted;
}
