/**
 * Names of tools on the wire: hosts allow `[A-Za-z0-9_-]{1,64}` only, tools are named as their owners like. Pure.
 */
import type { ChatRequest } from "../../core/request.ts";

/** Names of one request's tools, both ways. */
export interface ToolNames {
  toWire(name: string): string;
  /** A name that the model made up comes back as it is. */
  fromWire(name: string): string;
}

/** Longest name that DeepSeek accepts (PROVIDERS §2.2). */
const longest = 64;

/**
 * The names of a request, from its tools and then its history. Two names that would become the same get a number,
 * in the order in which they first appear, so that the same history always gets the same bytes.
 */
export function toolNames(request: ChatRequest): ToolNames {
  const out = new Map<string, string>();
  const back = new Map<string, string>();
  const add = (name: string) => {
    if (out.has(name)) return;
    const plain = name.replaceAll(/[^A-Za-z0-9_-]/g, "_").slice(0, longest) || "tool";
    let wire = plain;
    for (let number = 2; back.has(wire); number++) {
      const suffix = `_${number}`;
      wire = plain.slice(0, longest - suffix.length) + suffix;
    }
    out.set(name, wire);
    back.set(wire, name);
  };
  for (const tool of request.tools ?? []) add(tool.name);
  for (const message of request.messages) {
    if (message.role === "assistant") for (const call of message.toolCalls ?? []) add(call.name);
  }
  if (typeof request.toolChoice === "object") add(request.toolChoice.name);
  return {
    toWire: (name) => out.get(name) ?? name,
    fromWire: (name) => back.get(name) ?? name,
  };
}
