/**
 * The bytes of DeepSeek's API, as the practice model writes them: chunks, whole answers, errors, the list of models
 * and the balance. Shapes follow a recorded stream and the API reference of November 2026. Owns no timing.
 */
import type { Asked } from "./asked.ts";

/** Id of the only model in the list; any other id is answered just the same. */
const practiceModel = "practice";

/** Token counts of one answer, as DeepSeek names them. */
export interface Counts {
  readonly prompt: number;
  readonly cached: number;
  readonly thinking: number;
  /** Tokens of the answer's text, without the thinking. */
  readonly text: number;
}

/** An answer, cut to what was asked for. */
export interface Answer {
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly asked: Asked;
  readonly thinking: string;
  readonly text: string;
  readonly finish: "stop" | "length";
  readonly counts: Counts;
}

/** A comment that only shows life. */
export const keepAlive = ": keep-alive\n\n";

/** What ends every stream that was not cut off. */
export const done = "data: [DONE]\n\n";

/** The first chunk: the role and no words. */
export function openingChunk(answer: Answer): string {
  return chunk(answer, { role: "assistant", content: null, reasoning_content: "" });
}

/** Some words of thinking. */
export function thinkingChunk(answer: Answer, words: string): string {
  return chunk(answer, { content: null, reasoning_content: words });
}

/** Some words of the answer. */
export function textChunk(answer: Answer, words: string): string {
  return chunk(answer, { content: words, reasoning_content: null });
}

/** The last chunk: why the answer ends, and what it cost. */
export function closingChunk(answer: Answer): string {
  return chunk(answer, { content: "", reasoning_content: null }, answer.finish);
}

function chunk(answer: Answer, delta: Readonly<Record<string, string | null>>, finish?: string): string {
  const usage = finish === undefined ? null : usageOf(answer.counts);
  return `data: ${JSON.stringify({
    ...head(answer, "chat.completion.chunk"),
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish ?? null }],
    ...(usage || answer.asked.includeUsage ? { usage } : {}),
  })}\n\n`;
}

/** The answer as one JSON text, for a request that does not stream. */
export function wholeAnswer(answer: Answer): string {
  const thought = answer.asked.depth === "off" ? {} : { reasoning_content: answer.thinking };
  const message = { role: "assistant", content: answer.text, ...thought };
  return JSON.stringify({
    ...head(answer, "chat.completion"),
    choices: [{ index: 0, message, logprobs: null, finish_reason: answer.finish }],
    usage: usageOf(answer.counts),
  });
}

function head(answer: Answer, object: string): Readonly<Record<string, unknown>> {
  const { id, created, asked } = answer;
  return { id, object, created, model: asked.model, system_fingerprint: "fp_practice" };
}

function usageOf(counts: Counts): Readonly<Record<string, unknown>> {
  const completion = counts.thinking + counts.text;
  return {
    prompt_tokens: counts.prompt,
    completion_tokens: completion,
    total_tokens: counts.prompt + completion,
    prompt_tokens_details: { cached_tokens: counts.cached },
    completion_tokens_details: { reasoning_tokens: counts.thinking },
    prompt_cache_hit_tokens: counts.cached,
    prompt_cache_miss_tokens: counts.prompt - counts.cached,
  };
}

/** An error body. `code` says the same for every status, as DeepSeek's does. */
export function errorBody(status: number, message: string): string {
  const type = status === 401 ? "authentication_error" : "invalid_request_error";
  return JSON.stringify({ error: { message, type, param: null, code: "invalid_request_error" } });
}

/** The body of `GET /models`. */
export function modelList(): string {
  const model = {
    id: practiceModel,
    object: "model",
    owned_by: "sonde",
    name: "Practice (offline, no AI)",
    context_window: 1_048_576,
    max_output_tokens: 393_216,
    effort: { supported_levels: ["low", "high", "max"], default_level: "high" },
  };
  return JSON.stringify({ object: "list", data: [model] });
}

/** The body of `GET /user/balance`: practice costs nothing. */
export function balance(): string {
  const purse = {
    currency: "USD",
    total_balance: "0.00",
    granted_balance: "0.00",
    topped_up_balance: "0.00",
  };
  return JSON.stringify({ is_available: true, balance_infos: [purse] });
}
