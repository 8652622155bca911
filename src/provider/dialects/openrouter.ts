/**
 * OpenRouter: many hosts behind one address. Thinking comes as `reasoning` and as `reasoning_details`, which go back
 * verbatim; each answer tells its cost. Source: PROVIDERS §3 and §5 (OpenRouter's own pages, 2026-11).
 */
import { whole } from "../../core/limits.ts";
import { asAmount, asArray, asObject, asText, parseJson, type JsonObject } from "../../core/json.ts";
import type { Model, PriceCard } from "../../core/model.ts";
import type { Effort } from "../../core/request.ts";
import type { Dialect } from "../dialect.ts";
import { failureOfResponse } from "../failures.ts";
import { commonLimits, modelsCall, openChat, readModels, v4Repair, v4Rules, type Rules } from "./openai.ts";

const v4: Omit<Model, "id"> = {
  efforts: ["off", "low", "high", "max"],
  contextTokens: 1_048_576,
  usesTools: true,
};

const models: readonly Model[] = [
  { id: "deepseek/deepseek-v4.1-flash", ...v4, outputTokens: 393_216, seesImages: true },
  { id: "deepseek/deepseek-v4-pro", ...v4 },
  { id: "deepseek/deepseek-v4-flash", ...v4 },
];

/** The page of DeepSeek V4 Flash says that `xhigh` is the most that the model can think. */
const words: Readonly<Record<Exclude<Effort, "off">, string>> = { low: "low", high: "high", max: "xhigh" };

const rules: Rules = {
  ...v4Rules,
  id: "openrouter",
  path: "/v1/chat/completions",
  thinking: (effort) => ({ reasoning: effort === "off" ? { enabled: false } : { effort: words[effort] } }),
  echoes: "reasoning_details",
  samplesWhileThinking: true,
  forcesToolsWhileThinking: true,
  hasBeta: false,
  userField: undefined,
  hasJsonSchema: true,
  limits: {
    ...commonLimits,
    seed: whole(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    logitBias: { from: -100, to: 100 },
    user: true,
  },
  tellsCost: true,
};

const modelOf = (id: string): Model =>
  models.find((model) => model.id === id) ?? { id, efforts: ["off", "low", "high", "max"] };

/** OpenRouter. */
export const openrouter: Dialect = {
  id: "openrouter",
  label: "OpenRouter",
  endpoints: ["https://openrouter.ai/api/v1"],
  authentication: "bearer",
  keyVariable: "OPENROUTER_API_KEY",
  keyPage: "https://openrouter.ai/settings/keys",
  billingPage: "https://openrouter.ai/settings/credits",
  models,
  unknownModel: modelOf,
  open: (request, access) => openChat(request, access, modelOf(request.model), rules),
  repair: v4Repair,
  describe: failureOfResponse,
  // Its list of models is public and takes any key (PROVIDERS §3; docs: get-current-key).
  checkKey: (access) => modelsCall(access, "/v1/key"),
  listModels: {
    call: (access) => modelsCall(access, "/v1/models"),
    read: readListed,
  },
};

/** The list with its prices, which are dollars for one token, as text. */
function readListed(body: string): readonly Model[] {
  const entries = asArray(asObject(parseJson(body))?.["data"]).map(asObject);
  const today = new Date().toISOString().slice(0, 10);
  return readModels(body, modelOf).map((model) => {
    const entry = entries.find((one) => asText(one?.["id"]) === model.id);
    const prices = pricesIn(asObject(entry?.["pricing"]), today);
    const takes = asArray(entry?.["supported_parameters"]);
    if (takes.length === 0) return { ...model, ...(prices ? { prices } : {}) };
    const efforts: readonly Effort[] = takes.includes("reasoning") ? model.efforts : ["off"];
    return { ...model, efforts, usesTools: takes.includes("tools"), ...(prices ? { prices } : {}) };
  });
}

function pricesIn(pricing: JsonObject | undefined, asOf: string): PriceCard | undefined {
  const input = asAmount(pricing?.["prompt"]);
  const output = asAmount(pricing?.["completion"]);
  if (input === undefined || output === undefined) return undefined;
  const cached = asAmount(pricing?.["input_cache_read"]) ?? input;
  const million = (usd: number) => Number((usd * 1e6).toPrecision(12));
  return { asOf, offPeak: { cachedInput: million(cached), input: million(input), output: million(output) } };
}
