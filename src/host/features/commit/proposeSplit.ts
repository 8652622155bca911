/**
 * Asks a model for a plan and mends what comes.
 */
import { cleanMessage } from "../../../core/commit/cleanMessage.ts";
import { finish } from "../../../core/commit/conform.ts";
import { readPlan, type Mended, type Remainder } from "../../../core/commit/plan.ts";
import type { Failure } from "../../../core/failure.ts";
import { answerAfter } from "../../../core/text/answerAfter.ts";
import type { Ask } from "../../platform/ask.ts";
import { askWithRoom, type Recipient } from "./budget.ts";
import type { PreparedSplit } from "./prepareSplit.ts";

export interface ProposeOptions extends Recipient {
  readonly ask: Ask;
  readonly prepared: PreparedSplit;
  /** What the commit of forgotten parts says. */
  readonly remainder: Remainder;
  readonly signal: AbortSignal;
  /** Told how many commits have arrived so far. */
  readonly onProgress: (commits: number) => void;
}

/** How it went. */
export type Proposal =
  | { readonly kind: "plan"; readonly mended: Mended }
  | { readonly kind: "cancelled" }
  /** The answer has no end: the model reached its limit, or the host cut it off. */
  | { readonly kind: "cut" }
  | { readonly kind: "failed"; readonly failure: Failure };

/** Asks for a plan. A model that answers to the end gets a plan, if need be one commit of everything. */
export async function proposeSplit(options: ProposeOptions): Promise<Proposal> {
  const { prepared, remainder } = options;
  const ids = [...prepared.sorted.parts.keys()].filter((id) => !prepared.aside.has(id));
  // Where every part is set aside, nothing is left to ask about.
  const answer =
    ids.length === 0
      ? ({ kind: "answer", text: "" } as const)
      : await askWithRoom<Answer>(options, (budget) => askOnce(options, budget));
  if (answer.kind !== "answer") return answer;
  const mended = readPlan(answer.text, ids, [...prepared.aside.keys()], remainder);
  const commits = mended.plan.commits.map((commit) => ({
    ...commit,
    message: finish(
      cleanMessage(commit.message, true, prepared.style.prefixes),
      prepared.style,
      undefined,
      "",
    ),
  }));
  return { kind: "plan", mended: { ...mended, plan: { ...mended.plan, commits } } };
}

type Answer =
  | { readonly kind: "answer"; readonly text: string }
  | Exclude<Proposal, { readonly kind: "plan" }>;

async function askOnce(options: ProposeOptions, budget: number): Promise<Answer> {
  const { messages } = await options.prepared.ask(budget);
  let text = "";
  const ending = await options.ask({
    purpose: "commit",
    choice: options.choice,
    messages,
    signal: options.signal,
    json: true,
    onEvents(events) {
      const before = text;
      text = events.reduce(answerAfter, text);
      if (text === before) return;
      options.onProgress(text.match(/"message"\s*:/g)?.length ?? 0);
    },
  });
  if (ending.reason === "failed") return { kind: "failed", failure: ending.failure };
  if (ending.reason === "cancelled") return { kind: "cancelled" };
  return ["length", "filtered"].includes(ending.reason) ? { kind: "cut" } : { kind: "answer", text };
}
