/**
 * What a host takes of what a user may set, as data, and the check of a request against it before anything is sent.
 */
import type { Failure } from "./failure.ts";
import type { Tuning } from "./request.ts";

/** Values that a number may have, ends included. `to` may be `Infinity`. */
export interface Range {
  readonly from: number;
  readonly to: number;
  /** Whether only whole numbers count. */
  readonly isWhole?: boolean | undefined;
}

/** Texts that an answer may stop at. */
export interface StopLimit {
  readonly most: number;
  /** Longest text, in UTF-16 units. */
  readonly longest?: number | undefined;
}

type NumberName = { [K in keyof Tuning]-?: NonNullable<Tuning[K]> extends number ? K : never }[keyof Tuning];

/** What one host takes. What is missing it does not take. */
export interface Limits extends Readonly<Partial<Record<NumberName, Range>>> {
  readonly logprobs?: true | undefined;
  /** The range of every bias. */
  readonly logitBias?: Range | undefined;
  readonly user?: true | undefined;
  readonly stop?: StopLimit | undefined;
}

/** A range of whole numbers. */
export function whole(from: number, to: number): Range {
  return { from, to, isWhole: true };
}

/** Settings that belong to every provider; the others stand in a provider's own `parameters`. */
const shared: readonly (keyof Tuning)[] = ["temperature", "topP", "maxOutputTokens"];

/** Settings that a host which ignores them may be spared: they are said to be left out there. */
const spared: readonly (keyof Tuning)[] = ["temperature", "topP"];

/**
 * The first setting that the host `id` would not take, as a failure that names it and its range; undefined where all
 * are fit. Temperature and top-p are no fault where the host does not take them: the dialect leaves them out.
 */
export function unfitSetting(request: Tuning, limits: Limits, id: string): Failure | undefined {
  for (const name of names) {
    const value = request[name];
    if (value === undefined || (limits[name] === undefined && spared.includes(name))) continue;
    const range = unfit(name, value, limits);
    if (range === undefined) continue;
    const setting = shared.includes(name) ? `sonde.${name}` : `sonde.providers.${id}.parameters.${name}`;
    return { kind: "setting", setting, ...(range === "" ? {} : { range }) };
  }
  return undefined;
}

/** The range that a value is outside of, empty where nothing is taken; undefined where the value is fit. */
function unfit(name: keyof Tuning, value: unknown, limits: Limits): string | undefined {
  const limit = limits[name];
  if (limit === undefined) return "";
  if (limit === true) return undefined;
  if ("most" in limit) return fitStops(value, limit) ? undefined : stopText(limit);
  const values = typeof value === "object" && value !== null ? Object.values(value) : [value];
  return values.every((one) => isWithin(one, limit)) ? undefined : rangeText(limit);
}

function isWithin(value: unknown, { from, to, isWhole }: Range): boolean {
  if (typeof value !== "number" || !(value >= from && value <= to)) return false;
  return isWhole !== true || Number.isInteger(value);
}

function rangeText({ from, to }: Range): string {
  return to === Infinity ? `≥ ${from}` : `${from}–${to}`.replaceAll("-", "−");
}

function fitStops(value: unknown, { most, longest = Infinity }: StopLimit): boolean {
  if (!Array.isArray(value)) return false;
  const texts: readonly unknown[] = value;
  return texts.length <= most && texts.every((text) => typeof text === "string" && text.length <= longest);
}

function stopText({ most, longest }: StopLimit): string {
  return longest === undefined ? `0–${most}` : `0–${most} × 1–${longest}`;
}

const names = [
  "temperature",
  "topP",
  "maxOutputTokens",
  "frequencyPenalty",
  "presencePenalty",
  "seed",
  "count",
  "logprobs",
  "topLogprobs",
  "logitBias",
  "user",
  "stop",
] as const satisfies readonly (keyof Tuning)[];
