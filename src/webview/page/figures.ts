/** Numbers, time and money as the reader's language writes them. What is not known is said to be unknown. Pure. */
import type { CacheMiss } from "../../core/context/cacheMiss.ts";
import type { AnswerTurn } from "../../core/conversation.ts";
import { cachedShare } from "../../core/usage.ts";
import { filled, type Strings } from "../../protocol/strings.ts";

/** In which words and which numbers the page speaks. */
export interface Words {
  readonly strings: Strings;
  /** BCP 47 tag; a tag that the browser does not know counts as English. */
  readonly locale: string;
}

/** As much of the words as numbers need. */
export type Tongue = Pick<Words, "locale">;

/** A stretch of time: "12 s", "2 min 5 s". Never less than a second. */
export function duration(milliseconds: number, words: Words): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 60) return filled(words.strings.seconds, { n: count(seconds, words) });
  return filled(words.strings.minutes, {
    m: count(Math.floor(seconds / 60), words),
    s: count(seconds % 60, words),
  });
}

/** A whole number. */
export function count(number: number, { locale }: Tongue): string {
  return format(locale, { maximumFractionDigits: 0 }).format(number);
}

/** A number as short as can be: 12K, 1M. */
export function short(number: number, { locale }: Tongue): string {
  return format(locale, { notation: "compact", maximumSignificantDigits: number < 1000 ? 3 : 2 }).format(
    number,
  );
}

/** A number with two decimals at most. */
export function decimal(number: number, { locale }: Tongue): string {
  return format(locale, { maximumFractionDigits: 2 }).format(number);
}

/** Names one behind the other: "a, b, and c". */
export function listed(names: readonly string[], { locale }: Tongue): string {
  const known = isKnownLocale(locale) ? locale : "en";
  return new Intl.ListFormat(known).format(names);
}

/** Dollars: cents for large sums, two digits that count for small ones. */
export function dollars(usd: number, { locale }: Tongue): string {
  const precision: Intl.NumberFormatOptions =
    usd === 0 || usd >= 0.995
      ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
      : { minimumSignificantDigits: 2, maximumSignificantDigits: 2 };
  return format(locale, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    ...precision,
  }).format(usd);
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
function ago(milliseconds: number, { locale }: Tongue): string {
  const hours = Math.max(1, Math.round(milliseconds / 3_600_000));
  const past = new Intl.RelativeTimeFormat(isKnownLocale(locale) ? locale : "en");
  return hours < 48 ? past.format(-hours, "hour") : past.format(-Math.round(hours / 24), "day");
}

function costText({ provider, cost }: AnswerTurn, words: Words): string {
  if (provider === "practice") return words.strings.costPractice;
  return cost ? dollars(cost.usd, words) : words.strings.costUnknown;
}

function percent(share: number, { locale }: Tongue): string {
  return format(locale, { style: "percent", maximumFractionDigits: 0 }).format(share);
}

const formats = new Map<string, Intl.NumberFormat>();

function format(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(isKnownLocale(locale) ? locale : "en", options);
  formats.set(key, made);
  return made;
}

function isKnownLocale(locale: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false;
  }
}
