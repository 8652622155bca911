/**
 * What one request tells about itself while it runs, and the entry that the ledger gets when it has ended. Features ask
 * by ask.ts; keys are tried by probe.ts.
 */
import { isContent, type ChatEvent, type Ending } from "../../core/event.ts";
import type { LedgerEntry } from "../../core/ledger.ts";
import type { Model } from "../../core/model.ts";
import { roughPrompt, roughTokens } from "../../core/context/roughTokens.ts";
import { addCost, costOf, type Cost } from "../../core/pricing.ts";
import type { Message, Purpose } from "../../core/request.ts";
import type { Usage } from "../../core/usage.ts";
import type { Dialect } from "../../provider/dialect.ts";

/** Who is asked, what, and what for. */
export interface Errand {
  readonly purpose: Purpose;
  readonly dialect: Dialect;
  readonly model: Model;
  readonly messages: readonly Message[];
  /** A near estimate of the prompt, for a cost that nobody counts; missing: a rough one, with nothing of it cached. */
  readonly expected?: (() => Pick<Usage, "input" | "cachedInput">) | undefined;
}

/** A request on its way. */
export interface RequestCourse {
  /** How it ended; undefined while it has not. */
  readonly ending: Ending | undefined;
  /** What the host has counted so far. */
  readonly usage: Usage | undefined;
  follow(events: readonly ChatEvent[]): void;
  /** Events that `follow` has had, an end with the cost where the host did not come to count. */
  priced(events: readonly ChatEvent[], at: number): readonly ChatEvent[];
  /** The entry of a request that has ended so; undefined where nothing was ever sent. */
  entry(ending: Ending, at: number): LedgerEntry | undefined;
}

/** A request that is about to be sent. */
export function requestCourse({ purpose, dialect, model, messages, expected }: Errand): RequestCourse {
  let attempts = 0;
  let isAccepted = false;
  let isAnswered = false;
  let usage: Usage | undefined;
  /** Whether the host has counted what is on its way now; an attempt before this one may have been counted. */
  let isCounted = false;
  /** Of the answer, roughly. */
  let tokens = 0;
  let ended: Ending | undefined;

  function followOne(event: ChatEvent): void {
    isAnswered ||= isContent(event);
    switch (event.type) {
      case "sending":
        attempts = event.attempt;
        isCounted = isAccepted = false;
        return;
      case "accepted":
        isAccepted = true;
        return;
      case "usage":
        usage = event.usage;
        isCounted = true;
        return;
      case "thinking":
      case "text":
        tokens += roughTokens(event.text);
        return;
      case "tool-call":
        tokens += roughTokens(event.call.arguments);
        return;
      case "end":
        ended = event.ending;
        return;
      case "sent":
      case "keep-alive":
      case "rethought":
      case "reasoning-details":
    }
  }

  /** Whether it was given up before a word came, and the host may have read the prompt, or goes on with it unheard. */
  function isAbandoned(ending: Ending): boolean {
    const isGivenUp = ending.reason === "cancelled" || isStalled(ending);
    return attempts > 0 && !isAnswered && isGivenUp && (isAccepted || dialect.billsAbandoned === true);
  }

  /** The cost of what the host has not counted, without that of images, which only the host knows. */
  function uncounted(at: number): Cost | undefined {
    const forgets = dialect.forgetsThinking?.(model.id, {}) ?? false;
    const prompt = expected?.() ?? { input: roughPrompt(messages, forgets) };
    const cost = costOf({ ...prompt, output: tokens }, model, at);
    return cost && cost.usd > 0 ? { ...cost, isEstimated: true } : cost;
  }

  function costAt(ending: Ending, at: number): Cost | undefined {
    const counted = usage && costOf(usage, model, at);
    if (isCounted || !(isAnswered || isAbandoned(ending))) return counted;
    return usage ? addCost(counted, uncounted(at)) : uncounted(at);
  }

  return {
    get ending() {
      return ended;
    },
    get usage() {
      return usage;
    },
    follow(events) {
      events.forEach(followOne);
    },
    priced(events, at) {
      return events.map((event) => {
        if (event.type !== "end" || isCounted) return event;
        const cost = attempts === 0 ? nothing : costAt(event.ending, at);
        return cost ? { ...event, cost } : event;
      });
    },
    entry(ending, at) {
      if (attempts === 0) return undefined;
      return {
        at,
        purpose,
        provider: dialect.id,
        model: model.id,
        usage,
        cost: costAt(ending, at),
        isAnswered,
        ...(isAbandoned(ending) ? { isAbandoned: true } : {}),
        retries: attempts - 1,
        outcome: ending.reason === "failed" ? ending.failure.kind : ending.reason,
      };
    },
  };
}

/** What a request costs that was never sent. */
const nothing: Cost = { usd: 0, source: "table" };

function isStalled(ending: Ending): boolean {
  return ending.reason === "failed" && ending.failure.kind === "stalled";
}
