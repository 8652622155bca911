/**
 * From an answer that has ended to what the person is offered: which lines, which hunks, and what is to be known
 * before they are accepted. The document may have changed in the meantime; the hunks are carried over or collide.
 */
import * as vscode from "vscode";
import type { Alternative, Made, Note } from "../../../core/edit/alternatives.ts";
import { meaningSteps, type Asked, type Meaning } from "../../../core/edit/answer.ts";
import type { Trouble } from "../../../core/edit/editState.ts";
import { addedInvisibles } from "../../../core/edit/invisible.ts";
import { lineChangeSteps } from "../../../core/edit/lineDiff.ts";
import { rebased, wantedLines, withChanges, type Proposal } from "../../../core/edit/proposal.ts";
import type { Ending } from "../../../core/event.ts";
import { inSteps } from "../../platform/inSteps.ts";

const { l10n } = vscode;

/** Characters of the words around the code that are shown with it, and syntax errors that are named. */
const wordsLimit = 600;
const mostErrors = 3;

/** Something to accept, or why there is nothing. */
export type Offer =
  | {
      readonly kind: "proposal";
      readonly proposal: Proposal;
      /** Whether the hunks are about the whole file rather than the lines that were asked about. */
      readonly isWholeFile: boolean;
      readonly notes: readonly Note[];
    }
  | { readonly kind: "trouble"; readonly trouble: Trouble };

/** What one answer of a round has come to. */
export interface MadeOffer {
  readonly offer: Offer;
  readonly answer: string;
}

/** The proposals among what a round has made, after the one that is kept of before, if that fits the lines of now. */
export function proposalsAmong(
  made: readonly MadeOffer[],
  kept: Alternative | undefined,
  lines: readonly string[],
): readonly Made[] {
  const old = kept && rebased(kept.proposal, lines);
  return [
    ...(kept && old ? [{ ...kept, proposal: old, isWholeFile: false }] : []),
    ...made.flatMap(({ offer, answer }) => (offer.kind === "proposal" ? [{ ...offer, answer }] : [])),
  ];
}

/** The document as it is when the answer has ended. */
export interface Now {
  readonly file: readonly string[];
  /** The lines that were asked about, where they are now. */
  readonly start: number;
  readonly end: number;
}

/** What an offer needs of the document that it is about. */
export interface Surroundings {
  /** The document of this moment; undefined where it is gone. */
  readonly now: () => Now | undefined;
  /** The syntax errors that the file would have with these lines, as sentences. */
  readonly syntax: (file: readonly string[]) => Promise<readonly string[]>;
}

/**
 * Gives the offer for the document of the moment at which it is called: the work that takes time is done. Undefined
 * stands for a document that is gone.
 */
export type OfferAt = (now: Now | undefined) => Offer;

/** Judges the answer to a question about `asked`; `notes` are to be shown with what it offers. */
export async function offerOf(
  text: string,
  ending: Ending,
  asked: Asked,
  surroundings: Surroundings,
  notes: readonly Note[] = [],
): Promise<OfferAt> {
  const trouble = (one: Trouble): OfferAt => always({ kind: "trouble", trouble: one });
  switch (ending.reason) {
    case "cancelled":
      return trouble({ kind: "cancelled" });
    case "failed": {
      const meaning = await inSteps(meaningSteps(text, false, asked));
      return meaning.kind === "code"
        ? offerOfMeaning(meaning, asked, surroundings, [brokenOff(), ...notes])
        : trouble({ kind: "failed", failure: ending.failure });
    }
    case "filtered":
      return trouble({ kind: "filtered" });
    case "stop":
    case "length":
    case "tool-calls":
      return offerOfMeaning(
        await inSteps(meaningSteps(text, ending.reason !== "length", asked)),
        asked,
        surroundings,
        notes,
      );
  }
}

/** The offer that a meaning makes, with these notes before its own. */
export async function offerOfMeaning(
  meaning: Meaning,
  asked: Asked,
  surroundings: Surroundings,
  notes: readonly Note[] = [],
): Promise<OfferAt> {
  if (meaning.kind !== "code") return always({ kind: "trouble", trouble: meaning });
  const { start, end, lines } = meaning;
  const base = asked.file.slice(start, end);
  const changes = await inSteps(lineChangeSteps(base, lines));
  if (changes.length === 0) return always({ kind: "trouble", trouble: { kind: "unchanged" } });
  const isWholeFile = start !== asked.start || end !== asked.end;
  const proposed = withChanges(base, lines, changes);
  await turn();
  const errors = await errorsOf(proposed, isWholeFile, surroundings);
  await turn();
  return (now) => {
    if (!now) return { kind: "trouble", trouble: { kind: "gone" } };
    const proposal = carriedOver(proposed, isWholeFile, now);
    if (!proposal) return { kind: "trouble", trouble: { kind: "collided" } };
    const found = [...notesOn(proposal, meaning, isWholeFile), ...errors.map(syntaxNote)];
    return { kind: "proposal", proposal, isWholeFile, notes: [...notes, ...found] };
  };
}

const always =
  (offer: Offer): OfferAt =>
  () =>
    offer;

/** The proposal on the lines as they are now; undefined where they collide. */
function carriedOver(proposed: Proposal, isWholeFile: boolean, now: Now): Proposal | undefined {
  return rebased(proposed, isWholeFile ? now.file : now.file.slice(now.start, now.end));
}

/** The syntax errors that a proposal would bring. */
async function errorsOf(
  proposed: Proposal,
  isWholeFile: boolean,
  { now: nowOf, syntax }: Surroundings,
): Promise<readonly string[]> {
  const now = nowOf();
  const proposal = now && carriedOver(proposed, isWholeFile, now);
  if (!now || !proposal) return [];
  const wanted = wantedLines(proposal);
  const file = isWholeFile ? wanted : now.file.toSpliced(now.start, now.end - now.start, ...wanted);
  return (await syntax(file)).slice(0, mostErrors);
}

function brokenOff(): Note {
  return { kind: "warning", text: l10n.t("The connection was lost behind this code.") };
}

function syntaxNote(error: string): Note {
  return { kind: "warning", text: l10n.t("Syntax error: {0}", error) };
}

function notesOn(
  { hunks }: Proposal,
  { blocks, words }: Meaning & { readonly kind: "code" },
  isWholeFile: boolean,
): readonly Note[] {
  const note = (kind: Note["kind"], text: string): Note => ({ kind, text });
  const hidden = hunks.flatMap(({ removed, added }) => addedInvisibles(removed, added));
  return [
    ...(hidden.length > 0 ? [invisibleNote(hidden.map(({ code }) => code))] : []),
    ...(isWholeFile
      ? [note("warning", l10n.t("The answer changes lines outside of the selection, too."))]
      : []),
    ...(blocks > 1
      ? [note("info", l10n.t("The answer had {0} code blocks; this is the one that fits here.", blocks))]
      : []),
    ...(words === "" ? [] : [note("info", words.slice(0, wordsLimit))]),
  ];
}

/** What is said of characters that nobody can see. */
export function invisibleNote(codes: readonly string[]): Note {
  const named = [...new Set(codes)].join(", ");
  return { kind: "warning", text: l10n.t("This change adds invisible characters: {0}.", named) };
}

/** Lets whoever waits have a turn. */
async function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
