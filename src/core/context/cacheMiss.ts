/**
 * Why a request was read anew by a host whose prefix cache could have known its beginning: which message is another one
 * than in the request before, and what made it so. Pure; a guess only where nothing of ours has changed.
 */
import type { Conversation } from "../conversation.ts";
import { chatMessages } from "../prompts/chat.ts";
import type { Message } from "../request.ts";
import type { Usage } from "../usage.ts";
import { summaryOf } from "./compacted.ts";

/** Why the cache was missed. `message` counts the messages of the conversation from 1; instructions have none. */
export type CacheMiss =
  | { readonly cause: "instructions" | "model" | "host" | "compacted" }
  | { readonly cause: "edited" | "removed" | "continued"; readonly message: number }
  /** Milliseconds between the two requests. */
  | { readonly cause: "late"; readonly after: number };

/** A request that was sent and counted. */
export interface CountedRequest {
  readonly provider: string;
  readonly model: string;
  readonly messages: readonly Message[];
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly usage: Usage;
  /** The id of the question whose summary it begins with. */
  readonly summary?: string | undefined;
  /** Whether it asks for a summary, of old turns perhaps in parts. */
  readonly isCompacting?: boolean | undefined;
  /** It was made again from a conversation: what the instructions said then is not known. */
  readonly isRestored?: boolean | undefined;
}

/** Milliseconds after which a host may well have forgotten (DeepSeek: hours to days). */
const cacheLife = 2 * 3_600_000;
/** Tokens below which a miss is not worth a word: hosts cache whole blocks. */
const leastLoss = 512;

/** Why a request missed what the one before could have left in the cache; undefined where it did not, or none knows. */
export function cacheMiss(before: CountedRequest | undefined, next: CountedRequest): CacheMiss | undefined {
  const { cachedInput, isUncounted } = next.usage;
  if (!before || cachedInput === undefined || isUncounted) return undefined;
  const change = firstChange(before.messages, next.messages);
  const possible = Math.min(reusable(before, next, change), next.usage.input);
  if (cachedInput >= possible / 2 || possible - cachedInput < leastLoss) return undefined;
  if (before.provider !== next.provider || before.model !== next.model) return { cause: "model" };
  if (change !== undefined && change < next.messages.length - 1) {
    if (next.isCompacting || (next.summary !== undefined && next.summary !== before.summary)) {
      return { cause: "compacted" };
    }
    if (before.summary !== next.summary) return { cause: "removed", message: 1 };
    return reasonOf(before.messages, next.messages, change);
  }
  const after = next.at - before.at;
  if (after > cacheLife) return { cause: "late", after };
  return before.isRestored ? undefined : { cause: "host" };
}

/**
 * The last request of a conversation that a host has counted, made again from the turns that were sent, for a window that
 * has sent none itself; undefined where there is none, or its count is the sum of several.
 */
export function lastCounted(conversation: Conversation, instructions: string): CountedRequest | undefined {
  const at = conversation.turns.findLastIndex((turn) => turn.kind === "answer" && turn.usage !== undefined);
  const turn = conversation.turns[at];
  if (turn?.kind !== "answer" || !turn.usage || turn.earlier) return undefined;
  const { provider, model, usage } = turn;
  const turns = conversation.turns.slice(0, at);
  const messages = chatMessages({ ...conversation, turns }, instructions);
  const summary = summaryOf(turns);
  return { provider, model, messages, usage, summary, at: turn.endedAt ?? turn.at, isRestored: true };
}

/** Which message is the first that differs; undefined where the request before is the beginning of this one. */
function firstChange(before: readonly Message[], next: readonly Message[]): number | undefined {
  const at = before.findIndex((message, index) => !isSame(message, next[index]));
  return at < 0 ? undefined : at;
}

function isSame(a: Message, b: Message | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Tokens that the request before has brought into the cache and that this one would have begun with, had no message
 * been changed: all of it, or, where the newest question takes the place of an older one, what stands before that.
 */
function reusable(before: CountedRequest, next: CountedRequest, change: number | undefined): number {
  if (change === undefined || change < next.messages.length - 1) return before.usage.input;
  const size = (messages: readonly Message[]): number =>
    messages.reduce((sum, one) => sum + one.text.length, 0);
  return (before.usage.input * size(before.messages.slice(0, change))) / Math.max(1, size(before.messages));
}

function reasonOf(before: readonly Message[], next: readonly Message[], at: number): CacheMiss {
  const was = before[at];
  const is = next[at];
  if (!was || !is || is.role === "system") return { cause: "instructions" };
  if (was.role === is.role && withoutInstructions(was.text) === withoutInstructions(is.text)) {
    return { cause: "instructions" };
  }
  if (before.slice(at + 1).some((message) => isSame(message, is))) return { cause: "removed", message: at };
  const isLonger = is.role === "assistant" && was.role === "assistant" && is.text.startsWith(was.text);
  return { cause: isLonger ? "continued" : "edited", message: at };
}

/** The text of a message without the files that the project's rules are in. */
function withoutInstructions(text: string): string {
  return text.replaceAll(/^<(instructions(?:-\d+)?) path="[^"\n]*">\n[^]*?\n<\/\1>\n\n/gm, "");
}
