/**
 * One edit as a value: what it is doing, from the first request to the check after it was accepted. Changes only by
 * folding an event into it; who asks the model, who watches the document and who shows all this is the host's affair.
 */
import type { Phase } from "../conversation.ts";
import type { Failure } from "../failure.ts";
import type { Alternative, Note } from "./alternatives.ts";
import type { Proposal } from "./proposal.ts";

/** Why there is nothing to accept. */
export type Trouble =
  /** The code changed under the edit. */
  | { readonly kind: "collided" }
  /** The file is gone, or can't be read any more. */
  | { readonly kind: "gone" }
  | { readonly kind: "failed"; readonly failure: Failure }
  /** The answer reached the model's limit, or broke off, in the middle of the code. */
  | { readonly kind: "cut" }
  | { readonly kind: "filtered" }
  | { readonly kind: "cancelled" }
  /** The answer names lines that are not there. */
  | { readonly kind: "misplaced" }
  /** The answer is what stands there already. */
  | { readonly kind: "unchanged" }
  /** The answer is words. */
  | { readonly kind: "prose"; readonly text: string };

/** How the language server finds the document after an edit was accepted. */
export type Check =
  | { readonly kind: "running" }
  /** No language server answers, or checking is turned off. */
  | { readonly kind: "none" }
  | { readonly kind: "done"; readonly problems: readonly string[]; readonly isFixed?: boolean | undefined };

/** What an edit is doing. */
export type EditState =
  | {
      readonly kind: "working";
      readonly phase: Phase;
      /** Milliseconds since 1970. */
      readonly startedAt: number;
      readonly thinking: string;
      readonly answer: string;
    }
  | {
      readonly kind: "proposed";
      readonly proposal: Proposal;
      readonly thinking: string;
      readonly answer: string;
      /** What is to be known before it is accepted, such as syntax errors. */
      readonly notes: readonly Note[];
      /** All that can be picked, this one included; empty where there is only this one. */
      readonly alternatives: readonly Alternative[];
      /** Index of this one among them. */
      readonly picked: number;
    }
  | { readonly kind: "stuck"; readonly trouble: Trouble; readonly thinking: string; readonly answer: string }
  | { readonly kind: "accepted"; readonly check: Check; readonly thinking: string; readonly answer: string }
  /** Rejected, or accepted and no longer spoken of. */
  | { readonly kind: "over" };

/** An edit with something to accept. */
export type Proposed = EditState & { readonly kind: "proposed" };

/** What happens to an edit. */
export type EditEvent =
  /** A request leaves: the first one, a retry or a follow-up. */
  | { readonly type: "started"; readonly at: number }
  | { readonly type: "phase"; readonly phase: Phase }
  | { readonly type: "thinking"; readonly text: string }
  | { readonly type: "text"; readonly text: string }
  /** The text so far was thinking. */
  | { readonly type: "rethought" }
  | {
      readonly type: "offered";
      readonly proposal: Proposal;
      readonly notes: readonly Note[];
      readonly alternatives: readonly Alternative[];
      /** The answer that the proposal was made of, which need not be the one that was shown while it came. */
      readonly answer: string;
    }
  /** The person picked another alternative, whose proposal was carried over to the lines of now. */
  | { readonly type: "picked"; readonly index: number; readonly proposal: Proposal }
  /** A hunk was accepted or rejected, or the person changed lines around the hunks. */
  | { readonly type: "changed"; readonly proposal: Proposal }
  /** What was proposed before stands there again: nothing else came of a further round. */
  | { readonly type: "restored"; readonly state: Proposed }
  | { readonly type: "stuck"; readonly trouble: Trouble }
  | { readonly type: "accepted"; readonly check: Check }
  | { readonly type: "checked"; readonly check: Check }
  | { readonly type: "closed" };

/** An edit that has just been asked for. */
export function startedEdit(at: number): EditState {
  return { kind: "working", phase: "connecting", startedAt: at, thinking: "", answer: "" };
}

/** The edit after an event. An event that makes no sense in the state changes nothing. */
export function foldEdit(state: EditState, event: EditEvent): EditState {
  switch (event.type) {
    case "started":
      return startedEdit(event.at);
    case "phase":
      // A keep-alive between two words is no return to the queue.
      return state.kind === "working" && state.answer === "" && state.thinking === ""
        ? { ...state, phase: event.phase }
        : state;
    case "thinking":
      return state.kind === "working"
        ? { ...state, phase: "thinking", thinking: state.thinking + event.text }
        : state;
    case "text":
      return state.kind === "working"
        ? { ...state, phase: "writing", answer: state.answer + event.text }
        : state;
    case "rethought":
      return state.kind === "working"
        ? { ...state, phase: "thinking", thinking: state.thinking + state.answer, answer: "" }
        : state;
    case "offered":
      return state.kind === "working" ? proposed(event, state.thinking) : state;
    case "picked":
      return picked(state, event.index, event.proposal);
    case "changed":
      return changed(state, event.proposal);
    case "restored":
      return state.kind === "working" || state.kind === "stuck" ? event.state : state;
    case "stuck":
      return state.kind === "working" || state.kind === "proposed"
        ? { kind: "stuck", trouble: event.trouble, ...wordsOf(state) }
        : state;
    case "accepted":
      return state.kind === "proposed" ? { kind: "accepted", check: event.check, ...wordsOf(state) } : state;
    case "checked":
      return state.kind === "accepted" ? { ...state, check: event.check } : state;
    case "closed":
      return { kind: "over" };
  }
}

/** Whether there is something that waits for the person, or for the model. */
export function isPending(state: EditState): boolean {
  return state.kind === "working" || state.kind === "proposed" || state.kind === "stuck";
}

/** The words of the model that a state has come of; empty where there are none. */
export function answerOf(state: EditState): string {
  return "answer" in state ? state.answer : "";
}

function changed(state: EditState, proposal: Proposal): EditState {
  if (state.kind !== "proposed") return state;
  return { ...state, proposal };
}

function proposed(
  { proposal, notes, alternatives, answer }: EditEvent & { readonly type: "offered" },
  thinking: string,
): EditState {
  return { kind: "proposed", proposal, notes, alternatives, picked: 0, thinking, answer };
}

function picked(state: EditState, index: number, proposal: Proposal): EditState {
  const one = state.kind === "proposed" ? state.alternatives[index] : undefined;
  if (state.kind !== "proposed" || !one) return state;
  return { ...state, proposal, notes: one.notes, answer: one.answer, picked: index };
}

function wordsOf({ thinking, answer }: { readonly thinking: string; readonly answer: string }): {
  readonly thinking: string;
  readonly answer: string;
} {
  return { thinking, answer };
}
