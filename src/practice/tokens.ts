/**
 * How the practice model counts. There is no tokenizer here: a token is taken to be three bytes of UTF-8, which is
 * near the truth for code and English, and all counts of one answer add up. Owns the prefix cache's arithmetic too.
 */
import type { AskedMessage } from "./asked.ts";

const bytesOfToken = 3;
/** The prefix cache counts in units of this many tokens (DeepSeek's note of August 2024). */
const unit = 64;

/** Tokens of a text, estimated from its bytes. */
export function tokensOf(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / bytesOfToken);
}

/** The longest beginning of a text that has at most this many tokens. No character is cut in half. */
export function firstTokens(text: string, tokens: number): string {
  const bytes = Buffer.from(text);
  let end = tokens * bytesOfToken;
  if (bytes.length <= end) return text;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString("utf8", 0, end);
}

/** The messages as one text, as a prompt is seen by a prefix cache. */
export function promptOf(messages: readonly AskedMessage[]): string {
  return messages.map((message) => `<${message.role}>\n${message.text}\n`).join("");
}

/** Tokens at the beginning of a prompt that an earlier prompt began with as well, in whole units. */
export function sharedTokens(prompt: string, earlier: string): number {
  const most = Math.min(prompt.length, earlier.length);
  let same = 0;
  while (same < most && prompt.charCodeAt(same) === earlier.charCodeAt(same)) same += 1;
  const tokens = Math.floor(Buffer.byteLength(prompt.slice(0, same)) / bytesOfToken);
  return Math.floor(tokens / unit) * unit;
}
