/**
 * What is asked of a model, independent of any host: the messages, the thinking, the limits. Owns the shapes;
 * dialects turn them into a host's own bytes.
 */

/** How much the model may think before it answers. `off` asks for none. */
export type Effort = "off" | "low" | "high" | "max";

/** Every effort, in order. */
export const efforts = ["off", "low", "high", "max"] as const satisfies readonly Effort[];

/** What a request is for; kept in the log and the ledger. */
export type Purpose = "chat" | "explain" | "edit" | "fix" | "commit" | "test";

/** A call of a tool, made by the model. `arguments` is JSON text, kept as it came. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** A function that the model may call. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** DeepSeek's strict mode (beta endpoint). All tools of a request or none. */
  readonly strict?: boolean | undefined;
}

/** Which tool the model must call, if any. */
export type ToolChoice = "auto" | "none" | "required" | { readonly name: string };

/** One message of the conversation as the host will see it. */
export type Message =
  | { readonly role: "system"; readonly text: string }
  | { readonly role: "user"; readonly text: string; readonly images?: readonly ImagePart[] | undefined }
  | {
      readonly role: "assistant";
      readonly text: string;
      /** The thinking of that turn, verbatim. Whether it is sent back is the dialect's rule. */
      readonly reasoning?: string | undefined;
      readonly toolCalls?: readonly ToolCall[] | undefined;
      /** Marks the last message as the beginning of the answer (prefix completion). */
      readonly prefix?: boolean | undefined;
    }
  | { readonly role: "tool"; readonly callId: string; readonly text: string };

/** An image as a `data:` URL. */
export interface ImagePart {
  readonly dataUrl: string;
}

/** A request for one answer. */
export interface ChatRequest {
  readonly purpose: Purpose;
  readonly model: string;
  readonly messages: readonly Message[];
  readonly thinking: Effort;
  /** 0 to 2. Left out where the host ignores it (DeepSeek: while thinking). */
  readonly temperature?: number | undefined;
  /** 0 to 1. As `temperature`. */
  readonly topP?: number | undefined;
  /** Upper limit of the answer in tokens, thinking included. */
  readonly maxOutputTokens?: number | undefined;
  readonly stop?: readonly string[] | undefined;
  readonly tools?: readonly Tool[] | undefined;
  readonly toolChoice?: ToolChoice | undefined;
  /** Ask for a JSON object. */
  readonly json?: boolean | undefined;
}
