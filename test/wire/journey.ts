/**
 * What the tests of the transport share: settings, a log that can be searched for the key, requests that carry it.
 */
import assert from "node:assert/strict";
import type { Failure } from "../../src/core/failure.ts";
import type { NetworkSettings } from "../../src/provider/client.ts";
import {
  createTransport,
  type Outgoing,
  type Reply,
  type Transport,
  type Unsent,
} from "../../src/provider/transport.ts";
import { networkSettings } from "./networkSettings.ts";

/** A key that must turn up in no log and no failure. */
export const canaryKey = "sk-canary0123456789abcdef";

/** A transport whose settings a test may change while it runs. */
export interface Journey {
  readonly transport: Transport;
  readonly log: readonly string[];
  change(change: Partial<NetworkSettings>): void;
  post(url: string, options?: Partial<Outgoing>): Promise<Reply | Unsent | "aborted">;
  /** Sends and expects an answer. */
  reply(url: string, options?: Partial<Outgoing>): Promise<Reply>;
  /** Sends and expects none. */
  unsent(url: string, options?: Partial<Outgoing>): Promise<Unsent>;
  /** Sends, reads to the end, and gives the text. */
  text(url: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts a transport. */
export function startJourney(start: Partial<NetworkSettings> = {}): Journey {
  let settings = networkSettings(start);
  const log: string[] = [];
  const transport = createTransport({
    network: () => settings,
    log: {
      trace: (line) => void log.push(line()),
      info: (line) => void log.push(line),
      warn: (line) => void log.push(line),
    },
  });
  const post = async (url: string, options: Partial<Outgoing> = {}): Promise<Reply | Unsent | "aborted"> => {
    const outcome = await transport.send({
      url,
      method: "POST",
      headers: { authorization: `Bearer ${canaryKey}`, "content-type": "application/json" },
      body: '{"prompt":"secret"}',
      signal: new AbortController().signal,
      ...options,
    });
    assert.doesNotMatch(JSON.stringify([outcome, log]), /canary|secret/);
    return outcome;
  };
  const reply = async (url: string, options?: Partial<Outgoing>): Promise<Reply> => {
    const outcome = await post(url, options);
    assert.ok(outcome !== "aborted" && "read" in outcome, JSON.stringify(outcome));
    return outcome;
  };
  return {
    transport,
    log,
    change: (change) => void (settings = { ...settings, ...change }),
    post,
    reply,
    async unsent(url, options) {
      const outcome = await post(url, options);
      assert.ok(outcome !== "aborted" && "failure" in outcome, JSON.stringify(outcome));
      return outcome;
    },
    async text(url) {
      const { text, failure } = await readAll(await reply(url));
      assert.equal(failure, undefined);
      return text;
    },
    close: () => transport.close(),
  };
}

/** Reads a reply to its end. */
export async function readAll(
  reply: Reply,
): Promise<{ readonly text: string; readonly failure: Failure | undefined }> {
  let text = "";
  const failure = await reply.read((part) => void (text += part));
  return { text, failure };
}
