/**
 * A model in a few words, for pick lists: what it costs now, how much it reads, what its thinking can do.
 */
import * as vscode from "vscode";
import type { Model } from "../../../core/model.ts";
import { isPeak, priceAt } from "../../../core/pricing.ts";
import { dayText } from "../../../core/text/moments.ts";
import { effortName } from "../../platform/effortName.ts";

const { l10n } = vscode;

/** Prices at a moment, the size of the context and of an answer, what else it can do; what is not known is left out. */
export function modelDetail(model: Model, at: number): string {
  return [
    priceText(model, at),
    clockText(model, at),
    sizeText(model.contextTokens, (count) => l10n.t("reads {0} tokens", count)),
    sizeText(model.outputTokens, (count) => l10n.t("writes {0} tokens", count)),
    model.usesTools ? l10n.t("tools") : undefined,
    model.seesImages ? l10n.t("sees images") : undefined,
    model.prices
      ? l10n.t("prices of {0}", dayText(model.prices.asOf, { locale: vscode.env.language }))
      : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}

function priceText(model: Model, at: number): string | undefined {
  const price = priceAt(model, at);
  if (!price) return undefined;
  const money = new Intl.NumberFormat(vscode.env.language, {
    style: "currency",
    currency: "USD",
    maximumFractionDigits: 4,
  });
  const [input, output] = [money.format(price.input), money.format(price.output)];
  return l10n.t("{0} in, {1} out per million tokens", input, output);
}

function clockText(model: Model, at: number): string | undefined {
  if (model.prices?.peak === undefined) return undefined;
  return isPeak(at) ? l10n.t("peak price now") : l10n.t("off-peak price now");
}

function sizeText(tokens: number | undefined, say: (count: string) => string): string | undefined {
  if (tokens === undefined) return undefined;
  return say(new Intl.NumberFormat(vscode.env.language, { notation: "compact" }).format(tokens));
}

/** What its thinking can do. */
export function thinkingText(model: Model): string {
  const levels = model.efforts.filter((effort) => effort !== "off");
  if (levels.length === 0) return l10n.t("does not think");
  return l10n.t("thinks: {0}", levels.map(effortName).join(l10n.t(", ")));
}
