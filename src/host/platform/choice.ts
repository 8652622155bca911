/**
 * Which provider, model and effort a request will use: the user's settings, looked up in the dialects' tables.
 */
import type { Model, ThinkingSwitch } from "../../core/model.ts";
import type { Effort } from "../../core/request.ts";
import type { Dialect } from "../../provider/dialect.ts";
import { readProviderSettings } from "./providerSettings.ts";
import { withOwn } from "./providerValues.ts";
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

/** Models as the hosts listed them when they were last asked, by provider. Kept for this window's life. */
const listed = new Map<string, readonly Model[]>();

/** Keeps what a host says of its models: it goes over the provider's table. */
export function rememberListed(dialect: Dialect, models: readonly Model[]): void {
  listed.set(dialect.id, models);
}

/** A model of a provider by its id; empty means the provider's default. What the user says of it goes over all else. */
export function modelOf(dialect: Dialect, id: string): Model {
  const [first] = dialect.models;
  const wanted = id === "" ? (first?.id ?? readProviderSettings(dialect.id).models[0]?.id ?? "") : id;
  const told = listed.get(dialect.id)?.find((model) => model.id === wanted);
  const known = told ?? dialect.models.find((model) => model.id === wanted);
  return ownCard(dialect, known ?? dialect.unknownModel(wanted));
}

/** A model with what the user's settings say of it: of itself, and of how the server is told to think. */
function ownCard(dialect: Dialect, model: Model): Model {
  const { models, thinking = "none" } = readProviderSettings(dialect.id);
  const efforts = switchEfforts[thinking];
  const own = models.find(({ id }) => id === model.id);
  return withOwn(efforts ? { ...model, efforts } : model, own);
}

const onAndOff = ["off", "high"] as const;
const switchEfforts: Readonly<Record<ThinkingSwitch, readonly Effort[] | undefined>> = {
  none: undefined,
  thinking: ["off", "low", "high", "max"],
  reasoning_effort: ["off", "low", "high", "max"],
  enable_thinking: onAndOff,
  chat_template_kwargs: onAndOff,
};

/** The provider's models and those that the user's settings name, each once. */
export function offeredModels(dialect: Dialect, models: readonly Model[] = dialect.models): readonly Model[] {
  const own = readProviderSettings(dialect.id).models.map(({ id }) => id);
  const ids = new Set([...models.map(({ id }) => id), ...own]);
  return [...ids].map((id) => modelOf(dialect, id));
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
  const isOffered = offeredModels(dialect).some(({ id }) => id === wanted.model);
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
