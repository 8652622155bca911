/**
 * Which provider, model and effort a request will use: the user's settings, looked up in the dialects' tables.
 */
import type { Model } from "../../core/model.ts";
import type { Effort } from "../../core/request.ts";
import type { Dialect } from "../../provider/dialect.ts";
import { readProviderSettings, readSettings } from "./settings.ts";

/** A provider, a model of it, and an effort that the model can make. */
export interface Choice {
  readonly dialect: Dialect;
  readonly model: Model;
  readonly effort: Effort;
}

/** The choice that the settings name. An unknown provider counts as the first of the list. */
export function currentChoice(dialects: readonly Dialect[]): Choice {
  const settings = readSettings();
  const dialect = dialects.find((one) => one.id === settings.provider) ?? dialects[0];
  if (!dialect) throw new Error("The list of providers is empty.");
  const model = modelOf(dialect, settings.model);
  return { dialect, model, effort: possibleEffort(model, settings.thinking) };
}

/** A model of a provider by its id; empty means the provider's default. */
export function modelOf(dialect: Dialect, id: string): Model {
  const known = dialect.models.find((model) => id === "" || model.id === id);
  return known ?? dialect.unknownModel(id);
}

/**
 * A choice with another model or effort. A model counts only if the provider's table or the user's settings name it:
 * the wish may come from the page.
 */
export function wantedChoice(
  choice: Choice,
  wanted: { readonly model?: string | undefined; readonly effort?: Effort | undefined },
): Choice {
  const { dialect } = choice;
  const offered = [...dialect.models.map((one) => one.id), ...readProviderSettings(dialect.id).models];
  const isOffered = wanted.model !== undefined && offered.includes(wanted.model);
  const model = isOffered ? modelOf(dialect, wanted.model ?? "") : choice.model;
  return { dialect, model, effort: possibleEffort(model, wanted.effort ?? choice.effort) };
}

/** The wanted effort if the model can make it, else the nearest that it can, a lower one first. */
export function possibleEffort(model: Model, wanted: Effort): Effort {
  const order: readonly Effort[] = ["off", "low", "high", "max"];
  const rank = order.indexOf(wanted);
  const byDistance = model.efforts.toSorted(
    (a, b) => Math.abs(order.indexOf(a) - rank) - Math.abs(order.indexOf(b) - rank),
  );
  return byDistance[0] ?? "off";
}
