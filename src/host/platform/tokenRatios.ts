/**
 * How far the token estimate is from what hosts count, for each model, as long as the window lives.
 */
import type { Message } from "../../core/request.ts";
import { estimatePrompt, nextRatio } from "../../core/context/tokenRatio.ts";

/** Most characters of a prompt that is estimated to learn from it: the ratio does not need the longest ones. */
const mostCharacters = 500_000;

export interface TokenRatios {
  /** Counted tokens for each estimated one; 1 where nothing is known. */
  of(model: string): number;
  /** Takes in what a host counted for a prompt. */
  learn(model: string, messages: readonly Message[], counted: number): void;
}

/** Ratios that know nothing yet. */
export function createTokenRatios(): TokenRatios {
  const ratios = new Map<string, number>();
  const of = (model: string): number => ratios.get(model) ?? 1;
  return {
    of,
    learn(model, messages, counted) {
      // What an image takes is counted by the host, and estimated by nobody.
      if (messages.some((message) => message.role === "user" && message.images)) return;
      const characters = messages.reduce((sum, message) => sum + message.text.length, 0);
      if (characters <= mostCharacters) {
        ratios.set(model, nextRatio(of(model), estimatePrompt(messages), counted));
      }
    },
  };
}
