/**
 * One request and its answer over one connection that already stands. Knows undici's `Client` only by the shape of
 * its `dispatch`, and the moment at which it starts to write: from there on the host may have seen the request.
 */
import { aborted, decodeBody, type BodyDecoder, type BodyOutcome } from "./body.ts";
import type { HeaderBag } from "./dialect.ts";
import { brokenFailure, codeOf } from "./networkFailures.ts";
import type { Outgoing, Reply, Unsent } from "./transport.ts";

/** What is needed of undici's `Client`. */
export interface Engine {
  dispatch(options: EngineRequest, handler: EngineHandler): boolean;
}

interface EngineRequest {
  readonly path: string;
  readonly method: "GET" | "POST" | "CONNECT";
  readonly headers: Record<string, string>;
  readonly body?: string | null;
}

interface EngineHandler {
  onRequestStart?(): void;
  onRequestUpgrade?(controller: unknown, status: number, headers: RawHeaders): void;
  onResponseStart?(controller: unknown, status: number, headers: RawHeaders): void;
  onResponseData?(controller: unknown, chunk: Buffer): void;
  onResponseEnd?(): void;
  onResponseError?(controller: unknown, error: Error): void;
}

/** Header values as Node hands them over. */
export type RawHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What an exchange does to its connection. */
export interface Hold {
  readonly engine: Engine;
  /** The answer is read to its end; the connection may carry the next request. */
  release(): void;
  /** The connection is of no use any more. */
  destroy(): void;
}

/**
 * Sends a request once. `"stale"`: the connection had ended before anything was written, so the request may go by
 * another one.
 */
export function exchange(
  hold: Hold,
  url: URL,
  outgoing: Outgoing,
): Promise<Reply | Unsent | "aborted" | "stale"> {
  const { pathname, search, host } = url;
  const body = createReplyBody(hold, host);
  const signal = outgoing.signal;
  return new Promise((resolve) => {
    let started = false;
    const abort = (): void => {
      hold.destroy();
      body.end(aborted);
      resolve("aborted");
    };
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    const headers = { "accept-encoding": "identity", ...outgoing.headers };
    hold.engine.dispatch(
      { path: pathname + search, method: outgoing.method, headers, body: outgoing.body ?? null },
      {
        onRequestStart() {
          started = true;
          // undici writes all of it in this turn. A listener that aborts meanwhile would take the socket away from it.
          if (outgoing.onSent) queueMicrotask(outgoing.onSent);
        },
        onResponseStart(_, status, raw) {
          // Those below 200 only announce the answer.
          if (status >= 200) resolve(body.replyTo(status, plainHeaders(raw)));
        },
        onResponseData: (_, chunk) => body.push(chunk),
        onResponseEnd() {
          signal.removeEventListener("abort", abort);
          hold.release();
          body.end(undefined);
        },
        onResponseError(_, error) {
          signal.removeEventListener("abort", abort);
          body.end(brokenFailure(error, host));
          resolve(
            started ? { failure: brokenFailure(error, host), connected: true } : unstarted(error, host),
          );
        },
      },
    );
  });
}

/** Nothing was written: undici refuses the request itself (a header, say), or the connection had ended. */
function unstarted(error: Error, host: string): Unsent | "stale" {
  if (codeOf(error) !== "UND_ERR_INVALID_ARG") return "stale";
  return {
    failure: { kind: "internal", host, code: "UND_ERR_INVALID_ARG", detail: error.message },
    connected: false,
  };
}

interface ReplyBody {
  replyTo(status: number, headers: HeaderBag): Reply;
  push(chunk: Buffer): void;
  end(how: BodyOutcome): void;
}

/**
 * What comes before `read` is called waits here. undici's parser is not paused: when the connection is reset while
 * it is, 7.30 throws an assertion out of the socket's event, which would end the process.
 */
function createReplyBody(hold: Hold, host: string): ReplyBody {
  const early: Buffer[] = [];
  let decoder: BodyDecoder | undefined;
  let over: { readonly how: BodyOutcome } | undefined;
  const end = (how: BodyOutcome): void => {
    over ??= { how };
    decoder?.end(over.how);
  };
  return {
    push: (chunk) => void (decoder === undefined ? early.push(chunk) : decoder.push(chunk)),
    end,
    replyTo: (status, headers) => ({
      status,
      headers,
      async read(onText) {
        decoder = decodeBody(headers["content-encoding"], onText);
        for (const chunk of early.splice(0)) decoder.push(chunk);
        if (over !== undefined) decoder.end(over.how);
        const how = await decoder.ended;
        if (over === undefined) hold.destroy();
        return how === undefined ? undefined : { host, ...how };
      },
      discard() {
        if (over === undefined) hold.destroy();
      },
    }),
  };
}

/** Headers with one value each. */
export function plainHeaders(raw: RawHeaders): HeaderBag {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) plain[name] = typeof value === "string" ? value : value.join(", ");
  }
  return plain;
}
