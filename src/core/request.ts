/**
 * What is asked of a model, independent of any host: the messages, the thinking, the limits. Owns the shapes;
 * dialects turn them into a host's own bytes.
 */

import type { Model } from "./model.ts";

/** How much the model may think before it answers. `off` asks for none. */
export type Effort = "off" | "low" | "high" | "max";

/** Every effort, in order. */
export const efforts = ["off", "low", "high", "max"] as const satisfies readonly Effort[];

/** What a request is for; kept in the log and the ledger. */
export type Purpose = "chat" | "compact" | "explain" | "edit" | "fix" | "commit" | "complete" | "test";

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
  | {
      readonly role: "system";
      readonly text: string;
      /** The application's own instructions: sent as `developer` where the host has that role, else as `system`. */
      readonly developer?: boolean | undefined;
    }
  | { readonly role: "user"; readonly text: string; readonly images?: readonly ImagePart[] | undefined }
  | {
      readonly role: "assistant";
      readonly text: string;
      /** The thinking of that turn, verbatim. Whether it is sent back is the dialect's rule. */
      readonly reasoning?: string | undefined;
      /** The same as the host's own pieces, verbatim: OpenRouter's `reasoning_details`. Other hosts never get them. */
      readonly reasoningDetails?: readonly unknown[] | undefined;
      readonly toolCalls?: readonly ToolCall[] | undefined;
      /** Marks the last message as the beginning of the answer (prefix completion). */
      readonly prefix?: boolean | undefined;
    }
  | { readonly role: "tool"; readonly callId: string; readonly text: string };

/** An image as a `data:` URL. */
export interface ImagePart {
  readonly dataUrl: string;
}

/** What a user may set of an answer. A host's ranges are its dialect's; limits.ts holds a request against them. */
export interface Tuning {
  /** 0 to 2. Left out where the host ignores it (DeepSeek: while thinking). */
  readonly temperature?: number | undefined;
  /** 0 to 1. As `temperature`. */
  readonly topP?: number | undefined;
  /** Upper limit of the answer in tokens, thinking included. */
  readonly maxOutputTokens?: number | undefined;
  /** −2 to 2 at most hosts. As `temperature`. */
  readonly frequencyPenalty?: number | undefined;
  readonly presencePenalty?: number | undefined;
  /** Makes answers repeatable, as far as the host goes. A whole number. */
  readonly seed?: number | undefined;
  /** Answers side by side, from 1. */
  readonly count?: number | undefined;
  /** Whether the host tells how likely its tokens were; they are not shown. */
  readonly logprobs?: boolean | undefined;
  /** Likeliest other tokens to tell, 0 to 20; asks for `logprobs`. */
  readonly topLogprobs?: number | undefined;
  /** By token id, −100 to 100. */
  readonly logitBias?: Readonly<Record<string, number>> | undefined;
  /** A name for whoever asks, for the host's own records. */
  readonly user?: string | undefined;
  /** Texts at which the answer ends. */
  readonly stop?: readonly string[] | undefined;
}

/** A request for one answer. */
export interface ChatRequest extends Tuning {
  readonly purpose: Purpose;
  readonly model: string;
  /** What the settings or the host say of the model; missing: the dialect's own table holds. */
  readonly card?: Model | undefined;
  readonly messages: readonly Message[];
  readonly thinking: Effort;
  readonly tools?: readonly Tool[] | undefined;
  readonly toolChoice?: ToolChoice | undefined;
  /** Ask for a JSON object. */
  readonly json?: boolean | undefined;
  /** JSON Schema of that object, for hosts that take one. */
  readonly jsonSchema?: Readonly<Record<string, unknown>> | undefined;
}

/** A request for what stands between two texts (fill in the middle). */
export interface Completion extends Tuning {
  readonly model: string;
  /** What stands before. */
  readonly prompt: string;
  /** What stands after. */
  readonly suffix?: string | undefined;
}
