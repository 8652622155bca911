/**
 * What one request tells about itself while it runs, and the entry that the ledger gets when it has ended. Features ask
 * by ask.ts; keys are tried by probe.ts.
 */
import { isContent, type ChatEvent, type Ending } from "../../core/event.ts";
import type { LedgerEntry } from "../../core/ledger.ts";
import { costOf } from "../../core/pricing.ts";
import type { Model } from "../../core/model.ts";
import type { Purpose } from "../../core/request.ts";
import type { Usage } from "../../core/usage.ts";
import type { Dialect } from "../../provider/dialect.ts";

/** Who is asked, and what for. */
export interface Errand {
  readonly purpose: Purpose;
  readonly dialect: Dialect;
  readonly model: Model;
}

/** A request on its way. */
export interface RequestCourse {
  /** How it ended; undefined while it has not. */
  readonly ending: Ending | undefined;
  follow(events: readonly ChatEvent[]): void;
  /** The entry of a request that has ended so; undefined where nothing was ever sent. */
  entry(ending: Ending, at: number): LedgerEntry | undefined;
}

/** A request that is about to be sent. */
export function requestCourse({ purpose, dialect, model }: Errand): RequestCourse {
  let attempts = 0;
  let isAnswered = false;
  let usage: Usage | undefined;
  let ended: Ending | undefined;
  return {
    get ending() {
      return ended;
    },
    follow(events) {
      for (const event of events) {
        isAnswered ||= isContent(event);
        if (event.type === "sending") attempts = event.attempt;
        else if (event.type === "usage") usage = event.usage;
        else if (event.type === "end") ended = event.ending;
      }
    },
    entry(ending, at) {
      if (attempts === 0) return undefined;
      return {
        at,
        purpose,
        provider: dialect.id,
        model: model.id,
        usage,
        cost: usage && costOf(usage, model, at),
        isAnswered,
        retries: attempts - 1,
        outcome: ending.reason === "failed" ? ending.failure.kind : ending.reason,
      };
    },
  };
}
