/**
 * Asks for a commit message and shows it as it arrives. Owns what happens when the prompt turns out too long for the
 * model: it is packed smaller and asked again, before anything was shown.
 */
import { withTrailersOf } from "../../../core/commit/bodyStyle.ts";
import { cleanMessage } from "../../../core/commit/cleanMessage.ts";
import { conform, finish } from "../../../core/commit/conform.ts";
import type { LeftOut } from "../../../core/commit/packDiff.ts";
import type { Failure } from "../../../core/failure.ts";
import { answerAfter } from "../../../core/text/answerAfter.ts";
import type { Ask } from "../../platform/ask.ts";
import { askWithRoom, type Recipient } from "./budget.ts";
import type { Prepared } from "./prepare.ts";

export interface StreamOptions extends Recipient {
  readonly ask: Ask;
  readonly prepared: Prepared;
  /** What the person wrote to begin with; empty for nothing. */
  readonly hint: string;
  /** Variants that the person has seen. */
  readonly earlier: readonly string[];
  readonly signal: AbortSignal;
  /** Gets the message as far as it has come. */
  readonly show: (message: string) => void;
}

/** How it went. */
export type StreamOutcome =
  | {
      readonly kind: "message";
      readonly message: string;
      readonly leftOut: readonly LeftOut[];
      readonly isCut: boolean;
    }
  | { readonly kind: "cancelled" }
  /** There is no room for a line of the changes, nor anything else that says what they are: nobody was asked. */
  | { readonly kind: "no room" }
  /** The model answered, but not with a message. */
  | { readonly kind: "nothing" }
  | { readonly kind: "failed"; readonly failure: Failure };

/** Asks until there is a message, or says why there is none. */
export function streamMessage(options: StreamOptions): Promise<StreamOutcome> {
  return askWithRoom<StreamOutcome>(options, (budget) => askOnce(options, budget));
}

async function askOnce(options: StreamOptions, budget: number): Promise<StreamOutcome> {
  const { prepared, choice, signal } = options;
  const { style, ticket, draft, isMadeAnew } = prepared;
  const { messages, packed } = await prepared.ask(budget, options.hint, options.earlier);
  if (packed.isBlind && draft === "" && options.hint === "") return { kind: "no room" };
  let raw = "";
  const ending = await options.ask({
    purpose: "commit",
    choice,
    messages,
    signal,
    onEvents(events) {
      const before = raw;
      raw = events.reduce(answerAfter, raw);
      if (raw === before) return;
      options.show(conform(cleanMessage(raw, false, style.prefixes), style, ticket, draft));
    },
  });
  if (ending.reason === "failed") return { kind: "failed", failure: ending.failure };
  if (ending.reason === "cancelled") return { kind: "cancelled" };
  const words = finish(cleanMessage(raw, true, style.prefixes), style, ticket, draft);
  if (words === "" || ending.reason === "filtered") return { kind: "nothing" };
  // Who else has made the commit, and what a review knows it by, is not the model's to write or to leave out.
  const message = isMadeAnew ? withTrailersOf(words, draft) : words;
  return { kind: "message", message, leftOut: packed.leftOut, isCut: ending.reason === "length" };
}
