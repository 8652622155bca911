/**
 * Which provider, model and effort a request will use: the user's settings, looked up in the dialects' tables.
 */
import type { Model } from "../../core/model.ts";
import type { Effort } from "../../core/request.ts";
import type { Dialect } from "../../provider/dialect.ts";
import { readSettings } from "./settings.ts";

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

/** The wanted effort if the model can make it, else the nearest that it can, a lower one first. */
export function possibleEffort(model: Model, wanted: Effort): Effort {
  const order: readonly Effort[] = ["off", "low", "high", "max"];
  const rank = order.indexOf(wanted);
  const byDistance = model.efforts.toSorted(
    (a, b) => Math.abs(order.indexOf(a) - rank) - Math.abs(order.indexOf(b) - rank),
  );
  return byDistance[0] ?? "off";
}
