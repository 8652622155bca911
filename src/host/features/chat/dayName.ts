/**
 * How a day is called in the history list: today, yesterday, or its date, in the editor's language.
 */
import * as vscode from "vscode";
import { daysBetween } from "../../../core/history/days.ts";

/** The name of a local date, `YYYY-MM-DD`. */
export function dayName(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const at = new Date(year, month - 1, date, 12);
  const ago = daysBetween(at.getTime(), Date.now());
  const language = vscode.env.language;
  if (ago === 0 || ago === 1) {
    const word = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-ago, "day");
    return word.charAt(0).toLocaleUpperCase(language) + word.slice(1);
  }
  return new Intl.DateTimeFormat(language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(ago > 300 || ago < 0 ? { year: "numeric" } : {}),
  }).format(at);
}
