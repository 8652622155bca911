/**
 * A client on a scripted transport and a virtual clock, for tests of retries, fail-over and abort.
 */
import type { ChatEvent, Ending } from "../../src/core/event.ts";
import type { Access } from "../../src/core/model.ts";
import type { ChatRequest } from "../../src/core/request.ts";
import { createClient, type Client, type NetworkSettings } from "../../src/provider/client.ts";
import type { Dialect } from "../../src/provider/dialect.ts";
import { deepseek } from "../../src/provider/dialects/deepseek.ts";
import { scriptedTransport, type Scene, type ScriptedTransport } from "./scriptedTransport.ts";
import { virtualClock, type VirtualClock } from "./virtualClock.ts";

/** A key that must never be seen again. */
export const secret = "sk-canary-0123456789abcdef";

/** Settings without proxy, with the idle times that are the default. */
export const network: NetworkSettings = {
  route: "direct",
  idleTimeoutMs: 300_000,
  localStartTimeoutMs: 3_600_000,
  proxy: "",
  noProxy: [],
  proxySupport: "off",
  proxyStrictSsl: true,
  proxyAuthorization: null,
  systemCertificates: false,
  environment: {},
};

/** Access to this base URL, or these. */
export function accessTo(...baseUrls: readonly string[]): Access {
  return { baseUrls, key: secret, authentication: "bearer", headers: {} };
}

/** A small question. */
export const question: ChatRequest = {
  purpose: "test",
  model: "deepseek-flash",
  messages: [{ role: "user", text: "what is it?" }],
  thinking: "high",
};

/** One request that runs, and what it has reported. */
export interface Run {
  readonly events: ChatEvent[];
  readonly batches: (readonly ChatEvent[])[];
  readonly ending: Promise<Ending>;
  readonly abort: () => void;
}

/** All that a test of the client needs. */
export interface Workbench {
  readonly client: Client;
  readonly clock: VirtualClock;
  readonly transport: ScriptedTransport;
  readonly lines: string[];
  send(given?: { dialect?: Dialect; request?: Partial<ChatRequest>; access?: Access }): Run;
}

/** A workbench whose host plays these scenes. */
export function workbench(scenes: readonly Scene[]): Workbench {
  const transport = scriptedTransport(scenes);
  const clock = virtualClock();
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const log = { info: write, warn: write, trace: (line: () => string) => write(line()) };
  const client = createClient(
    { network: () => network, log, userAgent: "sonde/test" },
    { transport, clock, random: () => 0 },
  );
  return {
    client,
    clock,
    transport,
    lines,
    send({ dialect = deepseek, request = {}, access = accessTo("https://api.deepseek.com") } = {}) {
      const control = new AbortController();
      const batches: (readonly ChatEvent[])[] = [];
      const events: ChatEvent[] = [];
      const ending = client.send(dialect, { ...question, ...request }, access, {
        signal: control.signal,
        onEvents(batch) {
          batches.push(batch);
          events.push(...batch);
        },
      });
      return { events, batches, ending, abort: () => control.abort() };
    },
  };
}
