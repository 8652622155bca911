/**
 * From an answer that has ended to what the person is offered: which lines, which hunks, and what is to be known
 * before they are accepted. The document may have changed in the meantime; the hunks are carried over or collide.
 */
import * as vscode from "vscode";
import { meaningOf, type Asked, type Meaning } from "../../../core/edit/answer.ts";
import type { Trouble } from "../../../core/edit/editState.ts";
import { addedInvisibles } from "../../../core/edit/invisible.ts";
import { lineChangeSteps, type Change } from "../../../core/edit/lineDiff.ts";
import { rebased, withChanges, type Proposal } from "../../../core/edit/proposal.ts";
import type { Ending } from "../../../core/event.ts";

const { l10n } = vscode;

/** Milliseconds that the diff may run before it lets others in. */
const sliceMs = 8;

/** Something to accept, or why there is nothing. */
export type Offer =
  | {
      readonly kind: "proposal";
      readonly proposal: Proposal;
      /** Whether the hunks are about the whole file rather than the lines that were asked about. */
      readonly isWholeFile: boolean;
      readonly notes: readonly string[];
    }
  | { readonly kind: "trouble"; readonly trouble: Trouble };

/** The document as it is when the answer has ended. */
export interface Now {
  readonly file: readonly string[];
  /** The lines that were asked about, where they are now. */
  readonly start: number;
  readonly end: number;
}

/** Judges the answer to a question about `asked` against the document as it is `now`. */
export async function offerOf(
  text: string,
  ending: Ending,
  asked: Asked,
  now: () => Now | undefined,
): Promise<Offer> {
  const trouble = (one: Trouble): Offer => ({ kind: "trouble", trouble: one });
  switch (ending.reason) {
    case "cancelled":
      return trouble({ kind: "cancelled" });
    case "failed":
      return trouble({ kind: "failed", failure: ending.failure });
    case "filtered":
      return trouble({ kind: "filtered" });
    case "stop":
    case "length":
    case "tool-calls":
      return offerOfMeaning(meaningOf(text, ending.reason !== "length", asked), asked, now);
  }
}

/** The offer that a meaning makes. */
export async function offerOfMeaning(
  meaning: Meaning,
  asked: Asked,
  now: () => Now | undefined,
): Promise<Offer> {
  if (meaning.kind !== "code") {
    const trouble: Trouble = meaning;
    return { kind: "trouble", trouble };
  }
  const { start, end, lines } = meaning;
  const base = asked.file.slice(start, end);
  const changes = await inSlices(lineChangeSteps(base, lines));
  if (changes.length === 0) return { kind: "trouble", trouble: { kind: "unchanged" } };
  // Looked up after the diff, which lets others in: nothing may happen between here and the offer.
  const current = now();
  if (!current) return { kind: "trouble", trouble: { kind: "gone" } };
  const isWholeFile = start !== asked.start || end !== asked.end;
  const there = isWholeFile ? current.file : current.file.slice(current.start, current.end);
  const proposal = rebased(withChanges(base, lines, changes), there);
  if (!proposal) return { kind: "trouble", trouble: { kind: "collided" } };
  return { kind: "proposal", proposal, isWholeFile, notes: notesOn(proposal, meaning, isWholeFile) };
}

function notesOn(
  { hunks }: Proposal,
  { blocks, words }: Meaning & { readonly kind: "code" },
  isWholeFile: boolean,
): readonly string[] {
  const hidden = hunks.flatMap(({ removed, added }) => addedInvisibles(removed, added));
  const codes = [...new Set(hidden.map(({ code }) => code))].join(", ");
  return [
    ...(hidden.length > 0 ? [l10n.t("This change adds invisible characters: {0}.", codes)] : []),
    ...(isWholeFile ? [l10n.t("The answer changes lines outside of the selection, too.")] : []),
    ...(blocks > 1
      ? [l10n.t("The answer had {0} code blocks; this is the one that fits here.", blocks)]
      : []),
    ...(words === "" ? [] : [words.slice(0, 600)]),
  ];
}

async function inSlices(steps: Generator<undefined, readonly Change[]>): Promise<readonly Change[]> {
  let until = performance.now() + sliceMs;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() > until) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      until = performance.now() + sliceMs;
    }
  }
}
