/** Times and figures of an answer in the reader's words. What is not known is said to be unknown. Pure. */
import type { CacheMiss } from "../../core/context/cacheMiss.ts";
import type { AnswerTurn } from "../../core/conversation.ts";
import { count, dollars, knownLocale, percent } from "../../core/text/numbers.ts";
import { cachedShare } from "../../core/usage.ts";
import { filled, type Words } from "../../protocol/strings.ts";

/** A stretch of time: "12 s", "2 min 5 s". Never less than a second. */
export function duration(milliseconds: number, words: Words): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 60) return filled(words.strings.seconds, { n: count(seconds, words) });
  return filled(words.strings.minutes, {
    m: count(Math.floor(seconds / 60), words),
    s: count(seconds % 60, words),
  });
}

/** What stands on the button of a thinking: how long, and of how many tokens. */
export function thoughtFor(turn: AnswerTurn, words: Words): string {
  const { thinking, usage } = turn;
  const time = duration((thinking?.endedAt ?? 0) - (thinking?.startedAt ?? 0), words);
  const tokens = usage?.thinking;
  return tokens === undefined
    ? filled(words.strings.thoughtFor, { time })
    : filled(words.strings.thoughtForTokens, { time, tokens: count(tokens, words) });
}

/** The figures of an answer, one by one: model, tokens, cached share, cost, time. */
export function usageFigures(turn: AnswerTurn, words: Words): readonly string[] {
  const { strings } = words;
  const { usage } = turn;
  const share = usage && cachedShare(usage);
  return [
    turn.model,
    usage &&
      !usage.isUncounted &&
      filled(strings.tokensInOut, { input: count(usage.input, words), output: count(usage.output, words) }),
    share !== undefined && filled(strings.cachedShare, { share: percent(share, words) }),
    turn.cacheMiss && missText(turn.cacheMiss, words),
    costText(turn, words),
    duration((turn.endedAt ?? turn.at) - turn.at, words),
  ].filter((figure) => typeof figure === "string");
}

/** Why the cache was missed, in a few words. */
function missText(miss: CacheMiss, words: Words): string {
  const { strings } = words;
  switch (miss.cause) {
    case "instructions":
      return strings.missInstructions;
    case "model":
      return strings.missModel;
    case "host":
      return strings.missHost;
    case "compacted":
      return strings.missCompacted;
    case "edited":
      return filled(strings.missEdited, { n: count(miss.message, words) });
    case "removed":
      return filled(strings.missRemoved, { n: count(miss.message, words) });
    case "continued":
      return filled(strings.missContinued, { n: count(miss.message, words) });
    case "late":
      return filled(strings.missLate, { time: ago(miss.after, words) });
  }
}

/** A stretch of time that has passed, in whole hours or days. */
function ago(milliseconds: number, { locale }: Words): string {
  const hours = Math.max(1, Math.round(milliseconds / 3_600_000));
  const past = new Intl.RelativeTimeFormat(knownLocale(locale));
  return hours < 48 ? past.format(-hours, "hour") : past.format(-Math.round(hours / 24), "day");
}

function costText({ provider, cost, earlier }: AnswerTurn, words: Words): string {
  // What another provider began and practice went on with was not free.
  if (provider === "practice" && !(cost ? cost.usd : earlier)) return words.strings.costPractice;
  return cost ? (cost.isEstimated ? "≈ " : "") + dollars(cost.usd, words) : words.strings.costUnknown;
}
