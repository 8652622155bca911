/**
 * SiliconFlow. Thinking is `enable_thinking`, with `reasoning_effort` for V4 Flash alone; at most 4 stop texts.
 * Source: PROVIDERS §3 (docs.siliconflow.cn, chat-completions).
 */
import { whole } from "../../core/limits.ts";
import type { Model } from "../../core/model.ts";
import type { Effort } from "../../core/request.ts";
import type { Dialect } from "../dialect.ts";
import { failureOfResponse } from "../failures.ts";
import { commonLimits, modelsCall, openChat, readModels, v4Repair, v4Rules, type Rules } from "./openai.ts";

const flash = "deepseek-ai/DeepSeek-V4-Flash";

/** Most that `n` may be. */
const answers = 128;

const models: readonly Model[] = [
  { id: flash, efforts: ["off", "high", "max"], answers, usesTools: true },
  { id: "deepseek-ai/DeepSeek-V4-Pro", efforts: ["off", "high"], answers, usesTools: true },
];

function thinking(effort: Effort, model: Model): Readonly<Record<string, unknown>> {
  const thinks = effort !== "off";
  // A model that can't think may refuse the field, so one that is not known gets it only when it is to think.
  if (!thinks && !models.some(({ id }) => id === model.id)) return {};
  return { enable_thinking: thinks, ...(thinks && model.id === flash ? { reasoning_effort: effort } : {}) };
}

const {
  logprobs: _logprobs,
  topLogprobs: _topLogprobs,
  presencePenalty: _presence,
  ...limits
} = commonLimits;

const rules: Rules = {
  ...v4Rules,
  id: "siliconflow",
  path: "/v1/chat/completions",
  thinking,
  samplesWhileThinking: true,
  hasBeta: false,
  userField: undefined,
  limits: { ...limits, stop: { most: 4 }, count: whole(1, answers) },
};

const modelOf = (id: string): Model =>
  models.find((model) => model.id === id) ?? { id, efforts: ["off", "high"], answers, usesTools: true };

/** SiliconFlow. `api.siliconflow.com` is its international address, for the settings. */
export const siliconflow: Dialect = {
  id: "siliconflow",
  label: "SiliconFlow",
  endpoints: ["https://api.siliconflow.cn"],
  authentication: "bearer",
  keyVariable: "SILICONFLOW_API_KEY",
  keyPage: "https://cloud.siliconflow.cn/account/ak",
  models,
  unknownModel: modelOf,
  open: (request, access) => openChat(request, access, modelOf(request.model), rules),
  repair: v4Repair,
  describe: failureOfResponse,
  listModels: {
    call: (access) => modelsCall(access, "/v1/models"),
    read: (body) => readModels(body, modelOf),
  },
};
