/**
 * How a day is called in the history list: today, yesterday, or its date, in the editor's language.
 */
import * as vscode from "vscode";
import { dayOf, daysBetween, type Zone } from "../../../core/localDay.ts";

/** The name of a date, `YYYY-MM-DD`, where the person is. */
export function dayName(day: string, zone: Zone): string {
  const ago = daysBetween(day, dayOf(Date.now(), zone));
  const language = vscode.env.language;
  if (ago === 0 || ago === 1) {
    const word = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-ago, "day");
    return word.charAt(0).toLocaleUpperCase(language) + word.slice(1);
  }
  // A date alone is midnight of UTC.
  return new Intl.DateTimeFormat(language, {
    timeZone: "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(ago > 300 || ago < 0 ? { year: "numeric" } : {}),
  }).format(Date.parse(day));
}
