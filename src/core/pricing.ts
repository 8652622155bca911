/**
 * What an answer costs, from the dated price cards of the models. Owns DeepSeek's peak clock; knows no host.
 */
import type { Model, Price } from "./model.ts";
import type { Usage } from "./usage.ts";

/** A sum of money, and how it is known. `host`: the host said so; `table`: our dated price card says so. */
export interface Cost {
  readonly usd: number;
  readonly source: "host" | "table";
  /** The tokens of it, or of a part of it, were not counted by the host: an answer was stopped or cut. */
  readonly isEstimated?: boolean | undefined;
}

/**
 * Whether DeepSeek charges peak prices at a moment: Monday to Friday, 01:00–04:00 and 06:00–10:00 UTC. Chinese
 * public holidays are off-peak too; they are not in any feed that a program could read, so on such a day this
 * says too much, never too little. Source: api-docs.deepseek.com, pricing, 2026-11-15.
 */
export function isPeak(at: number): boolean {
  const date = new Date(at);
  const day = date.getUTCDay();
  if (day === 0 || day === 6) return false;
  const hour = date.getUTCHours();
  return (hour >= 1 && hour < 4) || (hour >= 6 && hour < 10);
}

/** The price of a model at a moment (milliseconds since 1970), or undefined where no price is known. */
export function priceAt(model: Model, at: number): Price | undefined {
  const card = model.prices;
  if (!card) return undefined;
  return card.peak && isPeak(at) ? card.peak : card.offPeak;
}

/** What a usage cost at a moment, in US dollars; undefined where it can't be known. */
export function costOf(usage: Usage, model: Model | undefined, at: number): Cost | undefined {
  if (usage.costUsd !== undefined) return { usd: usage.costUsd, source: "host" };
  if (model?.isFree) return { usd: 0, source: "table" };
  const price = model && priceAt(model, at);
  if (!price) return undefined;
  const cached = usage.cachedInput ?? 0;
  const uncached = Math.max(0, usage.input - cached);
  const usd = (cached * price.cachedInput + uncached * price.input + usage.output * price.output) / 1e6;
  return { usd, source: "table" };
}

/** Two costs as one; not known where one of them is not. */
export function addCost(a: Cost | undefined, b: Cost | undefined): Cost | undefined {
  if (!a || !b) return undefined;
  const isEstimated = a.isEstimated || b.isEstimated;
  return { usd: a.usd + b.usd, source: b.source, ...(isEstimated ? { isEstimated } : {}) };
}
