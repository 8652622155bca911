/**
 * Waits for a connection to stand. Knows events, not sockets: it opens nothing itself.
 */
import type { EventEmitter } from "node:events";
import { CodedError } from "./networkFailures.ts";

/** What can be waited for: a socket that is being connected. */
export type Opening = EventEmitter & { destroy(error?: Error): unknown };

/**
 * Resolves when the event comes; rejects with the socket's error, with what the signal was aborted with, or with
 * `ECONNRESET` when the socket closes without a word. A socket that is not to be used any more is destroyed.
 */
export async function opened<T extends Opening>(socket: T, event: string, signal: AbortSignal): Promise<T> {
  // Stays for the socket's life: between requests nobody else listens, and an unheard error ends the process.
  socket.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      socket.destroy();
      reject(signal.reason);
    };
    const forget = (): void => signal.removeEventListener("abort", abort);
    socket.once(event, () => (forget(), resolve()));
    socket.once("error", (error) => (forget(), socket.destroy(), reject(error)));
    socket.once("close", () => (forget(), reject(new CodedError("ECONNRESET", "closed while connecting"))));
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
  return socket;
}

/** A signal that aborts with `ETIMEDOUT` after a time in milliseconds, or with any of the given signals. */
export function withDeadline(
  ms: number,
  signals: readonly AbortSignal[],
): { readonly signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort(new CodedError("ECANCELED", "cancelled"));
  const timer = setTimeout(
    () => controller.abort(new CodedError("ETIMEDOUT", `no connection within ${ms / 1000} s`)),
    ms,
  );
  for (const signal of signals) {
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  }
  const clear = (): void => {
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener("abort", abort);
  };
  return { signal: controller.signal, clear };
}
