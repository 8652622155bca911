/**
 * The request side of the OpenAI shape: messages, tools and limits as JSON, and the headers. Pure functions that
 * dialects put together; what differs between hosts is in `RequestRules`.
 */
import type { Access, Model } from "../../core/model.ts";
import type { ChatRequest, Effort, Message } from "../../core/request.ts";
import type { HeaderBag } from "../dialect.ts";
import type { ToolNames } from "./openaiToolNames.ts";

/** Where hosts of this shape differ in what they accept. */
export interface RequestRules {
  /** The fields that set thinking. */
  thinking(effort: Effort, model: Model): Readonly<Record<string, unknown>>;
  /**
   * Whether the thinking of earlier turns goes back as `reasoning_content`: verbatim where there was any, and empty
   * on a turn with tool calls that had none (PROVIDERS §2.3, "safest policy"). It does not depend on whether this
   * request thinks, so that the bytes of a history never change and the prefix cache keeps hitting.
   */
  readonly echoesReasoning: boolean;
  /** Whether temperature and top_p are sent while thinking. */
  readonly samplesWhileThinking: boolean;
  /** Whether a tool may be forced while thinking; where not, the choice is left out (PROVIDERS Q2, T04). */
  readonly forcesToolsWhileThinking: boolean;
  /** Whether the host has strict tools and prefix completion below `/beta`. */
  readonly hasBeta: boolean;
  /** Whether JSON mode needs the word "json" in the prompt (PROVIDERS §2.7). */
  readonly wantsJsonWord: boolean;
  /** Most stop texts. */
  readonly mostStops: number;
  /** Whether `stream_options` is understood. */
  readonly hasStreamOptions: boolean;
}

/** What stands for a tool result without text, as DeepSeek's own client writes it (PROVIDERS §2.2). */
const noOutput = "(no output)";

/** Appended to the newest user message where JSON mode would otherwise not find its word. */
const jsonWord = "\n\nAnswer with a JSON object.";

/** The headers of a request, the key's among them. Names in lower case. */
export function headersFor(access: Access, accept: string): HeaderBag {
  const own = Object.entries(access.headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !reservedHeaders.has(name));
  const key = access.key?.trim() ?? "";
  return {
    ...Object.fromEntries(own),
    accept,
    ...(key !== "" && access.authentication === "bearer" ? { authorization: `Bearer ${key}` } : {}),
    ...(key !== "" && access.authentication === "x-api-key" ? { "x-api-key": key } : {}),
  };
}

/** Headers that the connection owns. */
const reservedHeaders: ReadonlySet<string> = new Set([
  "host",
  "connection",
  "content-length",
  "content-type",
  "transfer-encoding",
  "accept",
  "accept-encoding",
]);

/** Whether the request needs the host's beta path: strict tools, or a beginning of the answer. */
export function needsBeta(request: ChatRequest): boolean {
  return allStrict(request) || isPrefix(request.messages.at(-1));
}

/** The body of a streaming chat request. */
export function chatBody(
  request: ChatRequest,
  model: Model,
  rules: RequestRules,
  names: ToolNames,
): Readonly<Record<string, unknown>> {
  const thinks = request.thinking !== "off";
  const stop = request.stop?.filter((text) => text !== "").slice(0, rules.mostStops) ?? [];
  return {
    model: request.model,
    messages: wireMessages(request, rules, names),
    ...rules.thinking(request.thinking, model),
    ...(thinks && !rules.samplesWhileThinking ? {} : sampling(request)),
    ...limit(request, model),
    ...(stop.length > 0 ? { stop } : {}),
    ...(request.json ? { response_format: { type: "json_object" } } : {}),
    ...tools(request, rules, names),
    stream: true,
    ...(rules.hasStreamOptions ? { stream_options: { include_usage: true } } : {}),
  };
}

function sampling({ temperature, topP }: ChatRequest): object {
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
  };
}

function limit({ maxOutputTokens }: ChatRequest, model: Model): object {
  if (maxOutputTokens === undefined) return {};
  const most = model.outputTokens ?? Number.MAX_SAFE_INTEGER;
  return { max_tokens: Math.max(1, Math.min(most, Math.floor(maxOutputTokens))) };
}

function tools(request: ChatRequest, rules: RequestRules, names: ToolNames): object {
  if (!request.tools || request.tools.length === 0) return {};
  const strict = rules.hasBeta && allStrict(request);
  const listed = request.tools.map(({ name, description, parameters }) => ({
    type: "function",
    function: { name: names.toWire(name), description, parameters, ...(strict ? { strict: true } : {}) },
  }));
  const choice = request.toolChoice;
  const forced = choice === "required" || typeof choice === "object";
  if (choice === undefined || (forced && request.thinking !== "off" && !rules.forcesToolsWhileThinking)) {
    return { tools: listed };
  }
  return {
    tools: listed,
    tool_choice:
      typeof choice === "object"
        ? { type: "function", function: { name: names.toWire(choice.name) } }
        : choice,
  };
}

/** Strict is all or nothing (PROVIDERS T11): tools of which only some are strict are sent without. */
function allStrict({ tools: list }: ChatRequest): boolean {
  return list !== undefined && list.length > 0 && list.every((tool) => tool.strict === true);
}

function isPrefix(message: Message | undefined): boolean {
  return message?.role === "assistant" && message.prefix === true;
}

function wireMessages(request: ChatRequest, rules: RequestRules, names: ToolNames): readonly object[] {
  const messages = paired(request.messages);
  const written = messages.map((message, at) => {
    const last = at === messages.length - 1;
    return wireMessage(message, { rules, names, prefix: last && rules.hasBeta && isPrefix(message) });
  });
  if (!request.json || !rules.wantsJsonWord || messages.some(saysJson)) return written;
  const newest = messages.findLastIndex((message) => message.role === "user");
  const user = messages[newest];
  if (user?.role !== "user") return [{ role: "system", content: jsonWord.trim() }, ...written];
  return written.with(newest, wireUser({ ...user, text: user.text + jsonWord }));
}

function saysJson(message: Message): boolean {
  return (message.role === "user" || message.role === "system") && /json/i.test(message.text);
}

/**
 * The messages with each call of a tool answered exactly once, right after it: a missing result is filled in, one
 * that no call asked for is left out. The host refuses anything else (PROVIDERS T26), and a history that was cut
 * short by an abort is no reason to lose the conversation.
 */
function paired(messages: readonly Message[]): readonly Message[] {
  const out: Message[] = [];
  for (const [at, message] of messages.entries()) {
    if (message.role === "tool") continue;
    out.push(message);
    if (message.role !== "assistant" || !message.toolCalls) continue;
    const end = messages.findIndex((next, index) => index > at && next.role !== "tool");
    const results = messages.slice(at + 1, end < 0 ? undefined : end);
    for (const { id } of message.toolCalls) {
      const result = results.find((candidate) => candidate.role === "tool" && candidate.callId === id);
      out.push(result ?? { role: "tool", callId: id, text: "" });
    }
  }
  return out;
}

interface MessageRules {
  readonly rules: RequestRules;
  readonly names: ToolNames;
  readonly prefix: boolean;
}

function wireMessage(message: Message, { rules, names, prefix }: MessageRules): WireMessage {
  switch (message.role) {
    case "system":
      return { role: "system", content: message.text };
    case "user":
      return wireUser(message);
    case "tool":
      return {
        role: "tool",
        tool_call_id: message.callId,
        content: message.text === "" ? noOutput : message.text,
      };
    case "assistant":
      return wireAssistant(message, { rules, names, prefix });
  }
}

type WireMessage = Readonly<Record<string, unknown>>;
type Assistant = Message & { role: "assistant" };

function wireAssistant(message: Assistant, { rules, names, prefix }: MessageRules): WireMessage {
  const calls = (message.toolCalls ?? []).map((call) => ({
    id: call.id,
    type: "function",
    function: { name: names.toWire(call.name), arguments: call.arguments },
  }));
  const reasoning = message.reasoning ?? (calls.length > 0 ? "" : undefined);
  return {
    role: "assistant",
    // Empty rather than null: null without tool calls is refused, and the history stays refused (Q31).
    content: message.text,
    ...(rules.echoesReasoning && reasoning !== undefined ? { reasoning_content: reasoning } : {}),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(prefix ? { prefix: true } : {}),
  };
}

function wireUser({ text, images }: Message & { role: "user" }): WireMessage {
  if (!images || images.length === 0) return { role: "user", content: text };
  return {
    role: "user",
    content: [
      ...(text === "" ? [] : [{ type: "text", text }]),
      ...images.map(({ dataUrl }) => ({ type: "image_url", image_url: { url: dataUrl } })),
    ],
  };
}
