/** Days and dates where the person is: a remote window's extension runs elsewhere, by another clock. Pure. */

/** The name of a time zone, such as `Asia/Shanghai`; undefined: that of the machine. */
export type Zone = string | undefined;

/** Milliseconds of a day without a change of the clock. */
export const dayMs = 86_400_000;

/** The date of a moment in a time zone, `YYYY-MM-DD`. */
export function dayOf(at: number, zone: Zone): string {
  const { year, month, day } = Object.fromEntries(
    formatIn(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${year}-${month}-${day}`;
}

/** The date so many days before another one. */
export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * dayMs).toISOString().slice(0, 10);
}

/** Days from one date to another: 0 is the same day, 1 the day after. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** Whether a time zone of this name is known here. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}

const formats = new Map<Zone, Intl.DateTimeFormat>();

function formatIn(timeZone: Zone): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const digits = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const made = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", { ...digits, timeZone });
  formats.set(timeZone, made);
  return made;
}
