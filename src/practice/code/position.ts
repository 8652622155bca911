/**
 * Small questions about positions in code: which line, where a bracket closes, what stands between commas. Works on
 * blanked code (blank.ts), so that brackets in texts do not count.
 */

/** Positions at which the lines of a text begin, for `lineAt`. */
export function lineStarts(code: string): readonly number[] {
  const starts = [0];
  for (let at = code.indexOf("\n"); at >= 0; at = code.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Number of the line, from 1, in which a position lies. */
export function lineAt(starts: readonly number[], position: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Most characters of a line that are looked at: expressions take the square of it in lines that nobody wrote. */
const longestLine = 1000;

/** The lines of a text, the very long ones cut. */
export function shortLines(text: string): readonly string[] {
  return text.split("\n").map((line) => line.slice(0, longestLine));
}

/** Lines, counted from 1, in which a pattern is found; each line once. */
export function linesWith(code: string, pattern: RegExp): readonly number[] {
  return shortLines(code).flatMap((line, index) => (line.search(pattern) >= 0 ? index + 1 : []));
}

/** How many curly brackets are open at the beginning of each line. */
export function lineDepths(blanked: string): readonly number[] {
  let depth = 0;
  return blanked.split("\n").map((line) => {
    const before = depth;
    for (const sign of line) depth += sign === "{" ? 1 : sign === "}" ? -1 : 0;
    return before;
  });
}

/**
 * Finds the bracket that closes the one at a position; where none does, the end of that line. All pairs are found at
 * once: looking for each anew would take the square of the length in code whose brackets never close.
 */
export function closings(code: string): (open: number) => number {
  const ends = new Map<number, number>();
  const opened: number[] = [];
  for (const { 0: sign, index } of code.matchAll(/[()[\]{}]/g)) {
    if ("([{".includes(sign)) opened.push(index);
    else {
      const open = opened.pop();
      if (open !== undefined) ends.set(open, index);
    }
  }
  return (open) => {
    const lineEnd = code.indexOf("\n", open);
    return ends.get(open) ?? (lineEnd < 0 ? code.length : lineEnd);
  };
}

/** Most characters of a list of parameters; a longer one is none. */
const longestList = 2000;

/** Parts of a list, cut at the commas that are in no bracket. `blanked` is as long as `code`. */
export function listed(code: string, blanked: string): readonly string[] {
  if (code.length > longestList) return [];
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= code.length; at += 1) {
    const sign = blanked[at] ?? ",";
    // An arrow's `>` closes nothing.
    if ("([{<".includes(sign)) depth += 1;
    else if (")]}".includes(sign) || (sign === ">" && blanked[at - 1] !== "=")) depth -= 1;
    else if (sign === "," && (depth <= 0 || at === code.length)) {
      parts.push(code.slice(from, at).trim());
      from = at + 1;
    }
  }
  return parts.filter((part) => part !== "");
}
