/**
 * The embedded practice model: a loopback server of our own that speaks DeepSeek's wire, for trying the extension
 * out without a key and without a network. The host starts it, and gives its URL and its one-time key as access.
 */
import type { Model } from "../../core/model.ts";
import type { Dialect } from "../dialect.ts";
import { failureOfResponse } from "../failures.ts";
import { modelsCall, openChat, readModels, v4Repair, v4Rules } from "./openai.ts";

const model: Model = {
  id: "practice",
  efforts: ["off", "low", "high", "max"],
  contextTokens: 1_048_576,
  outputTokens: 393_216,
  usesTools: true,
  seesImages: false,
  isFree: true,
};

/** Practice, without AI. */
export const practice: Dialect = {
  id: "practice",
  label: "Practice (offline, no AI)",
  endpoints: [],
  authentication: "bearer",
  keyless: true,
  models: [model],
  unknownModel: (id) => ({ ...model, id }),
  open: (request, access) => {
    const exchange = openChat(request, access, model, { ...v4Rules, id: "practice" });
    if ("kind" in exchange) return exchange;
    // The rules can't guess what a prompt is for as a model can; this goes to our own loopback server alone.
    const headers = { ...exchange.call.headers, "x-sonde-purpose": request.purpose };
    return { ...exchange, call: { ...exchange.call, headers } };
  },
  repair: v4Repair,
  describe: failureOfResponse,
  listModels: {
    call: (access) => modelsCall(access, "/models"),
    read: (body) => readModels(body, (id) => ({ ...model, id })),
  },
};
