/**
 * The older completions shape: what stands between two texts (fill in the middle). Never thinks.
 */
import type { Access } from "../../core/model.ts";
import type { Completion } from "../../core/request.ts";
import type { Exchange } from "../dialect.ts";
import { readAnswer } from "./openaiAnswer.ts";
import { headersFor, present } from "./openaiRequest.ts";

/** Most tokens of a completion (PROVIDERS §2.7). */
const mostTokens = 4096;

/** Most stop texts (PROVIDERS §2.7). */
const mostStops = 16;

const names = { toWire: (name: string) => name, fromWire: (name: string) => name };

/** The exchange for one completion. */
export function openCompletion(completion: Completion, access: Access, path: string): Exchange {
  const { model, prompt, suffix, maxOutputTokens = mostTokens } = completion;
  const body = present({
    model,
    prompt,
    suffix,
    max_tokens: Math.max(1, Math.min(mostTokens, Math.floor(maxOutputTokens))),
    temperature: completion.temperature,
    top_p: completion.topP,
    stop: completion.stop?.filter((text) => text !== "").slice(0, mostStops),
    stream: true,
    stream_options: { include_usage: true },
  });
  const key = access.key?.trim();
  return {
    call: {
      method: "POST",
      path,
      headers: { ...headersFor(access, "text/event-stream"), "content-type": "application/json" },
      body: JSON.stringify(body),
      framing: "sse",
    },
    ...readAnswer({ splitsThinkTags: false, tellsCost: false, stopsBlanks: false, names, key }),
  };
}
