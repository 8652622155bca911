/**
 * Those who are compared: each asks one question at a base URL and reports the words of the answer as they come.
 * Ours is the built bundle; the others are used as their own manuals say.
 */
import { createRequire } from "node:module";
import net from "node:net";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import tls from "node:tls";
import { createParser } from "eventsource-parser";
import { Agent } from "undici";
import { sonde } from "./ours.ts";
import { tail } from "./recording.ts";

/** Called with every piece of thinking or text, however a client cuts them. */
export type Hear = (kind: "thinking" | "text", piece: string) => void;

/** Asks once, and resolves when the answer is over and its connection free again. */
export type Contender = (baseUrl: string, hear: Hear) => Promise<void>;

export const contenderNames = ["raw socket", "by hand", "undici", "sonde", "openai", "ai"] as const;
export type ContenderName = (typeof contenderNames)[number];

export const key = "sk-benchmark";
export const question = "What does this function do?";
export const model = "deepseek-v4-pro";

/** What a benchmark needs of a package; its own types may not be installed. */
interface OpenAi {
  readonly default: new (options: { apiKey: string; baseURL: string; maxRetries: number }) => {
    readonly chat: {
      readonly completions: { create(body: object): Promise<AsyncIterable<OpenAiChunk>> };
    };
  };
}
interface OpenAiChunk {
  readonly choices: readonly {
    readonly delta: { readonly content?: string | null; readonly reasoning_content?: string | null };
  }[];
}
interface Ai {
  readonly streamText: (options: { model: unknown; prompt: string; maxRetries: number }) => {
    readonly fullStream: AsyncIterable<{ readonly type: string; readonly text?: string }>;
  };
}
interface AiDeepSeek {
  readonly createDeepSeek: (options: { apiKey: string; baseURL: string }) => (model: string) => unknown;
}

/** Makes one. `peers` is the folder with the peers' packages; `pem` the authority of the secure server. */
export function createContender(name: ContenderName, peers: string, pem: string): Contender {
  const load = createRequire(join(peers, "package.json"));
  switch (name) {
    case "raw socket":
      return rawSocket(pem, false);
    case "by hand":
      return rawSocket(pem, true);
    case "undici":
      return bareUndici(pem);
    case "sonde":
      return sonde();
    case "openai":
      return openai(load("openai") as OpenAi);
    case "ai":
      return ai(load("ai") as Ai, load("@ai-sdk/deepseek") as AiDeepSeek);
  }
}

const body = JSON.stringify({ model, stream: true, messages: [{ role: "user", content: question }] });
const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };

/** undici and eventsource-parser and nothing else. */
function bareUndici(pem: string): Contender {
  const agent = new Agent({ connect: { ca: pem } });
  return async (baseUrl, hear) => {
    const url = new URL(`${baseUrl}/chat/completions`);
    const request = { origin: url.origin, path: url.pathname, method: "POST", headers, body } as const;
    const reply = await agent.request(request);
    const parser = createParser({
      onEvent({ data }) {
        if (data !== "[DONE]") hearChunk(JSON.parse(data) as OpenAiChunk, hear);
      },
    });
    await new Promise<void>((resolve, reject) => {
      // Not setEncoding: 7.30 ignores it here.
      const decoder = new StringDecoder("utf8");
      reply.body.on("data", (bytes: Buffer) => parser.feed(decoder.write(bytes)));
      reply.body.on("end", resolve);
      reply.body.on("error", reject);
    });
  };
}

function hearChunk(chunk: OpenAiChunk, hear: Hear): void {
  const delta = chunk.choices[0]?.delta;
  if (delta?.reasoning_content) hear("thinking", delta.reasoning_content);
  if (delta?.content) hear("text", delta.content);
}

function openai(loaded: OpenAi): Contender {
  return async (baseURL, hear) => {
    const client = new loaded.default({ apiKey: key, baseURL, maxRetries: 0 });
    const messages = [{ role: "user", content: question }];
    for await (const chunk of await client.chat.completions.create({ model, messages, stream: true }))
      hearChunk(chunk, hear);
  };
}

function ai({ streamText }: Ai, { createDeepSeek }: AiDeepSeek): Contender {
  return async (baseURL, hear) => {
    const asked = createDeepSeek({ apiKey: key, baseURL })(model);
    for await (const part of streamText({ model: asked, prompt: question, maxRetries: 0 }).fullStream) {
      if (part.type === "text-delta") hear("text", part.text ?? "");
      else if (part.type === "reasoning-delta") hear("thinking", part.text ?? "");
    }
  };
}

/**
 * A socket without a client. `understands`: it reads the answer by hand, as the floor does, and delivers its words;
 * otherwise it only sees that bytes came.
 */
function rawSocket(pem: string, understands: boolean): Contender {
  const sockets = new Map<string, net.Socket>();
  return async (baseUrl, hear) => {
    const url = new URL(`${baseUrl}/chat/completions`);
    const place = { host: url.hostname, port: Number(url.port) };
    const socket =
      sockets.get(url.origin) ??
      (url.protocol === "https:" ? tls.connect({ ...place, ca: pem }) : net.connect(place)).setNoDelay(true);
    sockets.set(url.origin, socket);
    const lines = Object.entries({ host: url.host, ...headers, "content-length": body.length });
    const end = tail.subarray(-32);
    const read = understands ? readByHand(hear) : () => hear("text", "");
    let last: Buffer = Buffer.alloc(0);
    socket.write(
      `POST ${url.pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join("\r\n")}\r\n\r\n${body}`,
    );
    await new Promise<void>((resolve, reject) => {
      const onData = (bytes: Buffer): void => {
        read(bytes);
        last = bytes.length >= end.length ? bytes : Buffer.concat([last, bytes]);
        if (!last.subarray(-end.length).equals(end)) return;
        socket.off("data", onData).off("error", reject);
        resolve();
      };
      socket.on("data", onData).on("error", reject);
    });
  };
}

/** Reads events wherever they stand: what HTTP writes between them, heads and lengths, is passed over. */
function readByHand(hear: Hear): (bytes: Buffer) => void {
  const decoder = new StringDecoder("utf8");
  const mark = "data: ";
  let held = "";
  return (bytes) => {
    held += decoder.write(bytes);
    let from = 0;
    for (;;) {
      const start = held.indexOf(mark, from);
      const end = start < 0 ? -1 : held.indexOf("\n\n", start);
      if (end < 0) break;
      const data = held.slice(start + mark.length, end);
      if (data !== "[DONE]") hearChunk(JSON.parse(data) as OpenAiChunk, hear);
      from = end + 2;
    }
    held = held.slice(from);
  };
}

/** The least that any client must do, without a socket: UTF-8 to text, lines to objects. */
export function floor(pieces: readonly Buffer[], hear: Hear): void {
  const read = readByHand(hear);
  for (const piece of pieces) read(piece);
}
