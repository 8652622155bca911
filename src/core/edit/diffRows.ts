/**
 * A change as rows of a unified diff, for the zone in the editor: `+`, `-` or a space and the line. Owns what is left
 * out of a long change; cost is that of what is shown.
 */
import { withMarks } from "./invisible.ts";
import type { Proposal } from "./proposal.ts";
import type { StreamView } from "./streamDiff.ts";

/** Lines that are kept around a change, for orientation. */
const around = 2;
/** Stands for kept lines that are not shown. */
const gap = " ⋯";

/** The open hunks with a few kept lines around each; at most `limit` rows, then a row that says so. */
export function proposalRows({ lines, hunks }: Proposal, limit: number): readonly string[] {
  const rows: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    if (rows.length > limit) break;
    const from = Math.max(at, hunk.at - around);
    if (from > at && rows.length > 0) rows.push(gap);
    rows.push(...lines.slice(from, hunk.at).map((line) => ` ${line}`));
    rows.push(...hunk.removed.slice(0, limit + 1).map((line) => `-${line}`));
    rows.push(...hunk.added.slice(0, limit + 1).map((line) => `+${withMarks(line)}`));
    const next = hunks.find((one) => one.at > hunk.at)?.at ?? lines.length;
    at = Math.min(next, hunk.at + hunk.removed.length + around);
    rows.push(...lines.slice(hunk.at + hunk.removed.length, at).map((line) => ` ${line}`));
  }
  return rows.length > limit ? [...rows.slice(0, limit), gap] : rows;
}

/** The last rows of a stream: what has just been written, above it what came before. At most `limit`. */
export function streamRows(
  old: readonly string[],
  fresh: readonly string[],
  { changes, newAt }: StreamView,
  limit: number,
): readonly string[] {
  const rows: string[] = [];
  for (let at = fresh.length - 1; at >= newAt && rows.length < limit; at -= 1)
    rows.push(`+${fresh[at] ?? ""}`);
  let end = newAt;
  for (let index = changes.length - 1; index >= 0 && rows.length < limit; index -= 1) {
    const change = changes[index];
    if (!change) break;
    const kept = end - change.newEnd;
    for (let at = 0; at < Math.min(kept, around) && rows.length < limit; at += 1) {
      rows.push(` ${fresh[end - 1 - at] ?? ""}`);
    }
    if (kept > around) rows.push(gap);
    const added = fresh.slice(change.newStart, change.newEnd).map((line) => `+${line}`);
    const removed = old.slice(change.oldStart, change.oldEnd).map((line) => `-${line}`);
    rows.push(...[...removed, ...added].toReversed().slice(0, limit - rows.length));
    end = change.newStart;
  }
  for (let at = end - 1; at >= 0 && at >= end - around && rows.length < limit; at -= 1) {
    rows.push(` ${fresh[at] ?? ""}`);
  }
  return rows.toReversed();
}
