/**
 * Our own client, as the built bundle: asked as the others are, asked over a connection that was opened in advance, and
 * asked by the chat, whose messages to the page are counted.
 */
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ConversationEvent } from "../../../src/core/conversation.ts";
import type { ChatRequest } from "../../../src/core/request.ts";
import { runAnswer } from "../../../src/host/features/chat/answer.ts";
import type { Client, createClient } from "../../../src/provider/client.ts";
import { deepseek } from "../../../src/provider/dialects/deepseek.ts";
import { createEncoder } from "../../../src/protocol/posting.ts";
import { root } from "../../vscode/machine/repository.ts";
import { networkSettings } from "../../wire/networkSettings.ts";
import { type Contender, type Hear, key, model, question } from "./contenders.ts";

const request: ChatRequest = {
  purpose: "chat",
  model,
  messages: [{ role: "user", text: question }],
  thinking: "high",
};
const accessTo = (baseUrl: string) =>
  ({ baseUrls: [baseUrl], key, authentication: "bearer", headers: {} }) as const;

function newClient(): Client {
  const load = createRequire(__filename);
  const bundle = load(join(root, "dist", "provider.js")) as { createClient: typeof createClient };
  const network = networkSettings({ environment: process.env });
  return bundle.createClient({
    network: () => network,
    log: { trace() {}, info() {}, warn() {} },
    userAgent: "Sonde/benchmark",
  });
}

async function askBy(client: Client, baseUrl: string, hear: Hear): Promise<void> {
  const ending = await client.send(deepseek, request, accessTo(baseUrl), {
    signal: new AbortController().signal,
    onEvents(events) {
      for (const event of events) {
        if (event.type === "thinking" || event.type === "text") hear(event.type, event.text);
      }
    },
  });
  if (ending.reason !== "stop") throw new Error(`sonde: ${JSON.stringify(ending)}`);
}

/** Ours among the others. */
export function sonde(): Contender {
  const client = newClient();
  return (baseUrl, hear) => askBy(client, baseUrl, hear);
}

/**
 * The wait for the first event by a client that has just been made, in milliseconds; `restMs`: how long before it is
 * asked the connection was opened, 0 for not at all.
 */
export async function firstOfNew(baseUrl: string, restMs: number): Promise<number> {
  const client = newClient();
  if (restMs > 0) {
    client.warm(accessTo(baseUrl));
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  const start = performance.now();
  let wait: number | undefined;
  await askBy(client, baseUrl, () => (wait ??= performance.now() - start));
  await client.close();
  if (wait === undefined) throw new Error("sonde heard nothing");
  return wait;
}

/** What the chat posts to its page for one answer. */
export interface Posted {
  readonly messages: number;
  /** Of the messages, as the JSON that VS Code sends. */
  readonly bytes: number;
  /** Of the text and the thinking, as JSON writes them. */
  readonly escapedBytes: number;
  /** Of the text and the thinking alone. */
  readonly textBytes: number;
}

/** Has the chat ask, and counts what its page would get. */
export async function postedBy(baseUrl: string): Promise<Posted> {
  const client = newClient();
  const signal = new AbortController().signal;
  const encode = createEncoder();
  let [messages, bytes, escapedBytes, textBytes] = [0, 0, 0, 0];
  const emit = (events: readonly ConversationEvent[]): void => {
    const posted = encode({ type: "events", sequence: ++messages, events, failures: [] });
    bytes += jsonBytes(posted);
    for (const event of events) {
      if (event.type !== "thinking" && event.type !== "text") continue;
      textBytes += Buffer.byteLength(event.text);
      escapedBytes += jsonBytes(event.text) - 2;
    }
  };
  await runAnswer({
    ask: ({ onEvents }) => client.send(deepseek, request, accessTo(baseUrl), { signal, onEvents }),
    choice: {
      dialect: deepseek,
      model: deepseek.unknownModel(model),
      effort: "high",
      offered: () => deepseek.models,
    },
    messages: request.messages,
    purpose: "chat",
    turn: randomUUID(),
    signal,
    emit,
  });
  await client.close();
  return { messages, bytes, escapedBytes, textBytes };
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
