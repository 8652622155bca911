/**
 * What a rule makes of a request, before it is cut and streamed; and the words that rules have in common.
 */

/** A rule's answer. */
export interface Draft {
  /** What the rule looked at, in sentences; true, and in the order of the looking. */
  readonly thoughts: readonly string[];
  /** Further sentences, only said where the request asks for much thinking. */
  readonly deeper: readonly string[];
  readonly text: string;
}

/** Ends every answer that a person reads as a conversation. */
export const standIn =
  "_This answer was put together by fixed rules, not by an AI: select a provider and set its API key to ask a DeepSeek model._";

/** A count with its noun, such as `3 functions`. */
export function counted(count: number, noun: string): string {
  const plural = /(?:s|ch|x)$/.test(noun) ? `${noun}es` : `${noun}s`;
  return `${count} ${count === 1 ? noun : plural}`;
}

/** `line 3`, `lines 3–9` or `lines 3, 5 and 9`. Many lines are cut short. */
export function lineNames(lines: readonly number[]): string {
  const some = lines.slice(0, 8).map(String);
  const rest = lines.length > some.length ? [`${lines.length - some.length} more`] : [];
  return `${lines.length === 1 ? "line" : "lines"} ${joined([...some, ...rest])}`;
}

/** `lines 3–9`, or `line 3` for a single one. */
export function lineRange(from: number, to: number): string {
  return from === to ? `line ${from}` : `lines ${from}–${to}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function joined(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** `Line 3 throws.` or `Each of lines 3 and 9 throws.` */
export function noteSentence(what: string, lines: readonly number[]): string {
  return lines.length === 1 ? `Line ${lines[0]} ${what}.` : `Each of ${lineNames(lines)} ${what}.`;
}
