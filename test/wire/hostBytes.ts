/**
 * Answers in each host's own shape, of any length: the opening, thinking, text, the counts and the end as that host
 * sends them (PROVIDERS §1, §2.4, §3). Used for the conformance cases and for what is driven in a real editor.
 */

/** What a host says. */
export interface Speech {
  readonly thinking: readonly string[];
  readonly text: readonly string[];
}

/** Counts that every answer ends with, where the host counts. */
export const counts = { input: 283, output: 69, thinking: 24, cached: 256, cost: 0.0001234 } as const;

/** How one host's answers look. */
export interface HostShape {
  readonly contentType: string;
  readonly bytes: (speech: Speech) => string;
}

const event = (value: unknown, end = "\n\n") => `data: ${JSON.stringify(value)}${end}`;
const done = "data: [DONE]\n\n";

interface ChunkStyle {
  readonly model: string;
  /** The delta of a piece of thinking, and of a piece of text. */
  readonly thinking: (text: string, at: number) => object;
  readonly text: (text: string) => object;
  readonly opening?: object;
  readonly last?: object;
  readonly usage?: object;
  readonly usageApart?: boolean;
  readonly comment?: string;
  readonly more?: object;
}

/** Chunks of the OpenAI shape. */
function chunks(style: ChunkStyle): HostShape {
  const chunk = (delta: object, finish: string | null = null, more: object = {}) =>
    event({
      id: "53c548dc-ec02-4a2f-bbb6-eca4184630b8",
      object: "chat.completion.chunk",
      created: 1777021417,
      model: style.model,
      ...style.more,
      choices: [{ index: 0, delta, finish_reason: finish }],
      ...more,
    });
  const usage = style.usage ? { usage: style.usage } : {};
  return {
    contentType: "text/event-stream",
    bytes: ({ thinking, text }) =>
      [
        style.comment ?? "",
        style.opening ? chunk(style.opening) : "",
        ...thinking.map((one, at) => chunk(style.thinking(one, at))),
        ...text.map((one) => chunk(style.text(one))),
        style.usageApart
          ? chunk(style.last ?? {}, "stop") + chunk({}, null, { choices: [], ...usage })
          : chunk(style.last ?? {}, "stop", usage),
        done,
      ].join(""),
  };
}

const deepseekUsage = {
  prompt_tokens: counts.input,
  completion_tokens: counts.output,
  total_tokens: counts.input + counts.output,
  prompt_tokens_details: { cached_tokens: counts.cached },
  completion_tokens_details: { reasoning_tokens: counts.thinking },
  prompt_cache_hit_tokens: counts.cached,
  prompt_cache_miss_tokens: counts.input - counts.cached,
};

const deepseekStyle = {
  model: "deepseek-v4-flash",
  opening: { role: "assistant", content: null, reasoning_content: "" },
  thinking: (text: string) => ({ content: null, reasoning_content: text }),
  text: (text: string) => ({ content: text, reasoning_content: null }),
  last: { content: "", reasoning_content: null },
  usage: deepseekUsage,
} satisfies ChunkStyle;

/** By provider id; servers of the user's own have their names. */
export const hostShapes = {
  deepseek: chunks({ ...deepseekStyle, comment: ": keep-alive\n\n".repeat(3) }),
  evolink: chunks({
    ...deepseekStyle,
    more: { system_fingerprint: "fp_evolink_v4_20260402" },
    usageApart: true,
  }),
  seedao: chunks({ ...deepseekStyle, model: "deepseek-reasoner", opening: { role: "assistant" }, last: {} }),
  vtrix: chunks({ ...deepseekStyle, usage: { ...deepseekUsage, cost: String(counts.cost), discount: 0 } }),
  openrouter: chunks({
    model: "deepseek/deepseek-v4-flash",
    comment: ": OPENROUTER PROCESSING\n\n".repeat(4),
    more: { provider: "DeepSeek" },
    thinking: (text) => ({
      role: "assistant",
      content: "",
      reasoning: text,
      reasoning_details: [{ type: "reasoning.text", text, format: "unknown", index: 0 }],
    }),
    text: (text) => ({ role: "assistant", content: text, reasoning: null, reasoning_details: [] }),
    last: { role: "assistant", content: "" },
    usage: { ...deepseekUsage, cost: counts.cost, cost_details: { upstream_inference_cost: null } },
    usageApart: true,
  }),
  siliconflow: chunks({
    ...deepseekStyle,
    model: "deepseek-ai/DeepSeek-V4-Flash",
    usage: deepseekUsage,
    usageApart: false,
  }),
  runware: {
    contentType: "text/event-stream",
    bytes: ({ thinking, text }) => {
      const piece = (more: object) =>
        event({ taskUUID: "3f0d6c1e-6a4e-4c8e-9b6e-2f7d1f4b6a11", taskType: "textInference", ...more });
      return [
        ...thinking.map((reasoningContent) => piece({ delta: { reasoningContent } })),
        ": ping\n\n",
        ...text.map((one) => piece({ delta: { text: one }, finishReason: null })),
        piece({
          delta: {},
          finishReason: "stop",
          usage: {
            promptTokens: counts.input,
            completionTokens: counts.output,
            totalTokens: counts.input + counts.output,
            thinkingTokens: counts.thinking,
          },
          cost: counts.cost,
        }),
        done,
      ].join("");
    },
  },
  ollama: {
    contentType: "application/x-ndjson",
    bytes: ({ thinking, text }) => {
      const line = (more: object) =>
        `${JSON.stringify({ model: "deepseek-r1", created_at: "2026-11-21T02:00:00Z", ...more })}\n`;
      const said = (more: object) =>
        line({ message: { role: "assistant", content: "", ...more }, done: false });
      return [
        ...thinking.map((one) => said({ thinking: one })),
        ...text.map((content) => said({ content })),
        line({
          message: { role: "assistant", content: "" },
          done: true,
          done_reason: "stop",
          total_duration: 1,
          prompt_eval_count: counts.input,
          eval_count: counts.output,
        }),
      ].join("");
    },
  },
  lmStudio: chunks({ ...deepseekStyle, opening: { role: "assistant" }, last: {}, usageApart: true }),
  llamaCpp: tagged(),
  vllm: chunks({
    model: "deepseek-ai/DeepSeek-V4-Flash",
    opening: { role: "assistant", content: "" },
    thinking: (text) => ({ reasoning: text }),
    text: (text) => ({ content: text }),
    usage: deepseekUsage,
    usageApart: true,
  }),
  sglang: chunks({
    model: "default",
    opening: { role: "assistant", content: "", reasoning_content: null, tool_calls: null },
    thinking: (text) => ({ role: null, content: null, reasoning_content: text, tool_calls: null }),
    text: (text) => ({ role: null, content: text, reasoning_content: null, tool_calls: null }),
    usage: deepseekUsage,
    usageApart: true,
  }),
  liteLlm: chunks({ ...deepseekStyle, opening: { role: "assistant" }, last: {}, usageApart: true }),
} satisfies Readonly<Record<string, HostShape>>;

/** A llama.cpp server that leaves thinking in the text, between tags. */
function tagged(): HostShape {
  const plain = chunks({
    model: "deepseek-r1",
    thinking: (text) => ({ content: text }),
    text: (text) => ({ content: text }),
    usage: deepseekUsage,
    usageApart: true,
  });
  return {
    ...plain,
    bytes: ({ thinking, text }) =>
      plain.bytes({ thinking: ["<thi", "nk>", ...thinking, "</th", "ink>\n\n"], text }),
  };
}

/** A long answer: hundreds of pieces, of every length of UTF-8. */
export const longSpeech: Speech = {
  thinking: Array.from({ length: 220 }, (_, at) => `thought ${at} é漢😀 "${at}"\n`),
  text: Array.from({ length: 330 }, (_, at) => `word ${at} — a < b && c> d\u2028\`\`\`\n`),
};
