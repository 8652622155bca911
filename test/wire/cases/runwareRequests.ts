/** Cases of what Runware gets: T14 to T20. */
import { casesOf, odd, setting, tool, toolHistory, user, wireTool, wireUser } from "./hostRequest.ts";

/** See the file's comment. */
export const runware = casesOf("runware", "/v1", [
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
