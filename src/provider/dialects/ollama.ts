/**
 * Ollama by its own API: JSON lines, thinking in `message.thinking`, tool arguments as objects, images as base64. Its
 * OpenAI-compatible side works with `custom`. Source: PROVIDERS §3 (ollama's tree of 2026-08-21), ollama's docs/api.md.
 *
 * Ollama loads a model with the context that a request asks for, or a small one of its own. So each chat request asks for
 * the very number that the meter shows, for one that the host did not tell too. It is the same for all requests to a
 * model: another one would load the model anew. More than a model was trained for is cut to that by Ollama.
 *
 * Unasked it drops the beginning of a prompt that is longer, with status 200. With `truncate` and `shift` off it refuses
 * that, and ends an answer that has no room left with `length` (ollama's api/types.go; issues 4967, 17889, 18399).
 */
import { asAmount, asArray, asObject, asText, parseJson } from "../../core/json.ts";
import { whole } from "../../core/limits.ts";
import type { Access, Model } from "../../core/model.ts";
import type { ChatRequest, Effort, Tuning } from "../../core/request.ts";
import type { Call, Dialect, Exchange } from "../dialect.ts";
import { failureOfResponse } from "../failures.ts";
import { answerRules, commonLimits, modelsCall, refuse, v4Rules, type Rules } from "./openai.ts";
import { readAnswer, type AnswerRules } from "./openaiAnswer.ts";
import { asSeenBy, withoutEarlierImages } from "./openaiImages.ts";
import { wireMessages } from "./openaiMessages.ts";
import { functionTools, headersFor, present } from "./openaiRequest.ts";
import { toolNames, type ToolNames } from "./openaiToolNames.ts";

const { logprobs: _logprobs, topLogprobs: _topLogprobs, ...limits } = commonLimits;

const rules: Rules = {
  ...v4Rules,
  id: "ollama",
  hasBeta: false,
  echoes: "reasoning_content",
  joinsQuestions: true,
  wantsJsonWord: true,
  limits: { ...limits, stop: { most: Infinity }, seed: whole(0, Number.MAX_SAFE_INTEGER) },
  splitsThinkTags: true,
};

/** Some models only know on and off, and take any word for on. */
const think: Readonly<Record<Effort, boolean | string>> = { off: false, low: "low", high: true, max: "max" };

/** The most of a context that is asked for unasked, in tokens: its memory is taken whether it is used or not. */
const usualContext = 32_768;

/** Models of Ollama's cloud are named so; a list says where a model runs, whatever its name. */
const isOfCloud = (id: string): boolean => /[:-]cloud$/.test(id);

/** What is assumed of a model. */
const modelOf = (id: string): Model => ({
  id,
  efforts: ["off", "low", "high", "max"],
  contextTokens: usualContext,
  ...(isOfCloud(id) && { runsAt: "https://ollama.com" }),
});

/** Ollama on this machine, or where the settings say. Costs nothing. */
export const ollama: Dialect = {
  id: "ollama",
  label: "Ollama",
  endpoints: ["http://127.0.0.1:11434"],
  authentication: "bearer",
  keyless: true,
  models: [],
  unknownModel: modelOf,
  forgetsThinking: () => true,
  open(request, access) {
    const card = request.card ?? modelOf(request.model);
    const refusal = refuse(request, card, rules);
    if (refusal) return refusal;
    const names = toolNames(request);
    const reading = { ...answerRules(request, access, rules), names };
    return exchangeOf("/api/chat", bodyOf(asSeenBy(card, request), names), access, reading);
  },
  complete(completion, access) {
    const { model, prompt, suffix } = completion;
    const options = optionsOf(completion, undefined);
    const body = { ...present({ model, prompt, suffix }), stream: true, think: false, ...options };
    return exchangeOf("/api/generate", body, access, { ...plainAnswer, key: access.key?.trim() });
  },
  repair(request, failure) {
    if (failure.kind === "no-vision") return withoutEarlierImages(request);
    const cannotThink = failure.kind === "bad-request" && /support thinking/.test(failure.detail ?? "");
    return cannotThink && request.thinking !== "off" ? { ...request, thinking: "off" } : undefined;
  },
  describe: failureOfResponse,
  listModels: {
    call: (access) => modelsCall(access, "/api/tags"),
    read: readTags,
    each: {
      call: (access, { id }) => ({
        method: "POST",
        path: "/api/show",
        headers: { ...headersFor(access, "application/json"), "content-type": "application/json" },
        body: JSON.stringify({ model: id }),
        framing: "json",
      }),
      read: readShown,
    },
  },
};

const plainName = { toWire: (name: string) => name, fromWire: (name: string) => name };
const plainAnswer = { splitsThinkTags: false, tellsCost: false, stopsBlanks: false, names: plainName };

function exchangeOf(path: string, body: object, access: Access, reading: AnswerRules): Exchange {
  const call: Call = {
    method: "POST",
    path,
    headers: { ...headersFor(access, "application/x-ndjson"), "content-type": "application/json" },
    body: JSON.stringify(body),
    framing: "lines",
  };
  return { call, ...readLines(readAnswer(reading)) };
}

function bodyOf(request: ChatRequest, names: ToolNames): object {
  const { json, jsonSchema } = request;
  const called = calledIn(request, names);
  return {
    model: request.model,
    messages: wireMessages(request, rules, names).map((message) => ollamaMessage(message, called)),
    stream: true,
    truncate: false,
    shift: false,
    think: think[request.thinking],
    ...functionTools(request, names),
    ...(json ? { format: jsonSchema ?? "json" } : {}),
    ...optionsOf(request, request.card?.contextTokens ?? usualContext),
  };
}

function optionsOf(tuning: Tuning, contextTokens: number | undefined): object {
  const options = present({
    num_ctx: contextTokens,
    temperature: tuning.temperature,
    top_p: tuning.topP,
    num_predict: tuning.maxOutputTokens,
    seed: tuning.seed,
    stop: tuning.stop,
    frequency_penalty: tuning.frequencyPenalty,
    presence_penalty: tuning.presencePenalty,
  });
  return Object.keys(options).length > 0 ? { options } : {};
}

/** Names of the tools that were called, by the id of the call. */
function calledIn({ messages }: ChatRequest, names: ToolNames): ReadonlyMap<string, string> {
  const calls = messages.flatMap((message) => (message.role === "assistant" && message.toolCalls) || []);
  return new Map(calls.map(({ id, name }) => [id, names.toWire(name)]));
}

/** A message of the OpenAI shape as Ollama has it. */
function ollamaMessage(value: object, called: ReadonlyMap<string, string>): object {
  const message = asObject(value) ?? {};
  const { content, reasoning_content: thinking, tool_calls: calls, tool_call_id: id, ...rest } = message;
  const parts = asArray(content).map(asObject);
  const images = parts.flatMap((part) => asText(asObject(part?.["image_url"])?.["url"]) ?? []);
  return present({
    ...rest,
    content: asText(content) ?? parts.map((part) => asText(part?.["text"]) ?? "").join(""),
    // Templates write it of the last message alone, and some where tools were called before (ollama issue 11521).
    thinking: calls === undefined || thinking === "" ? undefined : thinking,
    tool_name: typeof id === "string" ? called.get(id) : undefined,
    tool_calls: calls === undefined ? undefined : asArray(calls).map(ollamaCall),
    images: images.length > 0 ? images.map((url) => url.replace(/^data:[^,]*,/, "")) : undefined,
  });
}

function ollamaCall(value: unknown): object {
  const called = asObject(asObject(value)?.["function"]);
  const given = asObject(parseJson(asText(called?.["arguments"]) ?? "")) ?? {};
  return { function: { name: called?.["name"], arguments: given } };
}

/** The lines of an answer, each told to the common reader in its own shape. */
function readLines(reader: ReturnType<typeof readAnswer>): Pick<Exchange, "receive" | "close"> {
  return {
    close: (end) => reader.close(end),
    receive(frame) {
      const line = asObject(parseJson(frame));
      const said =
        line?.["message"] ?? (line?.["response"] === undefined ? undefined : { content: line["response"] });
      if (!line || (said === undefined && line["done"] !== true)) return reader.receive(frame);
      const isOver = line["done"] === true;
      const finish = asText(line["done_reason"]) ?? "stop";
      return reader.accept({
        choices: [{ index: 0, delta: said, finish_reason: isOver ? finish : null }],
        ...(isOver
          ? { usage: { prompt_tokens: line["prompt_eval_count"], completion_tokens: line["eval_count"] } }
          : {}),
      });
    },
  };
}

/**
 * `GET /api/tags`: the models on this machine that answer, each with the context that it is asked for. Servers before
 * 2026 tell neither the size of a context nor what a model can do.
 */
function readTags(body: string): readonly Model[] {
  return asArray(asObject(parseJson(body))?.["models"]).flatMap((value) => {
    const entry = asObject(value);
    const id = asText(entry?.["model"]) ?? asText(entry?.["name"]);
    const context = asAmount(asObject(entry?.["details"])?.["context_length"]) || usualContext;
    // One that runs elsewhere takes no memory here, and always runs with all it has (ollama issue 16598).
    const runsAt = asText(entry?.["remote_host"]) || undefined;
    const contextTokens = runsAt ? context : Math.min(context, usualContext);
    const model = id && { ...modelOf(id), contextTokens, ...(runsAt && { runsAt }) };
    return (model && skilled(model, entry?.["capabilities"])) || [];
  });
}

/**
 * `POST /api/show`, which older servers know too: what a model was trained for, and the context that its own file sets
 * (`PARAMETER num_ctx`). That one counts, more or less than the usual: somebody knew what fits into the machine.
 */
function readShown(body: string, model: Model): Model | undefined {
  const shown = asObject(parseJson(body));
  const info = asObject(shown?.["model_info"]);
  const trained = asAmount(info?.[`${asText(info["general.architecture"])}.context_length`]) || Infinity;
  const own = /^num_ctx\s+(\d+)\s*$/m.exec(asText(shown?.["parameters"]) ?? "")?.[1];
  const usual = model.runsAt === undefined ? (model.contextTokens ?? usualContext) : trained;
  const size = Math.min(asAmount(own) || usual, trained);
  const contextTokens = Number.isFinite(size) ? size : model.contextTokens;
  return skilled({ ...model, contextTokens }, shown?.["capabilities"]);
}

/** A model with what it can do, by Ollama's names, where that is told; undefined for one that does not chat. */
function skilled(model: Model, told: unknown): Model | undefined {
  const can = asArray(told);
  if (can.length === 0) return model;
  if (!can.includes("completion")) return undefined;
  return {
    ...model,
    seesImages: can.includes("vision"),
    usesTools: can.includes("tools"),
    ...(can.includes("thinking") ? {} : { efforts: ["off"] }),
  };
}
