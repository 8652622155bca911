/**
 * Lets the person pick another model and effort for one answer, without changing what is chosen for the next ones.
 */
import * as vscode from "vscode";
import type { Model } from "../../../core/model.ts";
import type { Choice } from "../../platform/choice.ts";
import { effortName } from "../../platform/effortName.ts";
import { modelOf } from "../../platform/choice.ts";
import { readProviderSettings } from "../../platform/settings.ts";
import type { Wanted } from "./chatSession.ts";

/** The model and effort that the person picked, undefined where they picked none. */
export async function pickWanted({ dialect, model, effort }: Choice): Promise<Wanted | undefined> {
  const ids = [model.id, ...dialect.models.map((one) => one.id), ...readProviderSettings(dialect.id).models];
  const models = [...new Set(ids)].map((id) => (id === model.id ? model : modelOf(dialect, id)));
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
