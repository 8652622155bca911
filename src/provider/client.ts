/**
 * The streaming client, as everything above it sees it. Its loop is in sending.ts and attempt.ts; what the bytes
 * mean is the dialect's, how they travel is the transport's.
 */
import type { ChatEvent, Ending } from "../core/event.ts";
import type { Failure } from "../core/failure.ts";
import type { Log } from "../core/log.ts";
import type { Access, Model } from "../core/model.ts";
import type { ChatRequest, Completion } from "../core/request.ts";
import { wallClock, type Clock } from "./clock.ts";
import type { Balance, Dialect, Exchange } from "./dialect.ts";
import { modelLister } from "./modelLists.ts";
import { ask, type Told } from "./query.ts";
import { sendRequest, type SendingParts } from "./sending.ts";
import { addressOf } from "./address.ts";
import { createTransport, type Transport } from "./transport.ts";

/** How requests travel: `direct` by undici, `editor` by the editor's own fetch, `auto` as each origin needs. */
export type Route = "auto" | "direct" | "editor";

/** What the transport must know of the network. Read anew for every request, because settings change. */
export interface NetworkSettings {
  readonly route: Route;
  /** Milliseconds without a byte, keep-alives included, before an answer counts as stalled. */
  readonly idleTimeoutMs: number;
  /** The same before the first byte of an answer of a server on this machine, which may have to load its model. */
  readonly localStartTimeoutMs: number;
  /** VS Code's `http.proxy`; empty: the environment decides. */
  readonly proxy: string;
  /** VS Code's `http.noProxy`. */
  readonly noProxy: readonly string[];
  /** VS Code's `http.proxySupport`: `off` ignores every proxy. */
  readonly proxySupport: string;
  /** VS Code's `http.proxyStrictSSL`: whether the proxy's own certificate is checked. */
  readonly proxyStrictSsl: boolean;
  /** VS Code's `http.proxyAuthorization`: sent as `Proxy-Authorization`. */
  readonly proxyAuthorization: string | null;
  /** VS Code's `http.systemCertificates`. */
  readonly systemCertificates: boolean;
  /** Environment variables (`HTTPS_PROXY`, `NO_PROXY`, …). */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface ClientOptions {
  readonly network: () => NetworkSettings;
  readonly log: Log;
  /** Sent as `User-Agent`. */
  readonly userAgent: string;
}

export interface SendOptions {
  readonly signal: AbortSignal;
  /**
   * Gets the events in batches, one batch for each read of the socket at most; the last batch ends with the one
   * `end` event. Must not throw.
   */
  readonly onEvents: (events: readonly ChatEvent[]) => void;
}

/** A client keeps its connections alive between requests; `close` ends them. */
export interface Client {
  /** Sends one request and reports what comes back. Never rejects: every outcome is an `end` event. */
  send(dialect: Dialect, request: ChatRequest, access: Access, options: SendOptions): Promise<Ending>;
  /** The same for what stands between two texts; a failure where the host has no such request. */
  complete(dialect: Dialect, completion: Completion, access: Access, options: SendOptions): Promise<Ending>;
  /** An empty answer where the host takes the key, or has no call of its own to check it. */
  checkKey(dialect: Dialect, access: Access, signal: AbortSignal): Promise<Told<never>>;
  /** The models that the host lists; undefined where the signal was aborted before it had. */
  listModels(dialect: Dialect, access: Access, signal: AbortSignal): Promise<Told<Model>>;
  /** The money left, where the host tells; undefined where the signal was aborted before it had. */
  readBalance(dialect: Dialect, access: Access, signal: AbortSignal): Promise<Told<Balance>>;
  /** Opens a connection in advance, so that the first request does not wait for the TLS handshake. */
  warm(access: Access): void;
  close(): Promise<void>;
}

/** What tests put in place of the network, of time and of chance. */
export interface ClientParts {
  readonly transport?: Transport;
  readonly clock?: Clock;
  /** 0 to 1. */
  readonly random?: () => number;
}

/** A client. Opens nothing until it is asked to. */
export function createClient(options: ClientOptions, replaced: ClientParts = {}): Client {
  const { log, network, userAgent } = options;
  const transport = replaced.transport ?? createTransport({ network, log });
  const parts: SendingParts = {
    transport,
    log,
    userAgent,
    clock: replaced.clock ?? wallClock,
    random: replaced.random ?? Math.random,
    network,
    favourites: new Map(),
  };
  return {
    send: (dialect, request, access, given) => sendRequest(parts, { dialect, request, access, ...given }),
    complete(dialect, completion, access, given) {
      const { model } = completion;
      const request: ChatRequest = { purpose: "complete", model, messages: [], thinking: "off" };
      const open = (): Exchange | Failure =>
        dialect.complete?.(completion, access) ?? { kind: "bad-request", code: "no-completion" };
      const completing = { ...dialect, open, repair: () => undefined };
      return sendRequest(parts, { dialect: completing, request, access, ...given });
    },
    checkKey(dialect, access, signal) {
      const { checkKey: call } = dialect;
      return ask(parts, { question: call && { call, read: () => [] }, dialect, access, signal });
    },
    listModels: modelLister(parts),
    readBalance: (dialect, access, signal) =>
      ask(parts, { question: dialect.balance, dialect, access, signal }),
    warm(access) {
      const address = addressOf(access.baseUrls[0] ?? "", "/");
      if ("url" in address) transport.warm(address.url);
    },
    close: () => transport.close(),
  };
}
