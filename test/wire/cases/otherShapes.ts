/** Cases of answers in Anthropic's and in OpenAI's Responses shape, which a gateway may pass on: T138 to T140. */
import { C, data, E, F, R, T, U } from "../notation.ts";
import type { StreamCase } from "./streamCase.ts";

const named = (value: { readonly type: string }) => `event: ${value.type}\n${data(value)}`;
const events = (...values: readonly { readonly type: string; readonly [field: string]: unknown }[]) =>
  values.map(named).join("");

const messageStart = {
  type: "message_start",
  message: {
    id: "m",
    role: "assistant",
    content: [],
    usage: { input_tokens: 27, output_tokens: 1, cache_read_input_tokens: 256 },
  },
};
const block = (index: number, content_block: object) => ({
  type: "content_block_start",
  index,
  content_block,
});
const delta = (index: number, more: object) => ({ type: "content_block_delta", index, delta: more });
const stop = (index: number) => ({ type: "content_block_stop", index });
const messageEnd = (stop_reason: string) => [
  { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 69 } },
  { type: "message_stop" },
];

const anthropic: readonly StreamCase[] = [
  {
    title: "T140 Anthropic's stream: thinking, text, a call",
    body: events(
      messageStart,
      { type: "ping" },
      block(0, { type: "thinking", thinking: "" }),
      delta(0, { type: "thinking_delta", thinking: "Let me " }),
      delta(0, { type: "thinking_delta", thinking: "see." }),
      delta(0, { type: "signature_delta", signature: "c2ln" }),
      stop(0),
      block(1, { type: "text", text: "" }),
      delta(1, { type: "text_delta", text: "Hel" }),
      delta(1, { type: "text_delta", text: "lo" }),
      stop(1),
      block(2, { type: "tool_use", id: "toolu_1", name: "f", input: {} }),
      delta(2, { type: "input_json_delta", partial_json: "" }),
      delta(2, { type: "input_json_delta", partial_json: '{"a"' }),
      delta(2, { type: "input_json_delta", partial_json: ":1}" }),
      stop(2),
      ...messageEnd("tool_use"),
    ),
    expected: [
      R("Let me see."),
      T("Hello"),
      C("toolu_1", "f", '{"a":1}'),
      U({ input: 283, output: 69, cachedInput: 256 }),
      F("tool-calls"),
    ],
  },
  {
    title: "T140 Anthropic's stream, cut by the limit",
    body: events(messageStart, delta(0, { type: "text_delta", text: "par" }), ...messageEnd("max_tokens")),
    expected: [T("par"), U({ input: 283, output: 69, cachedInput: 256 }), F("length")],
  },
  {
    title: "T140 Anthropic's stream, broken off",
    body: events(messageStart, delta(0, { type: "text_delta", text: "par" })),
    expected: [T("par"), U({ input: 283, output: 1, cachedInput: 256 }), E("truncated")],
  },
  {
    title: "T140 Anthropic's error in the middle",
    body: events(delta(0, { type: "text_delta", text: "par" }), {
      type: "error",
      error: { type: "overloaded_error", message: "Overloaded" },
    }),
    expected: [T("par"), E("overloaded", { detail: "Overloaded" })],
  },
  {
    title: "T140 Anthropic's whole message",
    body: JSON.stringify({
      type: "message",
      content: [
        { type: "thinking", thinking: "see", signature: "s" },
        { type: "text", text: "Hello" },
        { type: "tool_use", id: "t", name: "f", input: { a: 1 } },
      ],
      stop_reason: "tool_use",
      usage: { input_tokens: 9, output_tokens: 2 },
    }),
    expected: [R("see"), T("Hello"), C("t", "f", '{"a":1}'), U({ input: 9, output: 2 }), F("tool-calls")],
  },
];

const usage = {
  input_tokens: 283,
  input_tokens_details: { cached_tokens: 256 },
  output_tokens: 69,
  output_tokens_details: { reasoning_tokens: 24 },
};
const counted = U({ input: 283, output: 69, cachedInput: 256, thinking: 24 });
const say = (text: string) => ({ type: "response.output_text.delta", output_index: 1, delta: text });

const responses: readonly StreamCase[] = [
  {
    title: "T138 the Responses stream ends without [DONE]",
    body: events(
      { type: "response.created", response: { status: "in_progress" } },
      { type: "response.reasoning_text.delta", output_index: 0, delta: "see" },
      { type: "response.output_item.added", output_index: 1, item: { type: "message" } },
      say("Hel"),
      say("lo"),
      { type: "response.output_text.done", text: "Hello" },
      { type: "response.completed", response: { status: "completed", usage } },
    ),
    expected: [R("see"), T("Hello"), counted, F("stop")],
  },
  {
    title: "T138 the Responses stream: a call of a tool",
    body: events(
      {
        type: "response.output_item.added",
        output_index: 0,
        item: { type: "function_call", call_id: "c", name: "f", arguments: "" },
      },
      { type: "response.function_call_arguments.delta", output_index: 0, delta: '{"a":' },
      { type: "response.function_call_arguments.delta", output_index: 0, delta: "1}" },
      { type: "response.completed", response: { status: "completed" } },
    ),
    expected: [C("c", "f", '{"a":1}'), F("tool-calls")],
  },
  {
    title: "T138 the Responses stream, cut by the limit",
    body: events(say("par"), {
      type: "response.incomplete",
      response: { status: "incomplete", incomplete_details: { reason: "max_output_tokens" }, usage },
    }),
    expected: [T("par"), counted, F("length")],
  },
  {
    title: "T138 the Responses stream, failed",
    body: events(say("par"), {
      type: "response.failed",
      response: { status: "failed", error: { code: "server_error", message: "boom" } },
    }),
    expected: [T("par"), E("server", { code: "server_error", detail: "boom" })],
  },
  {
    title: "T138 the Responses stream that just stops",
    body: events(say("par")),
    expected: [T("par"), E("truncated")],
  },
  {
    title: "T138 a whole response",
    body: JSON.stringify({
      object: "response",
      status: "completed",
      output: [
        { type: "reasoning", content: [{ type: "reasoning_text", text: "see" }], summary: [] },
        { type: "message", content: [{ type: "output_text", text: "Hello" }] },
        { type: "function_call", call_id: "c", name: "f", arguments: "{}" },
      ],
      usage,
    }),
    expected: [R("see"), T("Hello"), C("c", "f", "{}"), counted, F("tool-calls")],
  },
];

/** See the file's comment. */
export const otherShapes: readonly StreamCase[] = [...anthropic, ...responses].map((one) => ({
  dialect: "custom",
  ...one,
}));
