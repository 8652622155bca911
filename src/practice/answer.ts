/**
 * From a request to a finished answer: lets the rules speak, cuts what they say at the request's limits and counts
 * the tokens. Owns the memory of earlier prompts that stands in for DeepSeek's prefix cache. No I/O.
 */
import { randomUUID } from "node:crypto";
import type { Asked } from "./asked.ts";
import { reply } from "./reply.ts";
import { firstTokens, promptOf, sharedTokens, tokensOf } from "./tokens.ts";
import type { Answer } from "./wire.ts";

/** How many prompts are remembered: a commit message asked in between does not cost a chat its prefix. */
const remembered = 4;

/** Gives answers, and remembers the newest prompts for the count of cached tokens. */
export function answerer(): (asked: Asked) => Answer {
  let earlier: readonly string[] = [];
  return (asked) => {
    const prompt = promptOf(asked.messages);
    const tokens = tokensOf(prompt);
    const cached = Math.max(0, ...earlier.map((before) => sharedTokens(prompt, before)));
    earlier = [prompt, ...earlier].slice(0, remembered);
    const cut = limited(asked);
    return {
      ...cut,
      id: randomUUID(),
      created: Math.floor(Date.now() / 1000),
      asked,
      counts: {
        prompt: tokens,
        cached,
        thinking: tokensOf(cut.thinking),
        text: tokensOf(cut.text),
      },
    };
  };
}

function limited(asked: Asked): Pick<Answer, "thinking" | "text" | "finish"> {
  const said = reply(asked);
  const limit = asked.maxTokens ?? Number.POSITIVE_INFINITY;
  const thinking = firstTokens(said.thinking, limit);
  const stopAt = asked.stop.map((word) => said.text.indexOf(word)).filter((at) => at >= 0);
  const wanted = said.text.slice(0, Math.min(said.text.length, ...stopAt));
  const text = firstTokens(wanted, limit - tokensOf(thinking));
  const whole = thinking === said.thinking && text === wanted;
  return { thinking, text, finish: whole ? "stop" : "length" };
}
