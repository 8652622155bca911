/**
 * Makes the prompt of a request about changes fit a budget. At least half of it is the diff's, as far as that needs it:
 * how others were written says nothing of a change that the model does not see.
 */
import { fitManner, noManner, type Manner } from "../../../core/commit/manner.ts";
import type { PackedDiff } from "../../../core/commit/packDiff.ts";
import { estimateTokens } from "../../../core/context/tokens.ts";
import type { Message } from "../../../core/request.ts";

/** A request, and what of the changes is in it. */
export interface PackedQuestion {
  readonly messages: readonly Message[];
  readonly packed: PackedDiff;
}

export interface QuestionParts {
  /** Most tokens of the prompt. */
  readonly budget: number;
  readonly manner: Manner;
  readonly build: (manner: Manner, diff: string) => readonly Message[];
  /** Packs the changes into so many tokens. */
  readonly pack: (budget: number) => Promise<PackedDiff>;
}

/** The request; rules that there was no room for are among what was left out. */
export async function packQuestion({ budget, manner, build, pack }: QuestionParts): Promise<PackedQuestion> {
  const tokensOf = (told: Manner): number =>
    build(told, "").reduce((sum, { text }) => sum + estimateTokens(text), 0);
  const bare = tokensOf(noManner);
  const all = tokensOf(manner);
  const fair = all <= budget / 2 ? manner : fitManner(manner, budget / 2 - bare);
  const packed = await pack(Math.max(0, budget - tokensOf(fair)));
  // What a small diff leaves is theirs.
  const isWhole = packed.leftOut.every(({ how }) => how === "withheld");
  const told =
    isWhole && fair !== manner ? fitManner(manner, budget - bare - estimateTokens(packed.text)) : fair;
  const rules = manner.conventions.filter((rule) => !told.conventions.includes(rule));
  const leftOut = rules.map(({ source }) => ({ path: source, how: "unlisted" as const }));
  return {
    messages: build(told, packed.text),
    packed: { ...packed, leftOut: [...packed.leftOut, ...leftOut] },
  };
}
