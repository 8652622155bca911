/**
 * Answers of Anthropic's and of OpenAI's Responses shape, told in the common one: a gateway may pass on what stands behind
 * it as it comes, whatever it was asked in. Sources: PROVIDERS §2.7, §5 (DeepSeek's own pages of both).
 */
import { asAmount, asArray, asObject, asText, parseJson, type JsonObject } from "../../core/json.ts";
import type { ChatEvent } from "../../core/event.ts";
import type { OpenedChat } from "./openai.ts";

/** An exchange that reads these shapes too. */
export function readingOtherShapes(chat: OpenedChat): OpenedChat {
  /** Anthropic counts the prompt at the beginning and the answer at the end. */
  let counted: JsonObject = {};
  const translate = (event: JsonObject): JsonObject | undefined => {
    counted = {
      ...counted,
      ...(asObject(event["usage"]) ?? asObject(asObject(event["message"])?.["usage"])),
    };
    return ofMessages(event, counted) ?? ofResponses(event);
  };
  return {
    ...chat,
    receive(frame): readonly ChatEvent[] {
      const event = frame.includes('"choices"') ? undefined : asObject(parseJson(frame));
      const chunk = event && translate(event);
      return chunk ? chat.accept(chunk) : chat.receive(frame);
    },
  };
}

const silence: JsonObject = { choices: [] };

function piece(delta: JsonObject, finish: string | null = null, usage?: JsonObject): JsonObject {
  return { choices: [{ index: 0, delta, finish_reason: finish }], ...(usage ? { usage } : {}) };
}

function toolPiece(index: unknown, name: unknown, id: unknown, given: unknown): JsonObject {
  return { tool_calls: [{ index, id, type: "function", function: { name, arguments: given } }] };
}

/** An event, or the whole answer, of Anthropic's Messages. */
function ofMessages(event: JsonObject, counted: JsonObject): JsonObject | undefined {
  const { index } = event;
  switch (event["type"]) {
    case "message":
      return piece(wholeMessage(event), stopOf(event), messagesUsage(counted));
    case "content_block_start":
      return piece(blockOf(asObject(event["content_block"]), index, ""));
    case "content_block_delta":
      return piece(deltaOf(asObject(event["delta"]), index));
    case "message_delta":
      return piece({}, stopOf(asObject(event["delta"])), messagesUsage(counted));
    case "message_start":
      return { ...silence, usage: messagesUsage(counted) };
    case "content_block_stop":
    case "message_stop":
    case "ping":
      return silence;
    default:
      return undefined;
  }
}

/** One block of a message as it stands; a call's arguments as `given`. */
function blockOf(block: JsonObject | undefined, index: unknown, given: string): JsonObject {
  if (block?.["type"] === "tool_use") return toolPiece(index, block["name"], block["id"], given);
  return { content: block?.["text"], reasoning_content: block?.["thinking"] };
}

function deltaOf(delta: JsonObject | undefined, index: unknown): JsonObject {
  const given = delta?.["partial_json"];
  if (given !== undefined) return toolPiece(index, undefined, undefined, given);
  return { content: delta?.["text"], reasoning_content: delta?.["thinking"] };
}

function wholeMessage(message: JsonObject): JsonObject {
  const blocks = asArray(message["content"]).map((block, index) => {
    const object = asObject(block);
    return blockOf(object, index, JSON.stringify(object?.["input"] ?? {}));
  });
  return joined(blocks);
}

function joined(deltas: readonly JsonObject[]): JsonObject {
  const texts = (name: string) => deltas.map((delta) => asText(delta[name]) ?? "").join("");
  return {
    content: texts("content"),
    reasoning_content: texts("reasoning_content"),
    tool_calls: deltas.flatMap((delta) => asArray(delta["tool_calls"])),
  };
}

function stopOf(message: JsonObject | undefined): string | null {
  const reason = asText(message?.["stop_reason"]);
  const known: Readonly<Record<string, string>> = {
    end_turn: "stop",
    stop_sequence: "stop",
    tool_use: "tool_calls",
    max_tokens: "length",
    model_context_window_exceeded: "length",
    refusal: "content_filter",
  };
  return reason === undefined ? null : (known[reason] ?? reason);
}

/** What was read from the cache, or written to it, is counted beside the rest. */
function messagesUsage(counted: JsonObject): JsonObject {
  const cached = asAmount(counted["cache_read_input_tokens"]);
  const written = asAmount(counted["cache_creation_input_tokens"]) ?? 0;
  const input = asAmount(counted["input_tokens"]);
  return {
    prompt_tokens: input === undefined ? undefined : input + written + (cached ?? 0),
    completion_tokens: counted["output_tokens"],
    prompt_cache_hit_tokens: cached,
  };
}

/** An event, or the whole answer, of OpenAI's Responses. It ends without `[DONE]`. */
function ofResponses(event: JsonObject): JsonObject | undefined {
  const type = asText(event["type"]) ?? "";
  const { output_index: index, delta } = event;
  if (event["object"] === "response") return wholeResponse(event);
  switch (type) {
    case "response.output_text.delta":
      return piece({ content: delta });
    case "response.reasoning_text.delta":
    case "response.reasoning_summary_text.delta":
      return piece({ reasoning_content: delta });
    case "response.function_call_arguments.delta":
      return piece(toolPiece(index, undefined, undefined, delta));
    case "response.output_item.added": {
      const { type: kind, name, call_id: id } = asObject(event["item"]) ?? {};
      return kind === "function_call" ? piece(toolPiece(index, name, id, "")) : silence;
    }
    case "response.completed":
    case "response.incomplete":
    case "response.failed":
      return ended(asObject(event["response"]) ?? {});
    default:
      return type.startsWith("response.") ? silence : undefined;
  }
}

function wholeResponse(response: JsonObject): JsonObject {
  const items = asArray(response["output"]).map((item, index) => {
    const { type, name, call_id: id, arguments: given, content, summary } = asObject(item) ?? {};
    if (type === "function_call") return toolPiece(index, name, id, given);
    const text = joined(
      [...asArray(content), ...asArray(summary)].map((part) => ({ content: asObject(part)?.["text"] })),
    );
    return type === "reasoning" ? { reasoning_content: text["content"] } : text;
  });
  const end = ended(response);
  return end["choices"] === undefined ? end : { ...end, ...piece(joined(items), finishOf(response)) };
}

function ended(response: JsonObject): JsonObject {
  const { error, usage } = response;
  if (asObject(error)) return { error };
  const { input_tokens, output_tokens, input_tokens_details, output_tokens_details } = asObject(usage) ?? {};
  return piece({}, finishOf(response), {
    prompt_tokens: input_tokens,
    completion_tokens: output_tokens,
    prompt_tokens_details: input_tokens_details,
    completion_tokens_details: output_tokens_details,
  });
}

function finishOf(response: JsonObject): string {
  const why = asObject(response["incomplete_details"])?.["reason"];
  if (why === "content_filter") return "content_filter";
  return response["status"] === "incomplete" || why === "max_output_tokens" ? "length" : "stop";
}
