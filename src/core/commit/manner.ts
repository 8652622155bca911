/**
 * What a request tells of the manner of a repository's messages, besides the learned style: rules that it has written
 * down, and messages of its log. Where a model has no room for all of it, the oldest messages give way first. Pure.
 */
import { estimateTokens } from "../context/tokens.ts";
import { element } from "../text/element.ts";
import type { Convention } from "./conventions.ts";

export interface Manner {
  readonly conventions: readonly Convention[];
  /** Messages from the log, newest first. */
  readonly samples: readonly string[];
}

/** Nothing of it. */
export const noManner: Manner = { conventions: [], samples: [] };

/** Tokens around one of them, and of the words before the messages. */
const aroundOne = 2;
const beforeSamples = 30;

/** As much as fits so many tokens. Rules go whole or not at all: half of one may say its opposite. */
export function fitManner({ conventions, samples }: Manner, tokens: number): Manner {
  let left = tokens;
  const take = (text: string): boolean => {
    const size = estimateTokens(text) + aroundOne;
    if (size > left) return false;
    left -= size;
    return true;
  };
  const rules = conventions.filter(({ source, text }) => take(element("rules", { source }, text)));
  left -= beforeSamples;
  return { conventions: rules, samples: samples.filter((sample) => take(element("message", {}, sample))) };
}
