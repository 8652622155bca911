/**
 * SeeDAO: models of the R1 days under an address that its page does not tell, so the user's settings must. Sources:
 * PROVIDERS §1.4, seed 004. What the page does not list (stop, tool_choice, stream_options, thinking) is not sent.
 */
import { whole, type Limits } from "../../core/limits.ts";
import type { Model } from "../../core/model.ts";
import type { Dialect } from "../dialect.ts";
import { failureOfResponse } from "../failures.ts";
import { commonLimits, openChat, v4Rules, type Rules } from "./openai.ts";

const models: readonly Model[] = [
  { id: "deepseek-chat", efforts: ["off"], outputTokens: 8192, usesTools: true },
  { id: "deepseek-reasoner", efforts: ["high"], outputTokens: 8192, usesTools: true },
];

const { stop: _stop, ...listed }: Limits = commonLimits;

const rules: Rules = {
  ...v4Rules,
  id: "seedao",
  path: "/v1/chat/completions",
  // The model's id says whether it thinks.
  thinking: () => ({}),
  echoes: "nothing",
  samplesWhileThinking: true,
  hasBeta: false,
  userField: undefined,
  limits: { ...listed, maxOutputTokens: whole(1, 8192) },
  leavesOut: ["tool_choice"],
  hasStreamOptions: false,
};

const modelOf = (id: string): Model =>
  models.find((model) => model.id === id) ?? { id, efforts: ["off"], outputTokens: 8192 };

/** SeeDAO. Its key goes out in one of two headers, never in both: `authentication` in the settings says which. */
export const seedao: Dialect = {
  id: "seedao",
  label: "SeeDAO",
  endpoints: [],
  authentication: "bearer",
  keyVariable: "SEEDAO_API_KEY",
  keyPage: "https://docs.seedao.tech/",
  models,
  unknownModel: modelOf,
  forgetsThinking: () => true,
  open: (request, access) => openChat(request, access, modelOf(request.model), rules),
  describe: failureOfResponse,
};
