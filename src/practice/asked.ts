/**
 * A request as the practice model reads it: the parts of DeepSeek's chat request that change what it answers, and
 * the refusals DeepSeek would give. Fields that it does not know are tolerated, as DeepSeek tolerates them.
 */
import { asArray, asObject, asText, parseJson } from "../core/json.ts";

/** One message, its parts of text put together. Thinking that was sent back is not read. */
export interface AskedMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly text: string;
}

/** How much thinking is written. `off` for none. */
export type Depth = "off" | "low" | "high" | "max";

/** A chat request that has been looked at. */
export interface Asked {
  readonly model: string;
  /** What the sender says that it is for, such as `edit`; undefined where it does not say. */
  readonly purpose: string | undefined;
  readonly messages: readonly AskedMessage[];
  readonly depth: Depth;
  /** Most tokens of the answer, thinking included; undefined for no limit. */
  readonly maxTokens: number | undefined;
  readonly stop: readonly string[];
  readonly stream: boolean;
  /** Whether the chunks before the last carry `usage: null`. */
  readonly includeUsage: boolean;
}

/** A request that is refused: HTTP status and sentence, in DeepSeek's words where they are known. */
export interface Refusal {
  readonly status: number;
  readonly refused: string;
}

/** Most tokens that DeepSeek lets one answer have (api-docs.deepseek.com, create-chat-completion). */
const mostTokens = 393_216;
const roles = ["system", "user", "assistant", "tool"] as const;

/** Reads the body of `POST /chat/completions`. */
export function readAsked(body: string, purpose: string | undefined): Asked | Refusal {
  const fields = asObject(parseJson(body));
  if (!fields) return { status: 400, refused: "Failed to parse the request body as JSON" };
  const model = asText(fields["model"]);
  if (model === undefined) return misfit("missing field `model`");
  const messages = readMessages(fields["messages"]);
  if ("refused" in messages) return messages;
  const limit = fields["max_tokens"] ?? undefined;
  const maxTokens = typeof limit === "number" && Number.isInteger(limit) ? limit : undefined;
  if (limit !== undefined && (maxTokens === undefined || maxTokens < 1 || maxTokens > mostTokens)) {
    return {
      status: 400,
      refused: `Invalid max_tokens value, the valid range of max_tokens is [1, ${mostTokens}]`,
    };
  }
  const stop = fields["stop"];
  return {
    model,
    purpose,
    messages,
    depth: readDepth(fields["thinking"], fields["reasoning_effort"]),
    maxTokens,
    stop: (typeof stop === "string" ? [stop] : asArray(stop)).flatMap((word) => asText(word) || []),
    stream: fields["stream"] === true,
    includeUsage: asObject(fields["stream_options"])?.["include_usage"] === true,
  };
}

/** The newest message of the person, or an empty text. */
export function lastQuestion(asked: Asked): string {
  return asked.messages.findLast((message) => message.role === "user")?.text ?? "";
}

/** All system messages together. */
export function systemText(asked: Asked): string {
  return asked.messages.flatMap((message) => (message.role === "system" ? message.text : [])).join("\n");
}

function misfit(what: string): Refusal {
  return { status: 422, refused: `Failed to deserialize the JSON body into the target type: ${what}` };
}

function readMessages(value: unknown): readonly AskedMessage[] | Refusal {
  if (!Array.isArray(value)) return misfit("missing field `messages`");
  if (value.length === 0) return { status: 400, refused: "Empty input messages" };
  const messages: AskedMessage[] = [];
  for (const [index, item] of asArray(value).entries()) {
    const fields = asObject(item);
    const name = fields?.["role"];
    const role = roles.find((known) => known === name);
    if (!fields || !role) {
      const expected = roles.map((known) => `\`${known}\``).join(", ");
      return misfit(
        `messages[${index}]: unknown variant \`${asText(name) ?? "null"}\`, expected one of ${expected}`,
      );
    }
    messages.push({ role, text: readContent(fields["content"]) });
  }
  return messages;
}

/** Content is a text or a list of parts; images are passed over. */
function readContent(content: unknown): string {
  if (typeof content === "string") return content;
  return asArray(content)
    .flatMap((part) => asText(asObject(part)?.["text"]) ?? [])
    .join("\n");
}

/** DeepSeek thinks unless told otherwise; the practice model only where `thinking.type` says `enabled`. */
function readDepth(thinking: unknown, effort: unknown): Depth {
  if (asObject(thinking)?.["type"] !== "enabled") return "off";
  return effort === "low" || effort === "max" ? effort : "high";
}
