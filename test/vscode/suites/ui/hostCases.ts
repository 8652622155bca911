/** What each provider gets and answers: for hosts.test.ts and hostFeatures.test.ts. */
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
  readonly answers?: (host: ScriptedHost, first: Asked, speech: Speech) => Promise<void>;
  /** Whether the host's answer holds thinking. Default: yes. */
  readonly thinks?: boolean;
  readonly keyHeader?: "authorization" | "x-api-key" | "none";
  readonly sent: (body: Body) => void;
  /** Fields by which the host is told not to think, where there are any. */
  readonly quiet?: object;
}

const json = { "content-type": "application/json" };
const runwareResult = ({ text, thinking }: Speech) => ({
  taskType: "textInference",
  taskUUID: "u",
  text: text.join(""),
  reasoningContent: thinking.join(""),
  finishReason: "stop",
  usage: { promptTokens: counts.input, completionTokens: counts.output, totalTokens: 352 },
  cost: counts.cost,
});

/** Holds that a body has these fields; undefined: that it has them not. */
export function has(body: object, fields: object): void {
  const values: Readonly<Record<string, unknown>> = { ...body };
  for (const [name, value] of Object.entries(fields)) assert.deepEqual(values[name], value, name);
}

interface Switch {
  readonly name: string;
  readonly on: object;
  readonly off: object;
}

const own = (title: string, shape: keyof typeof hostShapes, thinking?: Switch): Case => ({
  title: `${title} under custom`,
  provider: "custom",
  model: shape.toLowerCase(),
  path: "/v1/chat/completions",
  shape,
  keyHeader: "none",
  settings: () => (thinking === undefined ? {} : { thinking: thinking.name }),
  sent: (body) => has(body, thinking?.on ?? silent),
  quiet: thinking?.off ?? silent,
});

/** No word about thinking. */
const silent = { reasoning_effort: undefined, thinking: undefined, enable_thinking: undefined };

/** See the file's comment. */
export const cases: readonly Case[] = [
  {
    title: "EvoLink, V4, by its fail-over",
    provider: "evolink",
    model: "deepseek-v4-pro",
    settings: (host) => ({ baseUrl: "http://127.0.0.1:1", fallbackUrls: [host] }),
    path: "/v1/chat/completions",
    shape: "evolink",
    sent: (body) => has(body, { thinking: { type: "enabled" }, reasoning_effort: undefined }),
    quiet: { thinking: { type: "disabled" } },
  },
  {
    title: "EvoLink's reasoner",
    provider: "evolink",
    model: "deepseek-reasoner",
    path: "/v1/chat/completions",
    shape: "evolink",
    sent: (body) => has(body, { temperature: undefined }),
    quiet: { thinking: { type: "disabled" } },
  },
  {
    title: "SeeDAO, with the key in its other header",
    provider: "seedao",
    model: "deepseek-reasoner",
    settings: () => ({ authentication: "x-api-key" }),
    path: "/v1/chat/completions",
    shape: "seedao",
    keyHeader: "x-api-key",
    sent: (body) => has(body, { stream_options: undefined }),
    quiet: silent,
  },
  {
    title: "Vtrix, as a chat",
    provider: "vtrix",
    model: "deepseek-v4-flash",
    path: "/chat/completions",
    shape: "vtrix",
    sent: (body) => has(body, silent),
    quiet: silent,
  },
  {
    title: "Vtrix, as a job",
    provider: "vtrix",
    model: "deepseek-v4-flash",
    path: "/chat/completions",
    shape: "vtrix",
    thinks: false,
    async answers(host, first, { text }) {
      const done = {
        status: "completed",
        jobId: "j1",
        output: [{ content: [{ type: "text", text: text.join("") }] }],
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
    async answers(_, first, said) {
      first.refuse(200, JSON.stringify({ data: [runwareResult(said)] }), json);
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
    async answers(host, first, said) {
      first.refuse(200, JSON.stringify({ data: [{ taskType: "textInference", taskUUID: "u" }] }), json);
      const poll = await host.next();
      const asked = bodyOf(poll);
      assert.deepEqual({ ...asked }, { taskType: "getResponse", taskUUID: bodyOf(first)["taskUUID"] });
      poll.refuse(200, JSON.stringify({ data: [{ status: "success", ...runwareResult(said) }] }), json);
    },
    sent: (body) => assert.equal(body["deliveryMethod"], "async"),
  },
  {
    title: "OpenRouter",
    provider: "openrouter",
    model: "deepseek/deepseek-v4-flash",
    path: "/v1/chat/completions",
    shape: "openrouter",
    sent: (body) => has(body, { reasoning: { effort: "high" } }),
    quiet: { reasoning: { enabled: false } },
  },
  {
    title: "SiliconFlow",
    provider: "siliconflow",
    model: "deepseek-ai/DeepSeek-V4-Flash",
    path: "/v1/chat/completions",
    shape: "siliconflow",
    sent: (body) => has(body, { enable_thinking: true }),
    quiet: { enable_thinking: false },
  },
  {
    title: "Ollama by its own API",
    provider: "ollama",
    model: "deepseek-r1",
    path: "/api/chat",
    shape: "ollama",
    keyHeader: "none",
    sent: (body) => has(body, { think: true }),
    quiet: { think: false },
  },
  own("LM Studio", "lmStudio"),
  own("llama.cpp", "llamaCpp"),
  own("vLLM", "vllm", {
    name: "chat_template_kwargs",
    on: { chat_template_kwargs: { thinking: true, enable_thinking: true } },
    off: { chat_template_kwargs: { thinking: false, enable_thinking: false } },
  }),
  own("SGLang", "sglang", {
    name: "enable_thinking",
    on: { enable_thinking: true },
    off: { enable_thinking: false },
  }),
  own("LiteLLM", "liteLlm", {
    name: "reasoning_effort",
    on: { reasoning_effort: "high" },
    off: { reasoning_effort: "none" },
  }),
];
