/**
 * Asks the rules as a request would, without a server.
 */
import { readAsked } from "../../../src/practice/asked.ts";
import { reply, type Reply } from "../../../src/practice/reply.ts";

/** The reply to messages; texts alone are the person's. */
export function answer(
  messages: readonly (string | { readonly role: string; readonly content: string })[],
  purpose?: string,
  effort = "high",
): Reply {
  const body = {
    model: "practice",
    messages: messages.map((one) => (typeof one === "string" ? { role: "user", content: one } : one)),
    thinking: { type: "enabled" },
    reasoning_effort: effort,
  };
  const asked = readAsked(JSON.stringify(body), purpose);
  if ("refused" in asked) throw new Error(asked.refused);
  return reply(asked);
}

/** A file as the chat attaches it. */
export function attached(path: string, language: string, code: string): string {
  return `<file path="${path}" language="${language}">\n${code}</file>\n\n`;
}
