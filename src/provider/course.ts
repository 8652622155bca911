/**
 * Decides after each attempt of a request whether to mend the request, to go to another base URL, to wait and try
 * again, or to give up. Pure but for the memory of fail-overs; the wait's length is retry.ts's.
 *
 * Nothing is ever sent again after the first word of the answer. Before that, a host that says no (429, 5xx) or was
 * never reached is asked up to three times more; these cost nothing. A request that was on its way to the host when
 * the connection broke, or that got an empty answer, may have been worked on and billed: it is sent once more, not
 * three times, because the usual cause is a kept connection that the host has just closed; the log says so, and
 * what a first answer was billed is added to the usage of the second. A request whose answer the host is making, and
 * wants to be asked for, is never sent again: an attempt asks for the answer until it is there (attempt.ts). A server
 * that is loading its model is asked until it has: that is one attempt, because it has taken none of them.
 */
import { isLoadingModel, isRetryable, type Failure, type FailureKind } from "../core/failure.ts";
import type { Log } from "../core/log.ts";
import type { ChatRequest } from "../core/request.ts";
import { addressOf } from "./address.ts";
import type { Outcome } from "./attempt.ts";
import type { Clock } from "./clock.ts";
import type { Dialect } from "./dialect.ts";
import {
  loadingPatienceMs,
  loadingPauseMs,
  longestWaitMs,
  mostCostlyRetries,
  mostRetries,
  waitBefore,
} from "./retry.ts";

/** Which fail-over serves a list of base URLs for now. */
export interface Favourite {
  readonly index: number;
  /** When the primary is to be tried again, milliseconds since 1970. */
  readonly until: number;
}

/** What decisions depend on. */
export interface CourseParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  /** By list of base URLs. */
  readonly favourites: Map<string, Favourite>;
}

/** How long a fail-over serves before the primary is tried again. */
const favouriteMs = 60_000;

/** What to do next with a request that failed. */
export interface Next {
  readonly request: ChatRequest;
  readonly afterMs: number;
  /** The host was not ready for the attempt: it is made again, and is no further one. */
  readonly isSame?: boolean | undefined;
}

/** The way through retries, fail-overs and repairs of one request. */
export interface Course {
  /** Index of the base URL to use. */
  readonly index: number;
  /** What follows an attempt; undefined: it was the last. */
  after(outcome: Outcome, request: ChatRequest): Next | undefined;
}

/** The course of one request through these base URLs. */
export function plotCourse(parts: CourseParts, dialect: Dialect, baseUrls: readonly string[]): Course {
  const { clock, log, random } = parts;
  const ways = createWays(parts, baseUrls);
  const repaired = new Set<FailureKind>();
  let retries = 0;
  let costly = 0;
  /** When the host first said that it was loading its model, milliseconds since 1970. */
  let loadingSince: number | undefined;

  function mend(request: ChatRequest, failure: Failure): Next | undefined {
    const mended = repaired.has(failure.kind) ? undefined : dialect.repair?.(request, failure);
    if (!mended) return undefined;
    repaired.add(failure.kind);
    log.info(`${dialect.id}: sent again with a changed request, because of ${failure.kind}`);
    return { request: mended, afterMs: 0 };
  }

  /** The next question to a server that is loading its model; undefined once it has taken too long. */
  function onceLoaded(request: ChatRequest, failure: Failure): Next | undefined {
    if (loadingSince === undefined) log.info(`${dialect.id}: asked again until its model is loaded`);
    loadingSince ??= clock.now();
    const afterMs = Math.max(loadingPauseMs, failure.retryAfterMs ?? 0);
    const isLate = clock.now() + afterMs > loadingSince + loadingPatienceMs;
    return isLate ? undefined : { request, afterMs, isSame: true };
  }

  function again(outcome: Outcome, request: ChatRequest, failure: Failure): Next | undefined {
    const isLoading = isLoadingModel(failure);
    if (!isRetryable(failure) || (retries >= mostRetries && !isLoading)) return undefined;
    if (outcome.reached && mayBeBilled(failure)) {
      if (costly >= mostCostlyRetries) return undefined;
      costly++;
      log.warn(`${dialect.id}: sent again although the host may have worked on it (${failure.kind})`);
    }
    const isNew = switches(failure, outcome.reached) && ways.advance();
    // A host that wants to be left alone for long is: the person decides what to do meanwhile.
    if (!isNew && (failure.retryAfterMs ?? 0) > longestWaitMs) return undefined;
    if (!isNew && isLoading) return onceLoaded(request, failure);
    retries++;
    const afterMs = isNew ? 0 : waitBefore(retries, failure.retryAfterMs, random());
    return { request, afterMs };
  }

  return {
    get index() {
      return ways.index;
    },
    after(outcome, request) {
      const { ending } = outcome;
      if (outcome.hasContent || ending.reason !== "failed") {
        if (ending.reason !== "cancelled") ways.remember();
        return undefined;
      }
      if (outcome.isMade) return undefined;
      return mend(request, ending.failure) ?? again(outcome, request, ending.failure);
    },
  };
}

/** The base URLs of a request, and which of them is in use. */
interface Ways {
  readonly index: number;
  /** Goes to the next base URL that is fit for use; true where it has not been tried yet. */
  advance(): boolean;
  /** The one in use works. */
  remember(): void;
}

function createWays({ clock, favourites }: CourseParts, baseUrls: readonly string[]): Ways {
  const listed = baseUrls.join(" ");
  const favourite = favourites.get(listed);
  const fit = baseUrls.map((base) => "url" in addressOf(base, "/"));
  let index = favourite && favourite.until > clock.now() ? favourite.index : 0;
  const tried = new Set([index]);
  return {
    get index() {
      return index;
    },
    advance() {
      const steps = baseUrls.map((_, step) => (index + 1 + step) % baseUrls.length);
      index = steps.find((step) => fit[step]) ?? index;
      const isNew = !tried.has(index);
      tried.add(index);
      return isNew;
    },
    remember() {
      if (index === 0) favourites.delete(listed);
      else if ((favourites.get(listed)?.until ?? 0) <= clock.now()) {
        favourites.set(listed, { index, until: clock.now() + favouriteMs });
      }
    },
  };
}

/** Whether a failure that the host did not announce may hide work that it bills. */
function mayBeBilled({ kind }: Failure): boolean {
  return kind === "unreachable" || kind === "truncated" || kind === "empty";
}

/** Whether another base URL may do better: the host was not reached, or has trouble of its own. Never after a 4xx. */
function switches({ kind, status }: Failure, reached: boolean): boolean {
  if (status !== undefined && status < 500) return false;
  return kind === "server" || kind === "overloaded" || (kind === "unreachable" && !reached);
}
