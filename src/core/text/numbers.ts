/** Numbers and money as the reader's language writes them. Pure. */

/** Whose numbers they are. */
export interface Tongue {
  /** BCP 47 tag; a tag that nobody knows counts as English. */
  readonly locale: string;
}

/** A whole number. */
export function count(number: number, { locale }: Tongue): string {
  return format(locale, { maximumFractionDigits: 0 }).format(number);
}

/** A whole number as short as can be: 1.2K, 128K, 1M. */
export function short(number: number, { locale }: Tongue): string {
  return format(locale, { notation: "compact" }).format(number);
}

/** A number with two decimals at most. */
export function decimal(number: number, { locale }: Tongue): string {
  return format(locale, { maximumFractionDigits: 2 }).format(number);
}

/** Names one behind the other: "a, b, and c". */
export function listed(names: readonly string[], { locale }: Tongue): string {
  return new Intl.ListFormat(knownLocale(locale)).format(names);
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

/** A sum that is written as decimal text, exact to its last digit; what is no sum of a known currency as it is. */
export function amountText(amount: string, currency: string, { locale }: Tongue): string {
  if (!isDecimal(amount) || !/^[A-Z]{3}$/.test(currency)) return `${amount} ${currency}`;
  return format(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: Math.max(2, amount.split(".")[1]?.length ?? 0),
    // As text it keeps every digit.
  }).format(amount);
}

function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(?:\.\d{1,20})?$/.test(text);
}

/** A share of 1. */
export function percent(share: number, { locale }: Tongue): string {
  return format(locale, { style: "percent", maximumFractionDigits: 0 }).format(share);
}

const formats = new Map<string, Intl.NumberFormat>();

function format(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(knownLocale(locale), options);
  formats.set(key, made);
  return made;
}

/** The tag of a language, or English where nothing is known of it. */
export function knownLocale(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0 ? locale : "en";
  } catch {
    return "en";
  }
}
