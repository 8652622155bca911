/**
 * One sending of one exchange: from the call to the way it ended. Owns the reading of a reply, the watch over
 * silence and the abort; whether to send again is course.ts's.
 *
 * Everything that happens while a body is read happens in plain calls: no promise and no iterator for an event.
 */
import { isContent, type ChatEvent, type Ending } from "../core/event.ts";
import { isRetryable, type Failure } from "../core/failure.ts";
import type { Log } from "../core/log.ts";
import type { Batch } from "./batch.ts";
import type { OnText } from "./body.ts";
import { scrub } from "./cleanText.ts";
import { wait, watchIdle, type Clock, type IdleWatch } from "./clock.ts";
import type { Again, BodyEnd, Call, Dialect, Exchange } from "./dialect.ts";
import { requestIdIn } from "./failures.ts";
import { blamed, failed, hostIn, internal } from "./endings.ts";
import { readBody } from "./frames.ts";
import { longestWaitMs, retryAfter } from "./retry.ts";
import type { Reply, Transport } from "./transport.ts";

/** What an attempt needs from the client. */
export interface AttemptParts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Log;
  readonly userAgent: string;
  readonly idleTimeoutMs: number;
  /** How long the first byte of the answer may take, in milliseconds. */
  readonly startTimeoutMs: number;
}

/** What is to be sent, and who listens. */
export interface AttemptTask {
  readonly dialect: Dialect;
  readonly exchange: Exchange;
  /** Joins a call's path to the base URL of this attempt. */
  readonly urlOf: (path: string) => string;
  readonly key: string | undefined;
  readonly signal: AbortSignal;
  readonly batch: Batch;
  /** Called when a read may have filled the batch. */
  readonly flush: () => void;
}

/** How an attempt went. */
export interface Outcome {
  readonly ending: Ending;
  /** Whether anything of the answer was reported. */
  readonly hasContent: boolean;
  /**
   * Whether the host had the request, or part of it, in its hands. A failure that the host did not announce may
   * then still be billed.
   */
  readonly reached: boolean;
  /** Whether the host was making an answer that it could not be asked for: the request sent again is billed again. */
  readonly isMade: boolean;
}

/** The most of an error page that is read, in UTF-16 units. */
const longestErrorBody = 64 * 1024;

/** How long a connection may take to end by itself after the answer has, so that it can be used again. */
const drainMs = 2000;

/** Runs one attempt. The last events stay in the batch, for the client to add the end to. Never rejects. */
export function runAttempt(parts: AttemptParts, task: AttemptTask): Promise<Outcome> {
  return new Promise((resolve) => new Attempt(parts, task, resolve).start());
}

class Attempt {
  private readonly socket = new AbortController();
  private watch: IdleWatch;
  private hasBegun = false;
  private isOver = false;
  private hasContent = false;
  private reached = false;
  private isAccepted = false;
  private isReading = false;
  /** The host has taken the request and wants to be asked for the answer. */
  private isMade = false;
  private cancelDrain: (() => void) | undefined;
  /** The body has ended, by itself or because of `broken`. Replaced while a body is read. */
  private closeBody: (broken: Failure) => void = (broken) => this.settle(failed(broken));
  private readonly cancel = () => {
    this.guarded(() => this.reportUsage());
    this.settle({ reason: "cancelled" });
  };

  constructor(
    private readonly parts: AttemptParts,
    private readonly task: AttemptTask,
    private readonly resolve: (outcome: Outcome) => void,
  ) {
    this.watch = this.watchFor(parts.startTimeoutMs);
  }

  private watchFor(ms: number): IdleWatch {
    const idleSeconds = Math.round(ms / 1000);
    return watchIdle(this.parts.clock, ms, () =>
      this.guarded(() => this.closeBody({ kind: "stalled", idleSeconds })),
    );
  }

  /** The host is at its answer, or at an error page: what it may have had to load is loaded. */
  private begin(): void {
    if (this.hasBegun || this.isOver) return;
    this.hasBegun = true;
    this.watch.stop();
    this.watch = this.watchFor(this.parts.idleTimeoutMs);
  }

  start(): void {
    if (this.task.signal.aborted) {
      this.cancel();
      return;
    }
    this.task.signal.addEventListener("abort", this.cancel, { once: true });
    void this.run()
      .catch((error: unknown) => this.settle(internal(this.parts.log, error)))
      .finally(() => this.cancelDrain?.());
  }

  /** Ends the attempt, once. A connection whose answer is complete may end by itself; any other is destroyed. */
  private settle(ending: Ending, isComplete = false): void {
    if (this.isOver) return;
    this.isOver = true;
    this.watch.stop();
    this.task.signal.removeEventListener("abort", this.cancel);
    if (!isComplete) this.socket.abort();
    else if (this.isReading) this.cancelDrain = this.parts.clock.after(drainMs, () => this.socket.abort());
    const { hasContent, reached, isMade } = this;
    this.resolve({ ending, hasContent, reached, isMade });
  }

  /** The calls of an exchange, one after the other; nearly always there is one. */
  private async run(): Promise<void> {
    let next: Again | undefined = { call: this.task.exchange.call, afterMs: 0 };
    while (next && !this.isOver) {
      if (!(await wait(this.parts.clock, next.afterMs, this.socket.signal))) return;
      this.watch.touch();
      next = await this.send(next.call);
      this.isMade = next !== undefined;
    }
  }

  private async send(call: Call): Promise<Again | undefined> {
    const { log, transport, userAgent } = this.parts;
    // A log is shown to others: what was asked is none of its business.
    log.trace(() => `${call.method} ${call.path}, a body of ${(call.body ?? "").length} characters`);
    const reply = await transport.send({
      url: this.task.urlOf(call.path),
      method: call.method,
      // A compressed stream is held back by whoever compresses it, so none is asked for.
      headers: { ...call.headers, "accept-encoding": "identity", "user-agent": userAgent },
      body: call.body,
      signal: this.socket.signal,
      onSent: () => this.tellSent(),
    });
    if (this.isOver) {
      if (reply !== "aborted" && "read" in reply) reply.discard();
      return undefined;
    }
    this.watch.touch();
    if (reply === "aborted") this.cancel();
    else if ("failure" in reply) {
      this.reached ||= reply.connected;
      return this.fail(reply.failure);
    } else {
      this.reached = true;
      if (reply.status >= 200 && reply.status < 300) return await this.receive(reply, call);
      return await this.refuse(reply);
    }
    return undefined;
  }

  private tellSent(): void {
    if (this.isOver || this.isAccepted) return;
    this.task.batch.add({ type: "sent" });
    this.task.flush();
  }

  /**
   * Ends the attempt with the failure of a call, or gives the next call where the host is at work on the answer and
   * the trouble may pass: the same request again would be a second one, billed as well.
   */
  private fail(failure: Failure, isComplete = false): Again | undefined {
    if (!this.isMade || !isRetryable(failure)) {
      this.settle(failed(failure), isComplete);
      return undefined;
    }
    const next = this.task.exchange.close({ done: false });
    if ("call" in next) {
      this.parts.log.info(`${this.task.dialect.id}: asked again for an answer, because of ${failure.kind}`);
      const askedMs = Math.min(longestWaitMs, failure.retryAfterMs ?? 0);
      return { call: next.call, afterMs: Math.max(next.afterMs, askedMs) };
    }
    this.report(next);
    return undefined;
  }

  /** Reads a response that is not a success. Gives the next call where the answer is to be asked for again. */
  private async refuse(reply: Reply): Promise<Again | undefined> {
    let body = "";
    const told = (): Failure => {
      const failure = this.task.dialect.describe(reply.status, reply.headers, scrub(body, this.task.key));
      const asked = retryAfter(reply.headers, this.parts.clock.now());
      const target = failure.kind === "redirected" ? hostIn(reply.headers["location"]) : undefined;
      const details = {
        ...(target === undefined ? {} : { detail: target }),
        ...(asked === undefined ? {} : { retryAfterMs: asked }),
      };
      return { ...failure, ...details };
    };
    this.closeBody = () => this.settle(failed(told()));
    this.begin();
    await this.read(reply, (text) => {
      body += text.slice(0, longestErrorBody - body.length);
      if (body.length >= longestErrorBody) this.settle(failed(told()));
    });
    return this.isOver ? undefined : this.fail(told(), true);
  }

  /** Reads an answer. Gives the next call where the host wants to be asked again. */
  private async receive(reply: Reply, call: Call): Promise<Again | undefined> {
    const { exchange, flush, batch } = this.task;
    if (!this.isAccepted) batch.add({ type: "accepted", requestId: requestIdIn(reply.headers) });
    this.isAccepted = true;
    flush();
    let next: Again | undefined;
    const close = (end: BodyEnd, broken?: Failure) => {
      const last = exchange.close(end);
      if (!("call" in last))
        this.report(broken ? last.map((event) => blamed(event, broken)) : last, end.done);
      else if (broken && !isRetryable(broken)) this.settle(failed(broken));
      else next = last;
    };
    const body = readBody(call.framing, {
      frame: (frame) => this.report(exchange.receive(frame)),
      life: () => batch.add({ type: "keep-alive" }),
      done: () => close({ done: true }),
      tooLong: () => this.settle(failed({ kind: "malformed", code: "frame-too-long" })),
    });
    this.closeBody = (broken) => close(body.end(false), broken);
    const broken = await this.read(reply, (text, more) => {
      body.feed(text);
      if (!more && !this.isOver) flush();
    });
    if (!this.isOver && !next) close(body.end(broken === undefined), broken);
    return next;
  }

  /** Reads a body to its end. What comes after the end of the answer is ignored. */
  private async read(reply: Reply, onText: OnText): Promise<Failure | undefined> {
    this.isReading = true;
    const broken = await reply.read((text, more) => {
      if (this.isOver) return;
      if (!this.hasBegun) this.begin();
      else if (!more) this.watch.touch();
      try {
        onText(text, more);
      } catch (error) {
        this.settle(internal(this.parts.log, error));
      }
    });
    this.isReading = false;
    this.watch.touch();
    return broken;
  }

  /** What the host has counted of an answer that is given up: some say so far in every chunk. */
  private reportUsage(): void {
    if (this.isOver || !this.isAccepted) return;
    const last = this.task.exchange.close({ done: false });
    if (!("call" in last)) this.report(last.filter((event) => event.type === "usage"));
  }

  private report(events: readonly ChatEvent[], isComplete = false): void {
    for (const event of events) {
      if (this.isOver) return;
      if (event.type === "end") {
        // The host's own word: nothing is being made any more.
        this.isMade = false;
        this.settle(event.ending, isComplete || !this.isReading);
      } else {
        this.hasContent ||= isContent(event);
        this.task.batch.add(event);
      }
    }
  }

  /** Runs what a foreign hand calls, so that a fault of ours ends the attempt and not the process. */
  private guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.settle(internal(this.parts.log, error));
    }
  }
}
