/**
 * What a person reads about an edit: one sentence for each thing that it can be doing.
 */
import * as vscode from "vscode";
import type { Phase } from "../../../core/conversation.ts";
import type { Check, EditState, Trouble } from "../../../core/edit/editState.ts";
import type { Note } from "../../../core/edit/alternatives.ts";
import { failureCause, failureSentence } from "../../platform/failureText.ts";
import type { MadeOffer } from "./offer.ts";

const { l10n } = vscode;

/** Who was asked, for what is said of it. */
export interface Answerer {
  readonly provider: string;
  readonly model: string;
  /** How many answers the model gives at once. */
  readonly answers: number;
}

/** Such as "Alternative 2", for an index from 0. */
export function alternativeName(index: number): string {
  return l10n.t("Alternative {0}", index + 1);
}

/** The title of the zone. */
export function titleOf(state: EditState, asked: Answerer, at: number): string {
  switch (state.kind) {
    case "working":
      return phaseSentence(state.phase, Math.max(0, Math.round((at - state.startedAt) / 1000)));
    case "proposed": {
      const { length } = state.proposal.hunks;
      const proposed = length === 1 ? l10n.t("1 change proposed") : l10n.t("{0} changes proposed", length);
      const { length: among } = state.alternatives;
      return among === 0
        ? proposed
        : l10n.t("{0} · alternative {1} of {2}", proposed, state.picked + 1, among);
    }
    case "stuck":
      return troubleSentence(state.trouble, asked);
    case "accepted":
      return checkSentence(state.check);
    case "over":
      return "";
  }
}

function phaseSentence(phase: Phase, seconds: number): string {
  switch (phase) {
    case "connecting":
      return l10n.t("Connecting… {0} s", seconds);
    case "queued":
      return l10n.t("Queued… {0} s", seconds);
    case "thinking":
      return l10n.t("Thinking… {0} s", seconds);
    case "writing":
      return l10n.t("Writing… {0} s", seconds);
  }
}

/** Why there is nothing to accept. */
export function troubleSentence(trouble: Trouble, { provider, model }: Answerer): string {
  switch (trouble.kind) {
    case "collided":
      return l10n.t("The code changed under the edit");
    case "gone":
      return l10n.t("The file is gone");
    case "failed":
      return trouble.failure.kind === "context-length"
        ? l10n.t("This code and what goes with it are longer than {0} can read.", model)
        : failureSentence(trouble.failure, provider, model);
    case "cut":
      return l10n.t("The answer broke off in the middle of the code");
    case "filtered":
      return l10n.t("The host filtered this answer");
    case "cancelled":
      return l10n.t("Stopped");
    case "misplaced":
      return l10n.t("The answer changes lines that are not there");
    case "unchanged":
      return l10n.t("The answer is the same as the code");
    case "prose":
      return trouble.text === ""
        ? l10n.t("The answer is empty")
        : l10n.t("The answer is an explanation: nothing was changed");
  }
}

/** What is said of instruction files that the model had no room for. */
export function leftOutNotes(names: readonly string[], model: string): readonly Note[] {
  if (names.length === 0) return [];
  const text = l10n.t("Left out, because {0} can't read as much: {1}", model, names.join(l10n.t(", ")));
  return [{ kind: "info", text }];
}

/** Why a round brought nothing at all; undefined where it did, if only words. */
export function failureOf(made: readonly MadeOffer[], asked: Answerer): Note | undefined {
  const troubles = made.flatMap(({ offer }) => (offer.kind === "trouble" ? [offer.trouble] : []));
  const [first] = troubles;
  const isWords = troubles.some((one) => one.kind === "prose" && one.text !== "");
  if (!first || troubles.length < made.length || isWords) return undefined;
  return { kind: "warning", text: troubleSentence(first, asked) };
}

/** The small print of a trouble; empty where there is none. */
export function troubleCause(trouble: Trouble): string {
  return trouble.kind === "failed" ? failureCause(trouble.failure) : "";
}

/** What the language server found after an edit was accepted. */
export function checkSentence(check: Check): string {
  switch (check.kind) {
    case "running":
      return l10n.t("Accepted · checking…");
    case "none":
      return l10n.t("Accepted");
    case "done": {
      const { length } = check.problems;
      const found =
        length === 0
          ? l10n.t("no new problems")
          : length === 1
            ? l10n.t("1 new problem")
            : l10n.t("{0} new problems", length);
      if (check.isFixed === undefined) return l10n.t("Accepted · {0}", found);
      return check.isFixed ? l10n.t("Fixed · {0}", found) : l10n.t("The problem is still there · {0}", found);
    }
  }
}
