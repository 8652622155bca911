/**
 * Keeps connections between requests, by origin: which ones rest, which one is being opened in advance, when they
 * end. Opens none itself; how that is done is transport.ts's affair.
 */
import type { Failure } from "../core/failure.ts";

/** One connection to an origin. It carries one request at a time. */
export interface Connection {
  /** Lets it wait for the next request: it keeps no process alive, and ends itself after a while. */
  rest(): void;
  /** Readies it for a request; false where the other side has closed it meanwhile. */
  wake(): Promise<boolean>;
  /** Ends it at once, whatever it is doing. Resolves when its socket is closed. */
  destroy(): Promise<void>;
  /** Calls back once when its socket has closed. */
  onClosed(listener: () => void): void;
}

/** Opens a connection, or says why none stands; any of the signals ends the attempt. */
export type Open<C extends Connection> = (
  url: URL,
  limitMs: number,
  signals: AbortSignal[],
) => Promise<C | Failure>;

/** A connection for one request. `reused`: it has rested before, so it may turn out to be stale. */
export interface Lease<C extends Connection> {
  readonly connection: C;
  readonly reused: boolean;
}

/** The connections made under one set of network settings. */
export interface Connections<C extends Connection> {
  /** Finds or opens a connection. `limitMs` bounds the opening. */
  lease(url: URL, limitMs: number, signal: AbortSignal): Promise<Lease<C> | Failure | "aborted">;
  /** Takes a connection back whose request is done. */
  release(url: URL, connection: C): void;
  /** Opens one in advance, unless one rests or is being opened. Says how that went; undefined: nothing to do. */
  warm(url: URL, limitMs: number): Promise<C | Failure | undefined>;
  /** Ends what rests; running requests end in peace, and their connections after them. */
  retire(): void;
  /** Ends everything. */
  close(): Promise<void>;
}

/** An empty set of connections. */
export function createConnections<C extends Connection>(open: Open<C>): Connections<C> {
  const resting = new Map<string, C[]>();
  const openings = new Map<string, Promise<C | Failure>>();
  const living = new Set<C>();
  const life = new AbortController();
  let retired = false;

  async function begin(url: URL, limitMs: number, signals: AbortSignal[]): Promise<C | Failure> {
    const connection = await open(url, limitMs, [...signals, life.signal]);
    if ("kind" in connection) return connection;
    living.add(connection);
    connection.onClosed(() => {
      living.delete(connection);
      const others = resting.get(url.origin)?.filter((other) => other !== connection) ?? [];
      if (others.length > 0) resting.set(url.origin, others);
      else resting.delete(url.origin);
    });
    return connection;
  }

  function release(url: URL, connection: C): void {
    if (retired) return void connection.destroy();
    connection.rest();
    resting.set(url.origin, [...(resting.get(url.origin) ?? []), connection]);
  }

  /** The youngest that rests: it is the likeliest to be open still. */
  async function awaken(origin: string): Promise<C | undefined> {
    for (let next = resting.get(origin)?.pop(); next !== undefined; next = resting.get(origin)?.pop()) {
      if (await next.wake()) return next;
      void next.destroy();
    }
    return undefined;
  }

  async function lease(
    url: URL,
    limitMs: number,
    signal: AbortSignal,
  ): Promise<Lease<C> | Failure | "aborted"> {
    const rested = await awaken(url.origin);
    if (rested !== undefined && !signal.aborted) return { connection: rested, reused: true };
    const early = rested ?? openings.get(url.origin);
    openings.delete(url.origin);
    const got = await (early === undefined ? begin(url, limitMs, [signal]) : unlessAborted(early, signal));
    if (got === "aborted" || signal.aborted) {
      void Promise.resolve(early ?? got).then((spare) => typeof spare === "object" && putBack(url, spare));
      return "aborted";
    }
    return "kind" in got ? got : { connection: got, reused: false };
  }

  function putBack(url: URL, spare: C | Failure): void {
    if (!("kind" in spare)) release(url, spare);
  }

  async function warm(url: URL, limitMs: number): Promise<C | Failure | undefined> {
    const rests = (resting.get(url.origin)?.length ?? 0) > 0;
    if (retired || rests || openings.has(url.origin)) return undefined;
    const opening = begin(url, limitMs, []);
    openings.set(url.origin, opening);
    const got = await opening;
    // A request may have taken it by now.
    if (openings.get(url.origin) === opening) {
      openings.delete(url.origin);
      putBack(url, got);
    }
    return got;
  }

  function retire(): void {
    retired = true;
    for (const connection of [...resting.values()].flat()) void connection.destroy();
    resting.clear();
  }

  async function close(): Promise<void> {
    retire();
    life.abort();
    await Promise.all([...living].map((connection) => connection.destroy()));
  }

  return { lease, release, warm, retire, close };
}

/** Waits for a value, but no longer than until the signal aborts. */
async function unlessAborted<T>(value: T | Promise<T>, signal: AbortSignal): Promise<T | "aborted"> {
  let abort = (): void => {};
  const aborted = new Promise<"aborted">((resolve) => {
    abort = () => resolve("aborted");
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([value, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
