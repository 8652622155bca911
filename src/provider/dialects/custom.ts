/**
 * Any server that speaks the OpenAI shape: vLLM, SGLang, LM Studio, llama.cpp, a company's gateway. Nothing is known
 * of it, so requests hold only what nearly every server takes, and answers are read in every known way.
 */
import type { Model } from "../../core/model.ts";
import type { Dialect } from "../dialect.ts";
import { failureOfResponse } from "../failures.ts";
import { modelsCall, openChat, readModels, v4Repair, type Rules } from "./openai.ts";

const rules: Rules = {
  path: "/v1/chat/completions",
  // There is no field for it that every server takes; each thinks as it was started.
  thinking: () => ({}),
  echoesReasoning: false,
  samplesWhileThinking: true,
  forcesToolsWhileThinking: true,
  hasBeta: false,
  wantsJsonWord: false,
  mostStops: 4,
  hasStreamOptions: true,
  splitsThinkTags: true,
};

const anyModel = (id: string): Model => ({ id, efforts: ["off"] });

/** An OpenAI-compatible server of the user's own. */
export const custom: Dialect = {
  id: "custom",
  label: "OpenAI-compatible server",
  endpoints: [],
  authentication: "bearer",
  keyless: true,
  models: [],
  unknownModel: anyModel,
  open: (request, access) => openChat(request, access, anyModel(request.model), rules),
  repair: v4Repair,
  describe: failureOfResponse,
  listModels: {
    call: (access) => modelsCall(access, "/v1/models"),
    read: (body) => readModels(body, anyModel),
  },
};
