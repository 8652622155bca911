/**
 * What requests have cost: one entry a request, and the sums that people ask for. Owns the arithmetic; where entries
 * are kept is the host's affair.
 */
import { dayOf, daysBefore, type Zone } from "./localDay.ts";
import type { Cost } from "./pricing.ts";
import type { Purpose } from "./request.ts";
import type { Usage } from "./usage.ts";

/** One request as it ended. */
export interface LedgerEntry {
  /** Milliseconds since 1970, when it ended. */
  readonly at: number;
  readonly purpose: Purpose;
  readonly provider: string;
  readonly model: string;
  /** Missing where the host did not count. */
  readonly usage?: Usage | undefined;
  /** Missing where the price is not known. */
  readonly cost?: Cost | undefined;
  /** Whether any of an answer came. Missing in entries of before this was written down. */
  readonly isAnswered?: boolean | undefined;
  /** Given up before an answer came, when the host may already have worked on it. */
  readonly isAbandoned?: boolean | undefined;
  /** How often it was sent again. */
  readonly retries: number;
  /** How it ended: an ending's reason, or a failure's kind. */
  readonly outcome: string;
}

/** A sum over some entries. */
export interface Spend {
  readonly requests: number;
  /** US dollars, of the requests whose cost is known. */
  readonly usd: number;
  /** Requests that were answered, if only in part, or may be billed all the same, at a cost that is not known. */
  readonly unknown: number;
  /** Requests whose cost, a part of `usd`, is estimated. */
  readonly estimated: number;
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
}

const nothing: Spend = { requests: 0, usd: 0, unknown: 0, estimated: 0, input: 0, cachedInput: 0, output: 0 };

/** The sum of entries. */
export function spendOf(entries: readonly LedgerEntry[]): Spend {
  return entries.reduce((sum, { usage, cost, isAnswered, isAbandoned }) => {
    return {
      requests: sum.requests + 1,
      usd: sum.usd + (cost?.usd ?? 0),
      unknown: sum.unknown + ((usage || isAnswered || isAbandoned) && !cost ? 1 : 0),
      estimated: sum.estimated + (cost?.isEstimated ? 1 : 0),
      input: sum.input + (usage?.input ?? 0),
      cachedInput: sum.cachedInput + (usage?.cachedInput ?? 0),
      output: sum.output + (usage?.output ?? 0),
    };
  }, nothing);
}

/** A sum with the name that its entries share. */
export interface NamedSpend extends Spend {
  readonly name: string;
}

/** What `sonde.showSpend` shows. */
export interface SpendReport {
  readonly today: Spend;
  readonly month: Spend;
  /** This month, the dearest first. */
  readonly byPurpose: readonly NamedSpend[];
  readonly byModel: readonly NamedSpend[];
  /** Each of the last 30 days, today last; `name` is the ISO date. */
  readonly days: readonly NamedSpend[];
}

/** Days in the picture. */
const dayCount = 30;

/** The report at a moment, in the local time of the person. */
export function spendReport(entries: readonly LedgerEntry[], now: number, zone: Zone): SpendReport {
  const today = dayOf(now, zone);
  const byDay = groupsOf(entries, (entry) => dayOf(entry.at, zone));
  const month = [...byDay].flatMap(([day, some]) => (day.slice(0, 7) === today.slice(0, 7) ? some : []));
  return {
    today: spendOf(byDay.get(today) ?? []),
    month: spendOf(month),
    byPurpose: grouped(month, (entry) => entry.purpose),
    byModel: grouped(month, (entry) => `${entry.provider} · ${entry.model}`),
    days: lastDays(today).map((name) => ({ name, ...spendOf(byDay.get(name) ?? []) })),
  };
}

function grouped(
  entries: readonly LedgerEntry[],
  nameOf: (entry: LedgerEntry) => string,
): readonly NamedSpend[] {
  const groups = [...groupsOf(entries, nameOf)].map(([name, group]) => ({ name, ...spendOf(group) }));
  return groups.toSorted((a, b) => b.usd - a.usd || b.requests - a.requests);
}

function groupsOf(
  entries: readonly LedgerEntry[],
  nameOf: (entry: LedgerEntry) => string,
): ReadonlyMap<string, readonly LedgerEntry[]> {
  const groups = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const name = nameOf(entry);
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  return groups;
}

function lastDays(today: string): readonly string[] {
  return Array.from({ length: dayCount }, (_, index) => daysBefore(today, dayCount - 1 - index));
}
