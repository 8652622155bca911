/** Cuts what is too long to go along, and says so where it ends. Pure. */

/** The first whole lines of a text within so many characters, and how much there is more of it. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.lastIndexOf("\n", most);
  // Never half of a surrogate pair.
  const kept = text.slice(0, end > 0 ? end : most).replace(/[\uD800-\uDBFF]$/, "");
  return `${kept}\n[cut here: ${text.length - kept.length} more characters did not fit]`;
}

/** The first of some lines, and how many more there are of such things. */
export function cutLines(lines: readonly string[], most: number, things: string): string {
  const left = lines.length - most;
  const more = left > 0 ? [`[cut here: ${left} more ${things} did not fit]`] : [];
  return [...lines.slice(0, most), ...more].join("\n");
}
