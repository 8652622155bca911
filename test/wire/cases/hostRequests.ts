/** Cases of what the other hosts get: T07 to T25 and the rules of the reference pages. */
import type { Message, Tool } from "../../../src/core/request.ts";
import type { RequestCase } from "./requestCase.ts";

const user: Message = { role: "user", text: "u" };
const wireUser = { role: "user", content: "u" };
const tool: Tool = { name: "my.tool", description: "d", parameters: { type: "object" } };
const wireTool = {
  type: "function",
  function: { name: "my_tool", description: "d", parameters: { type: "object" } },
};
const odd = 'a\u2028b😀\r\nc\td "quoted" \\ end';
const plainHistory: readonly Message[] = [user, { role: "assistant", text: "a", reasoning: odd }, user];
const toolHistory: readonly Message[] = [
  { role: "system", text: "s" },
  user,
  {
    role: "assistant",
    text: "look",
    reasoning: odd,
    toolCalls: [{ id: "c1", name: "my.tool", arguments: '{"a":1}' }],
  },
  { role: "tool", callId: "c1", text: "out" },
];
const toldHistory = [
  { role: "system", content: "s" },
  wireUser,
  { role: "assistant", content: 'look\n\nCall of my.tool: {"a":1}' },
  { role: "user", content: "Result of my.tool:\nout" },
];
const setting = (id: string, name: string, range?: string) =>
  ({
    kind: "setting",
    setting: `sonde.providers.${id}.parameters.${name}`,
    ...(range === undefined ? {} : { range }),
  }) as const;

const casesOf = (dialect: string, path: string, cases: readonly RequestCase[]): readonly RequestCase[] =>
  cases.map((one) => ({ dialect, path, ...one }));

const evolink = casesOf("evolink", "/v1/chat/completions", [
  {
    title: "T08 EvoLink V4: thinking of a plain turn goes back, byte for byte",
    request: { model: "deepseek-v4-pro", thinking: "high", messages: plainHistory, temperature: 0.5 },
    body: {
      thinking: { type: "enabled" },
      reasoning_effort: undefined,
      temperature: 0.5,
      messages: [wireUser, { role: "assistant", content: "a", reasoning_content: odd }, wireUser],
      stream_options: { include_usage: true },
    },
  },
  {
    title: "EvoLink V4: everything that its page lists",
    request: {
      model: "deepseek-v4-flash",
      topP: 0.5,
      maxOutputTokens: 384_000,
      frequencyPenalty: -2,
      presencePenalty: 2,
      json: true,
      messages: [{ role: "user", text: "json" }],
      stop: ["s"],
      tools: [tool],
      toolChoice: { name: "my.tool" },
      topLogprobs: 20,
      logitBias: { "1": -100 },
      count: 8,
      seed: 7,
      user: "joe@x.y",
    },
    body: {
      thinking: { type: "disabled" },
      top_p: 0.5,
      max_tokens: 384_000,
      frequency_penalty: -2,
      presence_penalty: 2,
      response_format: { type: "json_object" },
      stop: ["s"],
      tools: [wireTool],
      tool_choice: { type: "function", function: { name: "my_tool" } },
      logprobs: true,
      top_logprobs: 20,
      logit_bias: { "1": -100 },
      n: 8,
      seed: 7,
      user: "joe@x.y",
    },
  },
  {
    title: "EvoLink V4: nine answers",
    request: { model: "deepseek-v4-flash", count: 9 },
    refused: setting("evolink", "count", "1–8"),
  },
  {
    title: "EvoLink V4: too many tokens",
    request: { model: "deepseek-v4-flash", maxOutputTokens: 384_001 },
    refused: { kind: "setting", setting: "sonde.maxOutputTokens", range: "1–384000" },
  },
  {
    title: "T07 EvoLink's reasoner: no thinking goes back, and nothing that it refuses",
    request: {
      model: "deepseek-reasoner",
      thinking: "high",
      messages: toolHistory,
      temperature: 0.5,
      topP: 0.5,
      tools: [tool],
      toolChoice: "auto",
      json: true,
      frequencyPenalty: 1,
      topLogprobs: 3,
    },
    body: {
      thinking: { type: "enabled" },
      messages: toldHistory.with(3, {
        role: "user",
        content: "Result of my.tool:\nout\n\nAnswer with a JSON object.",
      }),
      temperature: undefined,
      top_p: undefined,
      tools: undefined,
      tool_choice: undefined,
      response_format: undefined,
      frequency_penalty: 1,
      logprobs: true,
      top_logprobs: 3,
    },
  },
  {
    title: "T07 EvoLink's chat: no switch, no thinking back, the rest as it is",
    request: { model: "deepseek-chat", messages: plainHistory, temperature: 0.5, tools: [tool] },
    body: {
      thinking: undefined,
      temperature: 0.5,
      tools: [wireTool],
      messages: [wireUser, { role: "assistant", content: "a" }, wireUser],
    },
  },
  {
    title: "EvoLink's older page lists no seed",
    request: { model: "deepseek-chat", seed: 1 },
    refused: setting("evolink", "seed"),
  },
]);

const seedao = casesOf("seedao", "/v1/chat/completions", [
  {
    title: "T07 SeeDAO: only what its page lists",
    request: {
      model: "deepseek-reasoner",
      thinking: "high",
      messages: plainHistory,
      temperature: 2,
      topP: 1,
      maxOutputTokens: 8192,
      frequencyPenalty: -2,
      presencePenalty: 2,
      tools: [tool],
      toolChoice: "required",
      topLogprobs: 20,
    },
    body: {
      thinking: undefined,
      reasoning_effort: undefined,
      messages: [wireUser, { role: "assistant", content: "a" }, wireUser],
      temperature: 2,
      top_p: 1,
      max_tokens: 8192,
      frequency_penalty: -2,
      presence_penalty: 2,
      tools: [wireTool],
      tool_choice: undefined,
      stream: true,
      stream_options: undefined,
      logprobs: true,
      top_logprobs: 20,
    },
  },
  {
    title: "SeeDAO: JSON mode says its word",
    request: { model: "deepseek-chat", json: true },
    body: {
      response_format: { type: "json_object" },
      messages: [{ role: "user", content: "u\n\nAnswer with a JSON object." }],
    },
  },
  {
    title: "SeeDAO: 8193 tokens",
    request: { model: "deepseek-chat", maxOutputTokens: 8193 },
    refused: { kind: "setting", setting: "sonde.maxOutputTokens", range: "1–8192" },
  },
  {
    title: "SeeDAO: stop texts are not listed",
    request: { model: "deepseek-chat", stop: ["x"] },
    refused: setting("seedao", "stop"),
  },
  {
    title: "SeeDAO: a penalty below its range",
    request: { model: "deepseek-chat", presencePenalty: -2.1 },
    refused: setting("seedao", "presencePenalty", "−2–2"),
  },
]);

const vtrix = casesOf("vtrix", "/chat/completions", [
  {
    title: "T10 Vtrix: developer, and tool turns in words",
    request: {
      model: "deepseek-v4-flash",
      thinking: "high",
      messages: [{ role: "system", text: "s", developer: true }, ...toolHistory.slice(1)],
      tools: [tool],
      toolChoice: "none",
    },
    body: {
      thinking: undefined,
      messages: toldHistory.with(0, { role: "developer", content: "s" }),
      tools: [wireTool],
      tool_choice: "none",
      stream: true,
      stream_options: undefined,
    },
  },
  {
    title: "Vtrix: thinking where the user names a switch",
    request: { model: "deepseek-v4-flash", thinking: "off" },
    access: { thinkingSwitch: "thinking" },
    body: { thinking: { type: "disabled" } },
  },
  {
    title: "Vtrix: log probabilities are not listed",
    request: { model: "deepseek-v4-flash", logprobs: true },
    refused: setting("vtrix", "logprobs"),
  },
]);

const runware = casesOf("runware", "/v1", [
  {
    title: "T17 Runware: one task in an array",
    request: {
      model: "deepseek-v4-flash",
      messages: [{ role: "system", text: "s" }, user],
      maxOutputTokens: 500,
      thinking: "low",
      temperature: 0.333,
      topP: 0.5,
      frequencyPenalty: 2,
      presencePenalty: 0,
      stop: ["s"],
      seed: 5,
    },
    body: {
      taskType: "textInference",
      model: "deepseek-v4-flash",
      deliveryMethod: "stream",
      includeUsage: true,
      includeCost: true,
      numberResults: undefined,
      webhookURL: undefined,
      outputFormat: undefined,
      messages: [wireUser],
      seed: 5,
      settings: {
        systemPrompt: "s",
        temperature: 0.33,
        topP: 0.5,
        frequencyPenalty: 2,
        presencePenalty: 0,
        maxTokens: 500,
        stopSequences: ["s"],
        thinkingLevel: "low",
      },
    },
  },
  {
    title: "T18 Runware: flat tools and a choice",
    request: { model: "deepseek-v4-flash", tools: [tool], toolChoice: { name: "my.tool" } },
    body: {
      tools: [{ type: "function", name: "my_tool", description: "d", schema: { type: "object" } }],
      toolChoice: { type: "tool", name: "my_tool" },
      settings: {},
    },
  },
  {
    title: "T18 Runware: any tool",
    request: { model: "deepseek-v4-flash", tools: [tool], toolChoice: "required" },
    body: { toolChoice: { type: "any" } },
  },
  {
    title: "T18 Runware: a penalty below zero",
    request: { model: "deepseek-v4-flash", frequencyPenalty: -0.5 },
    refused: setting("runware", "frequencyPenalty", "0–2"),
  },
  {
    title: "T14 Runware: six stop texts",
    request: { model: "deepseek-v4-flash", stop: ["1", "2", "3", "4", "5", "6"] },
    refused: setting("runware", "stop", "0–5 × 1–50"),
  },
  {
    title: "T14 Runware: a stop text of 51 characters",
    request: { model: "deepseek-v4-flash", stop: ["x".repeat(51)] },
    refused: setting("runware", "stop", "0–5 × 1–50"),
  },
  {
    title: "Runware: five results",
    request: { model: "deepseek-v4-flash", count: 5 },
    refused: setting("runware", "count", "1–4"),
  },
  {
    title: "Runware: a seed below zero",
    request: { model: "deepseek-v4-flash", seed: -1 },
    refused: setting("runware", "seed", "0–9223372036854776000"),
  },
  {
    title: "T19 Runware: a schema goes with the format",
    request: { model: "deepseek-v4-flash", json: true, jsonSchema: { type: "object" } },
    body: { outputFormat: "JSON", jsonSchema: { type: "object" }, messages: [wireUser] },
  },
  {
    title: "Runware: several results come at once",
    request: { model: "deepseek-v4-flash", count: 4 },
    body: { numberResults: 4, deliveryMethod: "sync" },
  },
  {
    title: "Runware: a turn without a word, and an end that is nobody's question",
    request: {
      model: "deepseek-v4-flash",
      messages: [
        { role: "user", text: "" },
        { role: "assistant", text: "a" },
      ],
    },
    body: {
      messages: [
        { role: "user", content: "(no text)" },
        { role: "assistant", content: "a" },
        { role: "user", content: "Go on." },
      ],
    },
  },
  {
    title: "Runware: a level by the user's own word",
    request: { model: "deepseek-v4-flash", thinking: "high" },
    access: { thinkingLevels: { high: "medium" } },
    body: { settings: { thinkingLevel: "medium" } },
  },
  {
    title: "Runware: tool turns go by the other endpoint",
    request: {
      model: "deepseek-v4-flash",
      thinking: "low",
      messages: toolHistory,
      tools: [tool],
      maxOutputTokens: 5,
    },
    path: "/v1/chat/completions",
    body: {
      model: "deepseek:v4@flash",
      thinking: undefined,
      max_tokens: undefined,
      max_completion_tokens: 5,
      tools: [wireTool],
      messages: [
        { role: "system", content: "s" },
        wireUser,
        {
          role: "assistant",
          content: "look",
          reasoning_content: odd,
          tool_calls: [{ id: "c1", type: "function", function: { name: "my_tool", arguments: '{"a":1}' } }],
        },
        { role: "tool", tool_call_id: "c1", content: "out" },
      ],
    },
  },
]);

const details = [{ type: "reasoning.text", text: odd, signature: "sig", format: "f", index: 0 }];
const others: readonly RequestCase[] = [
  {
    title: "OpenRouter: the pieces of thinking go back verbatim",
    dialect: "openrouter",
    path: "/v1/chat/completions",
    request: {
      model: "deepseek/deepseek-v4-flash",
      thinking: "max",
      messages: [user, { role: "assistant", text: "a", reasoning: odd, reasoningDetails: details }, user],
    },
    body: {
      reasoning: { effort: "xhigh" },
      thinking: undefined,
      reasoning_effort: undefined,
      messages: [wireUser, { role: "assistant", content: "a", reasoning_details: details }, wireUser],
    },
  },
  {
    title: "OpenRouter: thinking without pieces goes back as text; a schema is taken",
    dialect: "openrouter",
    path: "/v1/chat/completions",
    request: { model: "x", thinking: "off", messages: plainHistory, json: true, jsonSchema: { a: 1 } },
    body: {
      reasoning: { enabled: false },
      messages: [
        wireUser,
        { role: "assistant", content: "a", reasoning: odd },
        { role: "user", content: "u\n\nAnswer with a JSON object." },
      ],
      response_format: {
        type: "json_schema",
        json_schema: { name: "response", strict: true, schema: { a: 1 } },
      },
    },
  },
  {
    title: "SiliconFlow: V4 Flash takes an effort",
    dialect: "siliconflow",
    path: "/v1/chat/completions",
    request: { model: "deepseek-ai/DeepSeek-V4-Flash", thinking: "max", messages: plainHistory },
    body: {
      enable_thinking: true,
      reasoning_effort: "max",
      thinking: undefined,
      messages: [wireUser, { role: "assistant", content: "a", reasoning_content: odd }, wireUser],
    },
  },
  {
    title: "SiliconFlow: Pro is switched on and off alone",
    dialect: "siliconflow",
    path: "/v1/chat/completions",
    request: { model: "deepseek-ai/DeepSeek-V4-Pro", thinking: "off" },
    body: { enable_thinking: false, reasoning_effort: undefined },
  },
  {
    title: "SiliconFlow: a model that is not known is not switched off",
    dialect: "siliconflow",
    path: "/v1/chat/completions",
    request: { model: "Qwen/x", thinking: "off" },
    body: { enable_thinking: undefined },
  },
  {
    title: "SiliconFlow: five stop texts",
    dialect: "siliconflow",
    request: { model: "x", stop: ["1", "2", "3", "4", "5"] },
    refused: setting("siliconflow", "stop", "0–4"),
  },
  {
    title: "Ollama: its own shape",
    dialect: "ollama",
    path: "/api/chat",
    request: {
      model: "m",
      thinking: "high",
      messages: [
        ...toolHistory,
        { role: "user", text: "see", images: [{ dataUrl: "data:image/png;base64,AA==" }] },
      ],
      tools: [tool],
      json: true,
      temperature: 0.5,
      topP: 0.25,
      maxOutputTokens: 9,
      seed: 3,
      stop: ["s"],
    },
    body: {
      model: "m",
      think: true,
      stream: true,
      stream_options: undefined,
      format: "json",
      tools: [wireTool],
      options: { temperature: 0.5, top_p: 0.25, num_predict: 9, seed: 3, stop: ["s"] },
      messages: [
        { role: "system", content: "s" },
        wireUser,
        {
          role: "assistant",
          content: "look",
          thinking: odd,
          tool_calls: [{ function: { name: "my_tool", arguments: { a: 1 } } }],
        },
        { role: "tool", content: "out", tool_name: "my_tool" },
        { role: "user", content: "see\n\nAnswer with a JSON object.", images: ["AA=="] },
      ],
    },
  },
  {
    title: "Ollama: no thinking, nothing set",
    dialect: "ollama",
    path: "/api/chat",
    request: { model: "m" },
    body: { think: false, options: undefined, format: undefined, tools: undefined },
  },
  ...(
    [
      ["thinking", { thinking: { type: "enabled" }, reasoning_effort: "high" }],
      ["reasoning_effort", { reasoning_effort: "high", thinking: undefined }],
      ["enable_thinking", { enable_thinking: true }],
      ["chat_template_kwargs", { chat_template_kwargs: { thinking: true, enable_thinking: true } }],
    ] as const
  ).map(([thinkingSwitch, body]): RequestCase => ({
    title: `a custom server that is switched by ${thinkingSwitch}`,
    dialect: "custom",
    path: "/v1/chat/completions",
    request: { model: "m", thinking: "high" },
    access: { thinkingSwitch },
    body,
  })),
  {
    title: "a custom server that thinks as DeepSeek does gets its thinking back",
    dialect: "custom",
    path: "/v1/chat/completions",
    request: { model: "m", messages: plainHistory },
    access: { thinkingSwitch: "thinking" },
    body: { messages: [wireUser, { role: "assistant", content: "a", reasoning_content: odd }, wireUser] },
  },
];

/** See the file's comment. */
export const hosts: readonly RequestCase[] = [...evolink, ...seedao, ...vtrix, ...runware, ...others];
