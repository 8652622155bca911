/** A sum of money as the spend page says it, and how well it is known. Pure. */
import type { Spend } from "../../core/ledger.ts";
import { dollars } from "../../core/text/numbers.ts";

/** What is known of a sum: a question mark where nothing is, at the least where a part is not, roughly an estimate. */
export function money({ usd, unknown, estimated }: Spend, locale: string): string {
  if (usd === 0 && unknown > 0) return "?";
  const sign = unknown > 0 ? "≥ " : estimated > 0 ? "≈ " : "";
  return sign + dollars(usd, { locale });
}
