/**
 * One request, until it has its one end: opens exchanges, runs attempts, and goes on as course.ts decides after each.
 * Owns what is checked before anything is sent, and what a failure may tell.
 */
import type { ChatEvent, Ending } from "../core/event.ts";
import { isLoadingModel, type Failure } from "../core/failure.ts";
import { isLoopback } from "../core/loopback.ts";
import type { Log } from "../core/log.ts";
import type { Access } from "../core/model.ts";
import type { ChatRequest } from "../core/request.ts";
import { addUsage, type Usage } from "../core/usage.ts";
import { addressOf } from "./address.ts";
import { runAttempt, type Outcome } from "./attempt.ts";
import { createBatch, type Batch } from "./batch.ts";
import { scrub } from "./cleanText.ts";
import { wait, type Clock } from "./clock.ts";
import type { NetworkSettings, SendOptions } from "./client.ts";
import type { Call, Dialect, Exchange } from "./dialect.ts";
import { failed } from "./endings.ts";
import { plotCourse, type Favourite } from "./course.ts";
import type { Transport } from "./transport.ts";

/** What sending needs from the client. */
export interface SendingParts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Log;
  readonly userAgent: string;
  readonly random: () => number;
  readonly network: () => Pick<NetworkSettings, "idleTimeoutMs" | "localStartTimeoutMs">;
  /** By list of base URLs. */
  readonly favourites: Map<string, Favourite>;
}

/** What is to be sent. */
export interface Sending extends SendOptions {
  readonly dialect: Dialect;
  readonly request: ChatRequest;
  readonly access: Access;
}

/** Most bytes of a body where the dialect names no limit: DeepSeek's 48 MiB (PROVIDERS §2.7). */
const defaultBodyLimit = 48 * 1024 * 1024;

/** The longest wait before another attempt that is nothing to tell, in milliseconds. */
const unsaidMs = 1000;

/** Sends a request and reports what comes back. Never rejects. */
export async function sendRequest(parts: SendingParts, sending: Sending): Promise<Ending> {
  const voice = createVoice(parts, sending);
  let ending: Ending;
  try {
    ending = await attempts(parts, sending, voice);
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    parts.log.warn(`fault of our own while sending: ${name}`);
    ending = { reason: "failed", failure: { kind: "internal", code: name } };
  }
  voice.batch.add({ type: "end", ending });
  voice.flush();
  return ending;
}

/** How events get out. */
interface Voice {
  readonly batch: Batch;
  flush(): void;
  /** What has been reported so far was for an attempt that is given up. */
  startOver(): void;
}

function createVoice({ log }: SendingParts, { onEvents }: Sending): Voice {
  const batch = createBatch();
  let spent: Usage | undefined;
  let current: Usage | undefined;
  const counted = (event: ChatEvent): ChatEvent => {
    if (event.type !== "usage") return event;
    current = event.usage;
    return spent ? { type: "usage", usage: addUsage(spent, event.usage) } : event;
  };
  return {
    batch,
    flush() {
      const events = batch.take();
      if (events.length === 0) return;
      try {
        onEvents(events.some((event) => event.type === "usage") ? events.map(counted) : events);
      } catch (error) {
        log.warn(`a listener of a stream threw ${error instanceof Error ? error.name : typeof error}`);
      }
    },
    startOver() {
      if (current) spent = spent ? addUsage(spent, current) : current;
      current = undefined;
    },
  };
}

async function attempts(parts: SendingParts, sending: Sending, voice: Voice): Promise<Ending> {
  const { dialect, access, signal } = sending;
  const refusal = refuse(dialect, access);
  if (refusal) return failed(refusal);
  const course = plotCourse(parts, dialect, access.baseUrls);
  let request = sending.request;
  let attempt = 0;
  for (let isSame = false; ;) {
    if (signal.aborted) return { reason: "cancelled" };
    const base = access.baseUrls[course.index] ?? "";
    const { host } = told(base, "/");
    const exchange = dialect.open(request, access);
    if ("kind" in exchange) return failed({ ...exchange, host });
    const unfit = unfitCall(exchange.call, dialect);
    if (unfit) return failed({ ...unfit, host });
    if (!isSame) voice.batch.add({ type: "sending", attempt: ++attempt });
    voice.flush();
    const outcome = await oneAttempt(parts, sending, { exchange, base, host, attempt, isSame, voice });
    const next = course.after(outcome, request);
    if (!next) return outcome.ending;
    isSame = next.isSame === true;
    if (next.afterMs > unsaidMs) voice.batch.add({ type: "keep-alive" });
    voice.flush();
    voice.startOver();
    request = next.request;
    if (!(await wait(parts.clock, next.afterMs, signal))) return { reason: "cancelled" };
  }
}

interface Step {
  readonly exchange: Exchange;
  readonly base: string;
  readonly host: string;
  readonly attempt: number;
  /** The attempt is made again, because the host was not ready for it. */
  readonly isSame: boolean;
  readonly voice: Voice;
}

async function oneAttempt(parts: SendingParts, sending: Sending, step: Step): Promise<Outcome> {
  const { dialect, request, access, signal } = sending;
  const startedAt = parts.clock.now();
  const { idleTimeoutMs, localStartTimeoutMs } = parts.network();
  const isHere = isLoopback(new URL(told(step.base, "/").url).hostname);
  const outcome = await runAttempt(
    { ...parts, idleTimeoutMs, startTimeoutMs: isHere ? localStartTimeoutMs : idleTimeoutMs },
    {
      dialect,
      exchange: step.exchange,
      urlOf: (path) => told(step.base, path).url,
      key: access.key?.trim(),
      signal,
      batch: step.voice.batch,
      flush: () => step.voice.flush(),
    },
  );
  const ending = describedEnding(outcome.ending, step.host, access.key?.trim());
  const ms = parts.clock.now() - startedAt;
  const line = `${dialect.id} ${request.purpose} ${step.host} attempt ${step.attempt}: ${wordsFor(ending)}, ${ms} ms`;
  if (ending.reason === "cancelled" && dialect.billsAbandoned) {
    parts.log.info(`${dialect.id} goes on with an answer that is given up, and bills it`);
  }
  if (ending.reason !== "failed") parts.log.info(scrub(line, access.key));
  else if (step.isSame && isLoadingModel(ending.failure)) parts.log.trace(() => scrub(line, access.key));
  else parts.log.warn(scrub(line, access.key));
  return { ...outcome, ending };
}

/** Why nothing can be sent at all. */
function refuse(dialect: Dialect, access: Access): Failure | undefined {
  const address = addressOf(access.baseUrls[0] ?? "", "/");
  if ("failure" in address) return address.failure;
  const hasKey = (access.key ?? "").trim() !== "";
  if (!hasKey && !dialect.keyless && access.authentication !== "none") {
    return { kind: "key-missing", host: address.host };
  }
  return undefined;
}

/** Why a call can't be sent: a header that HTTP does not allow, or too long a body. */
export function unfitCall(call: Call, dialect: Dialect): Failure | undefined {
  for (const [name, value] of Object.entries(call.headers)) {
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7E\x80-\xFF]*$/.test(value)) continue;
    const isKey = name === "authorization" || name === "x-api-key";
    return isKey
      ? { kind: "key-refused", code: "invalid-characters" }
      : { kind: "bad-request", code: "invalid-header" };
  }
  const bytes = Buffer.byteLength(call.body ?? "");
  return bytes > (dialect.bodyLimit ?? defaultBodyLimit) ? { kind: "too-large" } : undefined;
}

/** An address that `refuse` and the course have let through. */
function told(base: string, path: string): { url: string; host: string } {
  const address = addressOf(base, path);
  if ("url" in address) return address;
  throw new Error("a base URL that was refused is in use; call refuse() before");
}

/** The ending with the host's name, and without the key whatever a host wrote. */
export function describedEnding(ending: Ending, host: string, key: string | undefined): Ending {
  if (ending.reason !== "failed") return ending;
  const { detail, code, requestId, ...rest } = ending.failure;
  const clean = (text: string) => scrub(text, key);
  return failed({
    host,
    ...rest,
    ...(detail === undefined ? {} : { detail: clean(detail) }),
    ...(code === undefined ? {} : { code: clean(code) }),
    ...(requestId === undefined ? {} : { requestId: clean(requestId) }),
  });
}

function wordsFor(ending: Ending): string {
  if (ending.reason !== "failed") return ending.reason;
  const { kind, status, code, requestId, detail } = ending.failure;
  return [kind, status, code, requestId, detail].filter((word) => word !== undefined).join(" ");
}
