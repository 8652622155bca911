/**
 * The five reference pages, line by line: what becomes of every field, both ends of every range and what lies beyond.
 */
import { absent, range, refused, tool, user, wireTool, type Line, type Page } from "./page.ts";

const sampling = [
  ...range("temperature", "temperature", 0, 2, 0.01, true),
  ...range("top_p", "topP", 0, 1, 0.01, true),
];
const penalties = [
  ...range("frequency_penalty", "frequencyPenalty", -2, 2, 0.01),
  ...range("presence_penalty", "presencePenalty", -2, 2, 0.01),
];
const logprobs: readonly Line[] = [
  { field: "logprobs", asked: { logprobs: true }, wire: true },
  // The page wants logprobs to be true beside it.
  { field: "logprobs", asked: { topLogprobs: 1 }, wire: true },
  ...range("top_logprobs", "topLogprobs", 0, 20, 1),
];
const notListed = [
  refused("n", "count", 2),
  refused("seed", "seed", 1),
  refused("logit_bias", "logitBias", { "1": 1 }),
  refused("user", "user", "me"),
];
const json: readonly Line[] = [
  { field: "response_format", asked: {}, wire: absent },
  {
    field: "response_format",
    asked: { json: true, messages: [{ role: "user", text: "as json" }] },
    wire: { type: "json_object" },
  },
];
const functionTools: readonly Line[] = [
  { field: "tools", asked: {}, wire: absent },
  { field: "tools", asked: { tools: [tool] }, wire: [wireTool] },
];
const choices: readonly Line[] = [
  { field: "tool_choice", asked: { toolChoice: "auto" }, wire: absent },
  ...(["none", "auto", "required"] as const).map((toolChoice): Line => ({
    field: "tool_choice",
    asked: { tools: [tool], toolChoice },
    wire: toolChoice,
  })),
];
const named: Line = {
  field: "tool_choice",
  asked: { tools: [tool], toolChoice: { name: "f" } },
  wire: { type: "function", function: { name: "f" } },
};
const base = (model: string): readonly Line[] => [
  { field: "model", asked: {}, wire: model },
  { field: "messages", asked: {}, wire: [user] },
  {
    field: "messages",
    asked: {
      messages: [
        { role: "system", text: "s" },
        { role: "user", text: "u" },
      ],
    },
    wire: [{ role: "system", content: "s" }, user],
  },
  { field: "stream", asked: {}, wire: true },
];

/** See the file's comment. */
export const pages: readonly Page[] = [
  {
    title: "000 Vtrix",
    dialect: "vtrix",
    model: "deepseek-v4-flash",
    lines: [
      ...base("deepseek-v4-flash"),
      {
        field: "messages",
        asked: { messages: [{ role: "system", text: "s", developer: true }] },
        wire: [{ role: "developer", content: "s" }],
      },
      {
        field: "messages",
        asked: { messages: [{ role: "user", text: "u", images: [{ dataUrl: "data:image/png;base64,AA" }] }] },
        wire: [
          {
            role: "user",
            content: [
              { type: "text", text: "u" },
              { type: "image_url", image_url: { url: "data:image/png;base64,AA" } },
            ],
          },
        ],
      },
      ...range("max_tokens", "maxOutputTokens", 1, 384_000, 1, true),
      ...sampling,
      ...penalties,
      { field: "stop", asked: { stop: ["a", "b"] }, wire: ["a", "b"] },
      ...json,
      ...functionTools,
      ...choices,
      named,
      { field: "stream_options", asked: {}, wire: absent },
      refused("logprobs", "logprobs", true),
      ...notListed,
    ],
  },
  {
    title: "002 EvoLink, V4",
    dialect: "evolink",
    model: "deepseek-v4-flash",
    lines: [
      ...base("deepseek-v4-flash"),
      { field: "thinking", asked: {}, wire: { type: "disabled" } },
      { field: "thinking", asked: { thinking: "high" }, wire: { type: "enabled" } },
      ...sampling,
      ...range("max_tokens", "maxOutputTokens", 1, 384_000, 1, true),
      ...penalties,
      ...json,
      { field: "stop", asked: { stop: ["a"] }, wire: ["a"] },
      { field: "stream_options", asked: {}, wire: { include_usage: true } },
      ...functionTools,
      ...choices,
      named,
      // Refused upstream while thinking (PROVIDERS Q2).
      {
        field: "tool_choice",
        asked: { tools: [tool], toolChoice: "required", thinking: "high" },
        wire: absent,
      },
      ...logprobs,
      { field: "logit_bias", asked: { logitBias: { "5": 100 } }, wire: { "5": 100 } },
      ...range("n", "count", 1, 8, 1),
      { field: "seed", asked: { seed: 42 }, wire: 42 },
      { field: "user", asked: { user: "me@x" }, wire: "me@x" },
    ],
  },
  {
    title: "003 EvoLink's chat",
    dialect: "evolink",
    model: "deepseek-chat",
    lines: [
      ...base("deepseek-chat"),
      { field: "thinking", asked: {}, wire: absent },
      ...sampling,
      ...penalties,
      { field: "max_tokens", asked: { maxOutputTokens: 1 }, wire: 1 },
      { field: "max_tokens", asked: { maxOutputTokens: 0 }, setting: "sonde.maxOutputTokens", range: "≥ 1" },
      ...json,
      {
        field: "stop",
        asked: { stop: Array.from({ length: 16 }, () => "s") },
        wire: Array.from({ length: 16 }, () => "s"),
      },
      {
        field: "stop",
        asked: { stop: Array.from({ length: 17 }, () => "s") },
        setting: "sonde.providers.*.parameters.stop",
        range: "0–16",
      },
      { field: "stream_options", asked: {}, wire: { include_usage: true } },
      ...functionTools,
      ...choices,
      ...logprobs,
      ...notListed,
    ],
  },
  {
    title: "003 EvoLink's reasoner",
    dialect: "evolink",
    model: "deepseek-reasoner",
    lines: [
      ...base("deepseek-reasoner"),
      { field: "thinking", asked: { thinking: "high" }, wire: { type: "enabled" } },
      { field: "thinking", asked: {}, wire: { type: "disabled" } },
      { field: "temperature", asked: { temperature: 1 }, wire: absent },
      { field: "top_p", asked: { topP: 1 }, wire: absent },
      { field: "tools", asked: { tools: [tool] }, wire: absent },
      { field: "tool_choice", asked: { tools: [tool], toolChoice: "auto" }, wire: absent },
      { field: "response_format", asked: { json: true }, wire: absent },
      ...penalties,
      ...logprobs,
      ...notListed,
    ],
  },
  {
    title: "004 SeeDAO",
    dialect: "seedao",
    model: "deepseek-chat",
    lines: [
      ...base("deepseek-chat"),
      ...penalties,
      ...range("max_tokens", "maxOutputTokens", 1, 8192, 1, true),
      ...json,
      ...sampling,
      ...functionTools,
      { field: "tool_choice", asked: { tools: [tool], toolChoice: "required" }, wire: absent },
      ...logprobs,
      { field: "stream_options", asked: {}, wire: absent },
      { field: "thinking", asked: { thinking: "high" }, wire: absent },
      refused("stop", "stop", ["x"]),
      ...notListed,
    ],
  },
  {
    title: "001 Runware",
    dialect: "runware",
    model: "deepseek-v4-flash",
    lines: [
      { field: "model", asked: {}, wire: "deepseek-v4-flash" },
      { field: "messages", asked: {}, wire: [user] },
      { field: "taskType", asked: {}, wire: "textInference" },
      { field: "outputFormat", asked: {}, wire: absent },
      { field: "outputFormat", asked: { json: true }, wire: "JSON" },
      { field: "jsonSchema", asked: { json: true, jsonSchema: { a: 1 } }, wire: { a: 1 } },
      // Honoured with outputFormat JSON alone.
      { field: "jsonSchema", asked: { jsonSchema: { a: 1 } }, wire: absent },
      // An editor has no address that a host could call.
      { field: "webhookURL", asked: {}, wire: absent },
      { field: "deliveryMethod", asked: {}, wire: "stream" },
      { field: "deliveryMethod", asked: {}, access: { delivery: "sync" }, wire: "sync" },
      { field: "deliveryMethod", asked: {}, access: { delivery: "async" }, wire: "async" },
      { field: "includeCost", asked: {}, wire: true },
      { field: "includeUsage", asked: {}, wire: true },
      ...range("numberResults", "count", 1, 4, 1),
      ...range("seed", "seed", 0, 2 ** 63, 1).slice(0, 3),
      {
        field: "tools",
        asked: { tools: [tool] },
        wire: [{ type: "function", name: "f", description: "d", schema: { type: "object" } }],
      },
      { field: "toolChoice", asked: { toolChoice: "auto" }, wire: absent },
      { field: "toolChoice", asked: { tools: [tool], toolChoice: "auto" }, wire: { type: "auto" } },
      { field: "toolChoice", asked: { tools: [tool], toolChoice: "none" }, wire: { type: "none" } },
      { field: "toolChoice", asked: { tools: [tool], toolChoice: "required" }, wire: { type: "any" } },
      {
        field: "toolChoice",
        asked: { tools: [tool], toolChoice: { name: "f" } },
        wire: { type: "tool", name: "f" },
      },
      {
        field: "settings.systemPrompt",
        asked: {
          messages: [
            { role: "system", text: "s" },
            { role: "user", text: "u" },
          ],
        },
        wire: "s",
      },
      ...range("settings.temperature", "temperature", 0, 2, 0.01, true),
      { field: "settings.temperature", asked: { temperature: 0.123 }, wire: 0.12 },
      ...range("settings.topP", "topP", 0, 1, 0.01, true),
      ...range("settings.frequencyPenalty", "frequencyPenalty", 0, 2, 0.01),
      ...range("settings.presencePenalty", "presencePenalty", 0, 2, 0.01),
      ...range("settings.maxTokens", "maxOutputTokens", 1, 1_048_576, 1, true),
      { field: "settings.stopSequences", asked: { stop: ["x".repeat(50)] }, wire: ["x".repeat(50)] },
      {
        field: "settings.stopSequences",
        asked: { stop: ["x".repeat(51)] },
        setting: "sonde.providers.*.parameters.stop",
        range: "0–5 × 1–50",
      },
      { field: "settings.thinkingLevel", asked: {}, wire: absent },
      { field: "settings.thinkingLevel", asked: { thinking: "low" }, wire: "low" },
      refused("logprobs", "logprobs", true),
      refused("logit_bias", "logitBias", { "1": 1 }),
      refused("user", "user", "me"),
    ],
  },
];
