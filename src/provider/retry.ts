/**
 * When to send again: the wait before a retry, from what the host asks for or else growing by itself. Pure;
 * course.ts decides whether to retry at all.
 */
import type { HeaderBag } from "./dialect.ts";

/** Retries of one request at most, the first sending not counted. */
export const mostRetries = 3;

/**
 * Retries at most of a request that the host may have worked on before it failed, and so may bill: its connection
 * broke after the request was on it, or the answer was empty.
 */
export const mostCostlyRetries = 1;

/** Longest wait that a host's `Retry-After` can cause, in milliseconds. One that asks for more is not asked again. */
export const longestWaitMs = 60_000;

/** Time between two questions to a server that is loading its model, in milliseconds. */
export const loadingPauseMs = 2000;

/** How long a server may go on loading its model before that is a failure, in milliseconds. */
export const loadingPatienceMs = 300_000;

/** Beyond a day a `Retry-After` is taken for a mistake. */
const absurdMs = 86_400_000;

/**
 * What the host asks us to wait, in milliseconds: `retry-after-ms`, else `retry-after` in seconds or as an HTTP
 * date. Undefined where it says nothing or nothing sensible (negative, longer than a day, not a number).
 */
export function retryAfter(headers: HeaderBag, now: number): number | undefined {
  return (
    sensible(number(headers["retry-after-ms"])) ??
    sensible(seconds(headers["retry-after"])) ??
    sensible(untilDate(headers["retry-after"], now))
  );
}

/**
 * The wait before retry number `retry` (from 1) where the host asks for none: half a second, doubled each time, at
 * most 8 s, less up to a quarter so that many clients do not come back in step. `random` is 0 to 1.
 */
export function backoff(retry: number, random: number): number {
  const full = Math.min(8000, 500 * 2 ** Math.max(0, retry - 1));
  return Math.round(full * (1 - random / 4));
}

/** The wait before a retry, in milliseconds, never longer than `longestWaitMs`. */
export function waitBefore(retry: number, askedMs: number | undefined, random: number): number {
  return askedMs === undefined ? backoff(retry, random) : Math.min(longestWaitMs, askedMs);
}

function number(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

function seconds(text: string | undefined): number | undefined {
  const value = number(text);
  return value === undefined ? undefined : value * 1000;
}

function untilDate(text: string | undefined, now: number): number | undefined {
  if (text === undefined || number(text) !== undefined) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at - now;
}

function sensible(ms: number | undefined): number | undefined {
  return ms !== undefined && ms >= 0 && ms <= absurdMs ? Math.round(ms) : undefined;
}
