/**
 * The common shape, as functions: what most hosts share, put together from the request and the answer side.
 * A dialect adds its rules, its models and its paths.
 */
import type { Failure } from "../../core/failure.ts";
import { asAmount, asArray, asObject, asText, parseJson, type JsonObject } from "../../core/json.ts";
import type { Access, Model } from "../../core/model.ts";
import type { ChatRequest, Effort } from "../../core/request.ts";
import type { Call, Exchange } from "../dialect.ts";
import { readAnswer } from "./openaiAnswer.ts";
import { chatBody, headersFor, needsBeta, type RequestRules } from "./openaiRequest.ts";
import { toolNames } from "./openaiToolNames.ts";

/** All that differs between two hosts of this shape. */
export interface Rules extends RequestRules {
  /** Path of chat requests; see `addressOf` for how it is joined. */
  readonly path: string;
  readonly splitsThinkTags: boolean;
}

/** Most tools in one request (PROVIDERS §2.2). */
const mostTools = 128;

/** The exchange for one request, or why it can't be sent. */
export function openChat(
  request: ChatRequest,
  access: Access,
  model: Model,
  rules: Rules,
): Exchange | Failure {
  const refusal = refuse(request, model);
  if (refusal) return refusal;
  const names = toolNames(request);
  const beta = rules.hasBeta && needsBeta(request);
  const call: Call = {
    method: "POST",
    path: beta ? `/beta${rules.path}` : rules.path,
    headers: { ...headersFor(access, "text/event-stream"), "content-type": "application/json" },
    body: JSON.stringify(chatBody(request, model, rules, names)),
    framing: "sse",
  };
  return { call, ...readAnswer({ splitsThinkTags: rules.splitsThinkTags, names, key: access.key?.trim() }) };
}

/** What the host would refuse anyway, said before anything is sent. */
function refuse(request: ChatRequest, model: Model): Failure | undefined {
  if ((request.tools?.length ?? 0) > mostTools) return { kind: "bad-request", code: "too-many-tools" };
  const images = request.messages.some((message) => message.role === "user" && message.images?.length);
  if (images && model.seesImages === false) return { kind: "no-vision" };
  return undefined;
}

/** The call that lists models. */
export function modelsCall(access: Access, path: string): Call {
  return { method: "GET", path, headers: headersFor(access, "application/json"), framing: "json" };
}

/**
 * The models of a `GET /models` answer: what the host says goes over what `known` says of the id. Older servers
 * give ids only, so every other field may be missing.
 */
export function readModels(body: string, known: (id: string) => Model): readonly Model[] {
  const parsed = parseJson(body);
  const listed = asArray(asObject(parsed)?.["data"] ?? asObject(parsed)?.["models"] ?? parsed);
  const models = new Map<string, Model>();
  for (const value of listed) {
    const entry = asObject(value);
    const id = asText(entry?.["id"]) ?? "";
    if (entry && id !== "") models.set(id, overlaid(known(id), entry));
  }
  return [...models.values()];
}

function overlaid(model: Model, entry: JsonObject): Model {
  const context = asAmount(entry["context_window"]) ?? asAmount(entry["context_length"]);
  const output = asAmount(entry["max_output_tokens"]);
  const inputs = asArray(entry["input_modalities"]);
  const levels = asArray(asObject(entry["effort"])?.["supported_levels"]);
  return {
    ...model,
    ...(context ? { contextTokens: context } : {}),
    ...(output ? { outputTokens: output } : {}),
    ...(inputs.length > 0 ? { seesImages: inputs.includes("image") } : {}),
    ...(levels.length > 0 ? { efforts: effortsOf(levels) } : {}),
  };
}

function effortsOf(levels: readonly unknown[]): readonly Effort[] {
  const found = new Set(levels.map((level) => effortOf(asText(level) ?? "")));
  return (["off", "low", "high", "max"] as const).filter((effort) => effort === "off" || found.has(effort));
}

/**
 * A host's or another tool's word for an effort as ours. Source: api-docs.deepseek.com, thinking_mode: minimal
 * counts as low, medium and xhigh as high, ultra as max.
 */
function effortOf(word: string): Effort | undefined {
  switch (word) {
    case "none":
    case "off":
      return "off";
    case "minimal":
    case "low":
      return "low";
    case "medium":
    case "high":
    case "xhigh":
      return "high";
    case "max":
    case "ultra":
      return "max";
    default:
      return undefined;
  }
}

/** Thinking as DeepSeek's V4 models and their gateways want it (PROVIDERS §2.2): only low, high and max. */
function v4Thinking(effort: Effort): Readonly<Record<string, unknown>> {
  if (effort === "off") return { thinking: { type: "disabled" } };
  return { thinking: { type: "enabled" }, reasoning_effort: effort };
}

/** The rules of DeepSeek's own API for V4 models; other hosts of these models change single lines. */
export const v4Rules: Rules = {
  path: "/chat/completions",
  thinking: v4Thinking,
  echoesReasoning: true,
  samplesWhileThinking: false,
  forcesToolsWhileThinking: false,
  hasBeta: true,
  wantsJsonWord: true,
  mostStops: 16,
  hasStreamOptions: true,
  splitsThinkTags: false,
};

/**
 * The request, mended after one of the two refusals that V4 hosts are known for: thinking is switched off where
 * they miss the thinking of an earlier turn that nobody has any more, and a forced tool is left to the model.
 */
export function v4Repair(request: ChatRequest, failure: Failure): ChatRequest | undefined {
  if (failure.kind === "reasoning-missing" && request.thinking !== "off")
    return { ...request, thinking: "off" };
  if (failure.kind === "tool-choice" && request.toolChoice !== undefined && request.toolChoice !== "auto") {
    return { ...request, toolChoice: "auto" };
  }
  return undefined;
}
