/**
 * Several proposals for the same lines, of which the person picks one. Owns what makes them comparable: those that
 * come to the same are one, and where one of them changes the whole file, all are about the whole file.
 */
import { wantedLines, type Proposal } from "./proposal.ts";

/** One of several proposals. */
export interface Alternative {
  readonly proposal: Proposal;
  /** What is to be known before it is accepted. */
  readonly notes: readonly Note[];
  /** The answer that it was made of. */
  readonly answer: string;
}

/** A sentence for the person. A warning is shown wherever the change can be accepted. */
export interface Note {
  readonly kind: "info" | "warning";
  readonly text: string;
}

/** The alternatives that differ in what they come to, in their order. */
export function distinct(all: readonly Alternative[]): readonly Alternative[] {
  const seen = new Set<string>();
  return all.filter(({ proposal }) => {
    const text = wantedLines(proposal).join("\n");
    return !seen.has(text) && seen.add(text);
  });
}

/** A proposal of which it is not said yet what lines the others are about. */
export interface Made extends Alternative {
  /** Whether it is about the whole file rather than some lines of it. */
  readonly isWholeFile: boolean;
}

/** Proposals for some lines of a file that begin at `start`, and for all of it, made to be about the same lines. */
export function comparable(
  made: readonly Made[],
  file: readonly string[],
  start: number,
): readonly Alternative[] {
  const isWhole = made.some(({ isWholeFile }) => isWholeFile);
  const all = made.map(({ proposal, notes, answer, isWholeFile }) => ({
    proposal: isWhole && !isWholeFile ? widened(proposal, file, start) : proposal,
    notes,
    answer,
  }));
  return all.length > 1 ? distinct(all) : all;
}

/** The same proposal as one about the whole file, in which its lines begin at `start`. */
export function widened(proposal: Proposal, file: readonly string[], start: number): Proposal {
  return { lines: file, hunks: proposal.hunks.map((hunk) => ({ ...hunk, at: hunk.at + start })) };
}

/** How many lines a proposal adds and removes. */
export function sizeOf({ hunks }: Proposal): { readonly added: number; readonly removed: number } {
  return hunks.reduce(
    (sum, hunk) => ({ added: sum.added + hunk.added.length, removed: sum.removed + hunk.removed.length }),
    { added: 0, removed: 0 },
  );
}
