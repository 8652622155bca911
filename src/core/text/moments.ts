/** Days and moments as the reader's language writes them. Pure. */
import type { Zone } from "../localDay.ts";
import { knownLocale, type Tongue } from "./numbers.ts";

/** A moment (milliseconds since 1970) on the reader's own clock, which it names: a file may be read elsewhere. */
export function momentText(at: number, { locale }: Tongue, zone?: Zone): string {
  const format = new Intl.DateTimeFormat(knownLocale(locale), {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone: zone,
  });
  // Some tables of languages put a narrow blank into times, which few fonts and no search know.
  return format.format(at).replaceAll("\u202F", " ");
}

/** A day that is written as an ISO date; what is none stays as it is. */
export function dayText(date: string, { locale }: Tongue): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(at)) return date;
  return new Intl.DateTimeFormat(knownLocale(locale), { dateStyle: "medium", timeZone: "UTC" }).format(at);
}
