/**
 * The history list by day: what is pinned first, then the days, the newest first. Owns the order; how a day is called
 * is the host's affair, which knows the language.
 */
import { dayOf, type Zone } from "../localDay.ts";
import type { Summary } from "./summary.ts";

/** Some conversations under one heading. */
export interface DayGroup {
  /** `pinned`, or the local date `YYYY-MM-DD`. */
  readonly day: string;
  readonly summaries: readonly Summary[];
}

/** The conversations as the list shows them, those in the trash left out. */
export function groupedByDay(summaries: readonly Summary[], zone: Zone): readonly DayGroup[] {
  const shown = summaries
    .filter((one) => one.trashedAt === undefined)
    .toSorted((a, b) => b.updatedAt - a.updatedAt);
  const days = new Map<string, Summary[]>();
  for (const one of shown) {
    const day = one.isPinned ? "pinned" : dayOf(one.updatedAt, zone);
    const group = days.get(day);
    if (group) group.push(one);
    else days.set(day, [one]);
  }
  const pinned = days.get("pinned");
  days.delete("pinned");
  const rest = [...days].map(([day, group]) => ({ day, summaries: group }));
  return pinned ? [{ day: "pinned", summaries: pinned }, ...rest] : rest;
}
