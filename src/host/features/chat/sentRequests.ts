/**
 * What hosts have read of a conversation, by their own count: from it follows how much of the next request is likely to
 * be cached, and why a request was not. Forgets nothing, and is made anew where another window may have asked.
 */
import { cachedTurns, sentBefore, type SentRequest } from "../../../core/context/cachedTurns.ts";
import {
  cacheMiss,
  lastCounted,
  type CacheMiss,
  type CountedRequest,
} from "../../../core/context/cacheMiss.ts";
import { compactingFrom, summaryOf } from "../../../core/context/compacted.ts";
import { systemTokens } from "../../../core/context/fit.ts";
import { forecast } from "../../../core/context/forecast.ts";
import type { Conversation } from "../../../core/conversation.ts";
import type { Message } from "../../../core/request.ts";
import type { Usage } from "../../../core/usage.ts";
import { forgetsThinking, type Choice } from "../../platform/choice.ts";
import { readSettings } from "../../platform/settings.ts";

/** A request, and what it was made of. */
export interface MadeRequest extends Omit<SentRequest, "at"> {
  readonly instructions: string;
  readonly messages: readonly Message[];
}

/** A request whose host has counted it. */
interface Counted extends MadeRequest {
  readonly choice: Choice;
  readonly usage: Usage;
}

export class SentRequests {
  /** The conversation as it was found. */
  readonly #found: Conversation;
  /** The last request since then that a host has counted. */
  #counted: CountedRequest | undefined;
  /** The last request to each model of which its host has said how much was cached. */
  readonly #sent = new Map<string, SentRequest>();

  constructor(found: Conversation) {
    this.#found = found;
  }

  /** The last request to a model that its host has read, as far as it counts cached tokens. */
  last({ dialect, model }: Choice): SentRequest | undefined {
    const sent = this.#sent.get(`${dialect.id} ${model.id}`);
    return sent ?? sentBefore(this.#found, { provider: dialect.id, model: model.id });
  }

  /**
   * Estimates what a request takes, and how much of it its host is likely to hold in its cache; `ratio` as for the
   * meter.
   */
  expected(choice: Choice, request: MadeRequest, ratio: number): Pick<Usage, "input" | "cachedInput"> {
    const { conversation, instructions } = request;
    const at = Date.now();
    const { tokens, cached } = forecast({
      conversation,
      systemTokens: systemTokens(conversation, instructions),
      draftTokens: 0,
      draftImages: 0,
      cachedTurns: cachedTurns(this.last(choice), { conversation, instructions, at }),
      model: choice.model,
      forgetsThinking: forgetsThinking(choice),
      ratio,
      at,
    });
    return { input: tokens, cachedInput: cached };
  }

  /** Notes a request. Gives why the host's cache did not know what it could have known, if that is so. */
  note({ choice, conversation, instructions, messages, usage }: Counted): CacheMiss | undefined {
    const at = Date.now();
    const next = {
      provider: choice.dialect.id,
      model: choice.model.id,
      messages,
      usage,
      at,
      summary: summaryOf(conversation.turns),
      isCompacting: compactingFrom(conversation) !== undefined,
    };
    const before = this.#counted ?? lastCounted(this.#found, readSettings().instructions);
    this.#counted = next;
    if (usage.cachedInput !== undefined) {
      this.#sent.set(`${next.provider} ${next.model}`, { conversation, instructions, at });
    }
    return cacheMiss(before, next);
  }
}
