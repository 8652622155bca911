/** What each provider gets and answers when it is asked through the chat: for hosts.test.ts. */
import assert from "node:assert/strict";
import { counts, type hostShapes, type Speech } from "../../../wire/hostBytes.ts";
import type { Asked, ScriptedHost } from "../../../wire/scriptedHost.ts";

/** What every host answers. */
export const speech: Speech = { thinking: ["Let me ", "see é漢😀."], text: ["It adds ", "an **item**."] };
/** The key of every provider. */
export const key = "sk-test-0123456789abcdef";

interface Body {
  readonly [field: string]: unknown;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** The body of a request: an object, or Runware's array of one task. */
export function bodyOf(asked: Asked): Body {
  const parsed = JSON.parse(asked.request.body) as Body | readonly [Body];
  return Array.isArray(parsed) ? (parsed as readonly [Body])[0] : (parsed as Body);
}

/** One host, and what is to be seen of it. */
export interface Case {
  readonly title: string;
  readonly provider: string;
  readonly model: string;
  /** Below the address, which is the host's own unless it stands here. */
  readonly settings?: (host: string) => object;
  readonly path: string;
  readonly shape: keyof typeof hostShapes;
  /** Answers in another way than by the shape's stream. */
  readonly answers?: (host: ScriptedHost, first: Asked) => Promise<void>;
  /** Whether the host's answer holds thinking. Default: yes. */
  readonly thinks?: boolean;
  readonly keyHeader?: "authorization" | "x-api-key" | "none";
  readonly sent: (body: Body) => void;
}

const json = { "content-type": "application/json" };
const runwareResult = {
  taskType: "textInference",
  taskUUID: "u",
  text: speech.text.join(""),
  reasoningContent: speech.thinking.join(""),
  finishReason: "stop",
  usage: { promptTokens: counts.input, completionTokens: counts.output, totalTokens: 352 },
  cost: counts.cost,
};

const own = (title: string, shape: keyof typeof hostShapes, thinking?: string, field?: object): Case => ({
  title: `${title} under custom`,
  provider: "custom",
  model: shape.toLowerCase(),
  path: "/v1/chat/completions",
  shape,
  keyHeader: "none",
  settings: () => (thinking === undefined ? {} : { thinking }),
  sent: (body) => {
    for (const [name, value] of Object.entries(
      field ?? { reasoning_effort: undefined, thinking: undefined },
    )) {
      assert.deepEqual(body[name], value, name);
    }
  },
});

/** See the file's comment. */
export const cases: readonly Case[] = [
  {
    title: "EvoLink, V4, by its fail-over",
    provider: "evolink",
    model: "deepseek-v4-pro",
    settings: (host) => ({ baseUrl: "http://127.0.0.1:1", fallbackUrls: [host] }),
    path: "/v1/chat/completions",
    shape: "evolink",
    sent: (body) => {
      assert.deepEqual(body["thinking"], { type: "enabled" });
      assert.equal(body["reasoning_effort"], undefined);
    },
  },
  {
    title: "EvoLink's reasoner",
    provider: "evolink",
    model: "deepseek-reasoner",
    path: "/v1/chat/completions",
    shape: "evolink",
    sent: (body) => assert.equal(body["temperature"], undefined),
  },
  {
    title: "SeeDAO, with the key in its other header",
    provider: "seedao",
    model: "deepseek-reasoner",
    settings: () => ({ authentication: "x-api-key" }),
    path: "/v1/chat/completions",
    shape: "seedao",
    keyHeader: "x-api-key",
    sent: (body) => assert.equal(body["stream_options"], undefined),
  },
  {
    title: "Vtrix, as a chat",
    provider: "vtrix",
    model: "deepseek-v4-flash",
    path: "/chat/completions",
    shape: "vtrix",
    sent: (body) => assert.equal(body["thinking"], undefined),
  },
  {
    title: "Vtrix, as a job",
    provider: "vtrix",
    model: "deepseek-v4-flash",
    path: "/chat/completions",
    shape: "vtrix",
    thinks: false,
    async answers(host, first) {
      const done = {
        status: "completed",
        jobId: "j1",
        output: [{ content: [{ type: "text", text: speech.text.join("") }] }],
        usage: { cost: String(counts.cost), discount: 0 },
      };
      host.told.set("/model/v1/generation/task/j1", done);
      first.refuse(200, JSON.stringify({ jobId: "j1", metadata: {} }), json);
    },
    sent: (body) => assert.equal(body["model"], "deepseek-v4-flash"),
  },
  {
    title: "Runware, word by word",
    provider: "runware",
    model: "deepseek-v4-flash",
    path: "/v1",
    shape: "runware",
    sent: (body) => {
      assert.equal(body["deliveryMethod"], "stream");
      assert.match(String(body["taskUUID"]), /^[0-9a-f]{8}-[0-9a-f]{4}-4/);
      assert.deepEqual(
        body.messages.map(({ role }) => role),
        ["user"],
      );
    },
  },
  {
    title: "Runware, at once",
    provider: "runware",
    model: "deepseek-v4-flash",
    settings: () => ({ delivery: "sync" }),
    path: "/v1",
    shape: "runware",
    async answers(_, first) {
      first.refuse(200, JSON.stringify({ data: [runwareResult] }), json);
    },
    sent: (body) => assert.equal(body["deliveryMethod"], "sync"),
  },
  {
    title: "Runware, by asking again",
    provider: "runware",
    model: "deepseek-v4-flash",
    settings: () => ({ delivery: "async" }),
    path: "/v1",
    shape: "runware",
    async answers(host, first) {
      first.refuse(200, JSON.stringify({ data: [{ taskType: "textInference", taskUUID: "u" }] }), json);
      const poll = await host.next();
      const asked = bodyOf(poll);
      assert.deepEqual({ ...asked }, { taskType: "getResponse", taskUUID: bodyOf(first)["taskUUID"] });
      poll.refuse(200, JSON.stringify({ data: [{ status: "success", ...runwareResult }] }), json);
    },
    sent: (body) => assert.equal(body["deliveryMethod"], "async"),
  },
  {
    title: "OpenRouter",
    provider: "openrouter",
    model: "deepseek/deepseek-v4-flash",
    path: "/v1/chat/completions",
    shape: "openrouter",
    sent: (body) => assert.deepEqual(body["reasoning"], { effort: "high" }),
  },
  {
    title: "SiliconFlow",
    provider: "siliconflow",
    model: "deepseek-ai/DeepSeek-V4-Flash",
    path: "/v1/chat/completions",
    shape: "siliconflow",
    sent: (body) => assert.equal(body["enable_thinking"], true),
  },
  {
    title: "Ollama by its own API",
    provider: "ollama",
    model: "deepseek-r1",
    path: "/api/chat",
    shape: "ollama",
    keyHeader: "none",
    sent: (body) => assert.equal(body["think"], true),
  },
  own("LM Studio", "lmStudio"),
  own("llama.cpp", "llamaCpp"),
  own("vLLM", "vllm", "chat_template_kwargs", {
    chat_template_kwargs: { thinking: true, enable_thinking: true },
  }),
  own("SGLang", "sglang", "enable_thinking", { enable_thinking: true }),
  own("LiteLLM", "liteLlm", "reasoning_effort", { reasoning_effort: "high" }),
];
