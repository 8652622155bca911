/**
 * The short notation in which wire cases are written: bytes of a DeepSeek stream on one side, events on the other.
 */
import type { ChatEvent, Ending } from "../../src/core/event.ts";
import type { Failure, FailureKind } from "../../src/core/failure.ts";
import type { Usage } from "../../src/core/usage.ts";

/** One chunk of a stream with this delta, as a server-sent event. */
export function chunk(delta: object, finish: string | null = null, more: object = {}): string {
  return data({
    id: "c1",
    object: "chat.completion.chunk",
    created: 1,
    model: "deepseek-flash",
    choices: [{ index: 0, delta, finish_reason: finish }],
    ...more,
  });
}

/** A server-sent event with this JSON. */
export function data(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** A piece of a tool call. */
export function toolChunk(piece: object): string {
  return chunk({ tool_calls: [piece] });
}

/** The chunk that opens a stream. */
export const opening = chunk({ role: "assistant", content: null, reasoning_content: "" });

/** The end of a stream. */
export const done = "data: [DONE]\n\n";

/** Text of the answer. */
export const T = (text: string, choice = 0): ChatEvent => ({ type: "text", text, choice });

/** Thinking. */
export const R = (text: string, choice = 0): ChatEvent => ({ type: "thinking", text, choice });

/** A whole tool call. */
export const C = (id: string, name: string, args: string): ChatEvent => ({
  type: "tool-call",
  call: { id, name, arguments: args },
  choice: 0,
});

/** Token counts. */
export const U = (usage: Usage): ChatEvent => ({ type: "usage", usage });

/** The end, as it should be. */
export const F = (reason: Exclude<Ending["reason"], "failed">): ChatEvent => ({
  type: "end",
  ending: { reason },
});

/** The end by a failure. */
export const E = (kind: FailureKind, more: Partial<Failure> = {}): ChatEvent => ({
  type: "end",
  ending: { reason: "failed", failure: { kind, ...more } },
});

const signsOfLife: ReadonlySet<ChatEvent["type"]> = new Set(["sending", "sent", "accepted", "keep-alive"]);

/** Events as they are compared: without signs of life, neighbouring pieces joined. */
export function told(events: readonly ChatEvent[]): readonly ChatEvent[] {
  const out: ChatEvent[] = [];
  for (const event of events) {
    const last = out.at(-1);
    if (signsOfLife.has(event.type)) continue;
    if (
      (event.type === "text" || event.type === "thinking") &&
      last?.type === event.type &&
      last.choice === event.choice
    ) {
      out[out.length - 1] = { ...last, text: last.text + event.text };
    } else out.push(event);
  }
  return out;
}
