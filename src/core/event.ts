/**
 * What comes back while a model answers, whatever the host: the one language between the streaming client and
 * everything above it. Thinking and text are different events and never mixed.
 */
import type { Failure } from "./failure.ts";
import type { Cost } from "./pricing.ts";
import type { ToolCall } from "./request.ts";
import type { Usage } from "./usage.ts";

/** How an answer ended. Every answer ends with exactly one of these. */
export type Ending =
  | { readonly reason: "stop" | "length" | "filtered" | "tool-calls" | "cancelled" }
  | { readonly reason: "failed"; readonly failure: Failure };

/** One thing that happened while an answer arrived. `choice` is 0 unless several results were asked for. */
export type ChatEvent =
  /** The request is on its way; `attempt` counts from 1. */
  | { readonly type: "sending"; readonly attempt: number }
  /** The request is with the host, whole; the editor's route does not tell. */
  | { readonly type: "sent" }
  /** Response headers arrived. */
  | { readonly type: "accepted"; readonly requestId?: string | undefined }
  /** Life without content: a comment or a blank line, or a pause that the host wants. It has queued the request. */
  | { readonly type: "keep-alive" }
  | { readonly type: "thinking"; readonly text: string; readonly choice: number }
  | { readonly type: "text"; readonly text: string; readonly choice: number }
  /** All that came as text so far was thinking: a server left out where it began, and told where it ended. */
  | { readonly type: "rethought"; readonly choice: number }
  /** The thinking as the host's own pieces, once, at the end: what OpenRouter wants back verbatim. */
  | { readonly type: "reasoning-details"; readonly details: readonly unknown[]; readonly choice: number }
  /** A call of a tool, complete. */
  | { readonly type: "tool-call"; readonly call: ToolCall; readonly choice: number }
  /** The host's count; the last one of an answer counts. */
  | { readonly type: "usage"; readonly usage: Usage }
  /** `cost`: what all of it is likely to have cost, where the host did not come to count. No dialect knows it. */
  | { readonly type: "end"; readonly ending: Ending; readonly cost?: Cost | undefined };

/** Whether an event carries something of the answer: after it a request is never sent again unasked. */
export function isContent(event: ChatEvent): boolean {
  return event.type === "thinking" || event.type === "text" || event.type === "tool-call";
}
