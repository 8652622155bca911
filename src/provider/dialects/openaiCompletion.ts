/**
 * What stands between two texts (fill in the middle): the older completions shape, and llama.cpp's own. Neither thinks.
 */
import { asObject, asText, parseJson, type JsonObject } from "../../core/json.ts";
import type { Access } from "../../core/model.ts";
import type { Completion } from "../../core/request.ts";
import type { Call, Exchange } from "../dialect.ts";
import { readAnswer, type AnswerRules } from "./openaiAnswer.ts";
import { headersFor, present } from "./openaiRequest.ts";

/** Most tokens of a completion (PROVIDERS §2.7). */
const mostTokens = 4096;

/** Most stop texts (PROVIDERS §2.7). */
const mostStops = 16;

const names = { toWire: (name: string) => name, fromWire: (name: string) => name };

/** The exchange for one completion. */
export function openCompletion(completion: Completion, access: Access, path: string): Exchange {
  const { model, prompt, suffix, maxOutputTokens = mostTokens } = completion;
  const body = {
    model,
    prompt,
    suffix,
    max_tokens: Math.max(1, Math.min(mostTokens, Math.floor(maxOutputTokens))),
    ...sampling(completion),
    stop: stops(completion)?.slice(0, mostStops),
    stream: true,
    stream_options: { include_usage: true },
  };
  return { call: post(body, access, path), ...readAnswer(plain(access)) };
}

/**
 * The same by llama.cpp's `/infill` (PROVIDERS §3). It needs a model that was trained for it; the server says so if
 * its model was not.
 */
export function openInfill(completion: Completion, access: Access): Exchange {
  const { model, prompt, suffix = "", maxOutputTokens } = completion;
  const body = {
    model,
    input_prefix: prompt,
    input_suffix: suffix,
    n_predict: maxOutputTokens,
    ...sampling(completion),
    seed: completion.seed,
    stop: stops(completion),
    stream: true,
  };
  const reader = readAnswer(plain(access));
  return {
    call: post(body, access, "/infill"),
    close: (end) => reader.close(end),
    receive(frame) {
      const piece = asObject(parseJson(frame));
      return asText(piece?.["content"]) === undefined ? reader.receive(frame) : reader.accept(chunkOf(piece));
    },
  };
}

/** A piece in the common shape. The last one tells the counts, and what made it stop. */
function chunkOf(piece: JsonObject = {}): JsonObject {
  const isCut = piece["stop_type"] === "limit" || piece["stopped_limit"] === true;
  const finish = isCut ? "length" : "stop";
  return {
    choices: [{ index: 0, text: piece["content"], finish_reason: piece["stop"] === true ? finish : null }],
    usage: { prompt_tokens: piece["tokens_evaluated"], completion_tokens: piece["tokens_predicted"] },
  };
}

function sampling({ temperature, topP }: Completion): object {
  return { temperature, top_p: topP };
}

function stops({ stop }: Completion): readonly string[] | undefined {
  return stop?.filter((text) => text !== "");
}

function post(body: Readonly<Record<string, unknown>>, access: Access, path: string): Call {
  return {
    method: "POST",
    path,
    headers: { ...headersFor(access, "text/event-stream"), "content-type": "application/json" },
    body: JSON.stringify(present(body)),
    framing: "sse",
  };
}

function plain(access: Access): AnswerRules {
  return { splitsThinkTags: false, tellsCost: false, stopsBlanks: false, names, key: access.key?.trim() };
}
