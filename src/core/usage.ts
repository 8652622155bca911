/**
 * What one answer cost in tokens, as the host counted it. Owns the shape and its arithmetic; what a token costs
 * is in pricing.ts. Anything a host did not say stays undefined: unknown is never shown as 0.
 */

/** Token counts of one answer. All are whole numbers ≥ 0. */
export interface Usage {
  /** Tokens of the whole prompt, cached ones included. */
  readonly input: number;
  /** Tokens of the answer; thinking is part of it (DeepSeek: `completion_tokens`). */
  readonly output: number;
  /** Prompt tokens that the host's prefix cache held. */
  readonly cachedInput?: number | undefined;
  /** Tokens of thinking within `output`. */
  readonly thinking?: number | undefined;
  /** The host told the cost alone: `input` and `output` are 0 and mean nothing. */
  readonly isUncounted?: boolean | undefined;
  /** What the host itself says the answer cost, in US dollars. */
  readonly costUsd?: number | undefined;
}

/** Share of the prompt that came from the prefix cache, 0 to 1; undefined where the host did not say. */
export function cachedShare(usage: Usage): number | undefined {
  if (usage.cachedInput === undefined || usage.input === 0) return undefined;
  return Math.min(1, usage.cachedInput / usage.input);
}

/** Two answers' counts as one. What either host did not say stays unknown. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cachedInput: sum(a.cachedInput, b.cachedInput),
    thinking: sum(a.thinking, b.thinking),
    costUsd: sum(a.costUsd, b.costUsd),
    ...(a.isUncounted || b.isUncounted ? { isUncounted: true } : {}),
  };
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
