/**
 * The streaming client: the only loop that sends, receives, polls, retries, fails over and aborts. What the bytes
 * mean is the dialect's, how they travel is the transport's.
 */
import type { ChatEvent, Ending } from "../core/event.ts";
import type { Failure } from "../core/failure.ts";
import type { Log } from "../core/log.ts";
import type { Access, Model } from "../core/model.ts";
import type { ChatRequest } from "../core/request.ts";
import type { Balance, Dialect } from "./dialect.ts";

/** How requests travel: `direct` by undici, `editor` by the editor's own fetch, `auto` as each origin needs. */
export type Route = "auto" | "direct" | "editor";

/** What the transport must know of the network. Read anew for every request, because settings change. */
export interface NetworkSettings {
  readonly route: Route;
  /** Milliseconds without a byte, keep-alives included, before an answer counts as stalled. */
  readonly idleTimeoutMs: number;
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
  /** The models that the host lists. */
  listModels(dialect: Dialect, access: Access, signal: AbortSignal): Promise<readonly Model[] | Failure>;
  /** The money left, where the host tells. */
  readBalance(dialect: Dialect, access: Access, signal: AbortSignal): Promise<readonly Balance[] | Failure>;
  /** Opens a connection in advance, so that the first request does not wait for the TLS handshake. */
  warm(access: Access): void;
  close(): Promise<void>;
}

export declare function createClient(options: ClientOptions): Client;
