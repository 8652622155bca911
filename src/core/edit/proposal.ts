/**
 * A proposed change of some lines as a value: the lines as the document has them now, and the hunks that are still
 * open. Accepting a hunk changes the lines and shifts the hunks below it, rejecting one drops it; whatever the order,
 * what comes out is the same mix. Knows nothing of where in the document the lines stand.
 */
import { lineChanges, type Change } from "./lineDiff.ts";

/** Some lines that would be replaced by others. */
export interface Hunk {
  /** Stays the same while the hunk is open. */
  readonly id: number;
  /** Index among the proposal's lines, from 0. */
  readonly at: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Lines and what is proposed for them. */
export interface Proposal {
  /** The lines as they are now, accepted hunks included. */
  readonly lines: readonly string[];
  /** What is still open, in the order of the lines. */
  readonly hunks: readonly Hunk[];
}

/** The proposal that makes `wanted` of `lines`. */
export function proposalOf(lines: readonly string[], wanted: readonly string[]): Proposal {
  return withChanges(lines, wanted, lineChanges(lines, wanted));
}

/** The proposal made of changes that were found before. */
export function withChanges(
  lines: readonly string[],
  wanted: readonly string[],
  changes: readonly Change[],
): Proposal {
  const hunks = changes.map((change, id) => ({
    id,
    at: change.oldStart,
    removed: lines.slice(change.oldStart, change.oldEnd),
    added: wanted.slice(change.newStart, change.newEnd),
  }));
  return { lines, hunks };
}

/** The proposal after a hunk has been accepted. An id that is not open changes nothing. */
export function acceptHunk(proposal: Proposal, id: number): Proposal {
  const hunk = proposal.hunks.find((one) => one.id === id);
  if (!hunk) return proposal;
  const shift = hunk.added.length - hunk.removed.length;
  return {
    lines: proposal.lines.toSpliced(hunk.at, hunk.removed.length, ...hunk.added),
    hunks: proposal.hunks
      .filter((one) => one !== hunk)
      .map((one) => (one.at > hunk.at ? { ...one, at: one.at + shift } : one)),
  };
}

/** The proposal after a hunk has been rejected. An id that is not open changes nothing. */
export function rejectHunk(proposal: Proposal, id: number): Proposal {
  return { ...proposal, hunks: proposal.hunks.filter((hunk) => hunk.id !== id) };
}

/** What was accepted of a proposal. */
export interface Taken {
  /** The lines without it, and as they were right after it was accepted. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Lines without what was accepted; as they are where nothing was, or the person changed just that. */
export function without(taken: Taken | undefined, lines: readonly string[]): readonly string[] {
  const back = taken && rebased(proposalOf(taken.after, taken.before), lines);
  return back ? wantedLines(back) : lines;
}

/** The lines with every open hunk accepted. */
export function wantedLines({ lines, hunks }: Proposal): readonly string[] {
  const wanted: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    for (; at < hunk.at; at += 1) wanted.push(lines[at] ?? "");
    for (const line of hunk.added) wanted.push(line);
    at = hunk.at + hunk.removed.length;
  }
  for (; at < lines.length; at += 1) wanted.push(lines[at] ?? "");
  return wanted;
}

/**
 * The proposal on lines that the person has changed in the meantime; undefined where a change meets a hunk, so that
 * nobody can say what is meant.
 */
export function rebased(proposal: Proposal, current: readonly string[]): Proposal | undefined {
  // The usual case: nobody has typed there. Looking takes a fraction of what a diff takes.
  const isSame =
    current.length === proposal.lines.length && current.every((line, at) => line === proposal.lines[at]);
  if (isSame) return proposal;
  const changes = lineChanges(proposal.lines, current);
  const hunks: Hunk[] = [];
  for (const hunk of proposal.hunks) {
    const end = hunk.at + hunk.removed.length;
    if (changes.some((change) => meets(change, hunk.at, end))) return undefined;
    const shift = changes
      .filter((change) => change.oldEnd <= hunk.at)
      .reduce(
        (sum, change) => sum + (change.newEnd - change.newStart) - (change.oldEnd - change.oldStart),
        0,
      );
    hunks.push({ ...hunk, at: hunk.at + shift });
  }
  return { lines: current, hunks };
}

/** Whether a change and a hunk share a line, or one of them inserts at the other's edge. */
function meets(change: Change, start: number, end: number): boolean {
  const isInsertion = change.oldStart === change.oldEnd || start === end;
  return isInsertion
    ? change.oldStart <= end && start <= change.oldEnd
    : change.oldStart < end && start < change.oldEnd;
}
