/**
 * Vtrix. Its page describes a chat request and, as the answer, the envelope of its jobs; which of the two shapes comes
 * back is told by what comes. A job without its output is asked for again. Sources: PROVIDERS §1.1, seed 000; address
 * and paths are those of public clients, and the settings may name others.
 */
import type { Failure } from "../../core/failure.ts";
import { asArray, asObject, asText, parseJson, type JsonObject } from "../../core/json.ts";
import { outOfPatience, pollAfter } from "../../core/polling.ts";
import type { Access, Model } from "../../core/model.ts";
import type { Dialect, Exchange } from "../dialect.ts";
import { failureOfResponse } from "../failures.ts";
import {
  commonLimits,
  modelsCall,
  openChat,
  switchedThinking,
  v4Repair,
  v4Rules,
  type OpenedChat,
  type Rules,
} from "./openai.ts";

const { logprobs: _logprobs, topLogprobs: _topLogprobs, ...limits } = commonLimits;

const rules: Rules = {
  ...v4Rules,
  id: "vtrix",
  path: "/chat/completions",
  // The page lists messages of a role and a content alone, and no role for the results of tools.
  echoes: "nothing",
  tellsTools: true,
  hasDeveloper: true,
  samplesWhileThinking: true,
  hasBeta: false,
  userField: undefined,
  limits: { ...limits, stop: { most: Infinity } },
  hasStreamOptions: false,
  tellsCost: true,
};

/** The model thinks by itself and no field of the page says otherwise. */
const model = {
  efforts: ["high"],
  contextTokens: 1_000_000,
  outputTokens: 384_000,
  usesTools: true,
} satisfies Omit<Model, "id">;

const modelOf = (id: string): Model => ({ id, ...model });

/** Vtrix. Answers as jobs tell their cost; a chat answer does where it comes with a cost. */
export const vtrix: Dialect = {
  id: "vtrix",
  label: "Vtrix",
  endpoints: ["https://cloud.vtrix.ai/llm"],
  authentication: "bearer",
  keyVariable: "VTRIX_API_KEY",
  keyPage: "https://doc.vtrix.ai/",
  models: [modelOf("deepseek-v4-flash")],
  unknownModel: modelOf,
  forgetsThinking: () => true,
  open(request, access) {
    const thinking: Rules["thinking"] = (effort) => switchedThinking(access.thinkingSwitch ?? "none", effort);
    const chat = openChat(request, access, modelOf(request.model), { ...rules, thinking });
    return "kind" in chat ? chat : withJobs(chat, access);
  },
  repair: v4Repair,
  describe,
};

/** 403 says that the balance is empty, unless its words say something else (PROVIDERS §1.1). */
function describe(...response: Parameters<Dialect["describe"]>): Failure {
  const failure = failureOfResponse(...response);
  const isBalance = failure.kind === "forbidden" && !/model|region|permission/i.test(failure.detail ?? "");
  return isBalance ? { ...failure, kind: "balance" } : failure;
}

/** A chat whose answer may come as a job: read where it is there, asked for again where it is not. */
function withJobs(chat: OpenedChat, access: Access): Exchange {
  let job: string | undefined;
  let polls = 0;
  return {
    call: chat.call,
    receive(frame) {
      const envelope = frame.includes('"choices"') ? undefined : envelopeIn(parseJson(frame));
      if (!envelope) return chat.receive(frame);
      const answer = answerIn(envelope);
      job = answer ? undefined : (asText(envelope["jobId"]) ?? job);
      return answer ? chat.accept(answer) : [{ type: "keep-alive" }];
    },
    close(end) {
      if (job === undefined) return chat.close(end);
      const afterMs = pollAfter(polls++);
      if (afterMs === undefined) return outOfPatience;
      // Beside the base URL's own path, not below it.
      const path = `/../model/v1/generation/task/${encodeURIComponent(job)}`;
      return { call: modelsCall(access, path), afterMs };
    },
  };
}

function envelopeIn(value: unknown): JsonObject | undefined {
  const object = asObject(value);
  const isJob = object && ["jobId", "output", "status"].some((name) => object[name] !== undefined);
  return isJob ? object : undefined;
}

/** The envelope of a job that is over as a chunk of the common shape; undefined while it is not. */
function answerIn(envelope: JsonObject): JsonObject | undefined {
  const { error, status, output, usage } = envelope;
  if (asText(error) || asObject(error)) return { error };
  if (status === "failed") return { error: { message: "failed" } };
  const content = asArray(output).map(textIn).join("");
  if (content === "" && status !== "completed") return undefined;
  return { choices: [{ index: 0, delta: { content }, finish_reason: "stop" }], usage };
}

/** One result: its text, and links to what is no text. */
function textIn(result: unknown): string {
  const parts = asArray(asObject(result)?.["content"]).map((part) => {
    const { text, url, type } = asObject(part) ?? {};
    return asText(text) ?? (asText(url) ? `[${asText(type) ?? "file"}](${asText(url)})\n` : "");
  });
  return parts.join("");
}
