/**
 * A plain HTTP client for the practice server's tests: gives the very bytes of an answer, and can go away halfway.
 */
import { request, type IncomingMessage } from "node:http";
import type { Practice } from "../../../src/practice/server.ts";

export interface RawAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export interface RawCall {
  readonly path?: string;
  readonly method?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request and resolves with its response, not read yet. */
export function send({ baseUrl, key }: Practice, call: RawCall): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const method = call.method ?? (call.body === undefined ? "GET" : "POST");
    const headers = { authorization: `Bearer ${call.key ?? key}`, ...call.headers };
    const outgoing = request(`${baseUrl}${call.path ?? "/chat/completions"}`, {
      method,
      headers,
      agent: false,
    });
    outgoing.once("response", resolve);
    outgoing.once("error", reject);
    outgoing.end(call.body);
  });
}

/** Reads a response to its end. */
export async function read(response: IncomingMessage): Promise<RawAnswer> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  const type = response.headers["content-type"] ?? "";
  return { status: response.statusCode ?? 0, type, body: Buffer.concat(parts).toString("utf8") };
}

/** Sends a chat request and reads the whole answer. */
export async function ask(
  practice: Practice,
  fields: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const body = JSON.stringify({ model: "practice", stream: true, ...fields });
  return read(await send(practice, { body, headers }));
}

/** One chunk of a stream, as far as tests look. */
export interface Chunk {
  readonly choices: readonly {
    readonly delta: { readonly content: string | null; readonly reasoning_content: string | null };
    readonly finish_reason: string | null;
  }[];
  readonly usage?: Readonly<Record<string, number>> & {
    readonly completion_tokens_details: { readonly reasoning_tokens: number };
    readonly prompt_tokens_details: { readonly cached_tokens: number };
  };
}

/** The JSON of every data event but `[DONE]`. */
export function chunksOf(body: string): readonly Chunk[] {
  return body
    .split("\n\n")
    .filter((event) => event.startsWith("data: {"))
    .map((event) => JSON.parse(event.slice("data: ".length)) as Chunk);
}

/** The words of a stream, put together. */
export function wordsOf(body: string): { readonly thinking: string; readonly text: string } {
  const deltas = chunksOf(body).map((chunk) => chunk.choices[0]?.delta);
  return {
    thinking: deltas.map((delta) => delta?.reasoning_content ?? "").join(""),
    text: deltas.map((delta) => delta?.content ?? "").join(""),
  };
}
