/**
 * The only file that opens a socket.
 */
import type { Failure } from "../core/failure.ts";
import type { Log } from "../core/log.ts";
import type { NetworkSettings } from "./client.ts";
import type { HeaderBag } from "./dialect.ts";

/** One HTTP request, ready to go. */
export interface Outgoing {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: HeaderBag;
  readonly body?: string | undefined;
  /** Aborting destroys the socket at once. */
  readonly signal: AbortSignal;
}

/** Response headers have arrived; the body waits until `read` is called. */
export interface Reply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: HeaderBag;
  /**
   * Hands the body over as it arrives, decoded as UTF-8, one call for each read of the socket. Resolves with
   * undefined when the body ended as it should, with a failure when it did not.
   */
  read(onText: (text: string) => void): Promise<Failure | undefined>;
  /** Lets the body go unread and frees its connection. */
  discard(): void;
}

/** Carries requests. Keeps connections alive between them. */
export interface Transport {
  /**
   * Sends a request exactly once, by whatever route. The failures are those of the way (unreachable, proxy,
   * certificate, address, redirected …); `connected` on a failure says whether the request may have reached the
   * host. An abort is reported as `"aborted"`. A redirect is never followed.
   */
  send(outgoing: Outgoing): Promise<Reply | Unsent | "aborted">;
  /** Opens a connection to an origin in advance and keeps it for the next request. Never fails. */
  warm(url: string): void;
  close(): Promise<void>;
}

/** A request that got no answer. */
export interface Unsent {
  readonly failure: Failure;
  /** False: the connection never stood, so the host has not seen the request. */
  readonly connected: boolean;
}

export declare function createTransport(options: { network: () => NetworkSettings; log: Log }): Transport;
