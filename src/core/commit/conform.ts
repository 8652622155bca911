/**
 * Makes a message keep the rules that can be kept by rule: case of the first letter, full stop, ticket, width of the
 * body. Words are the model's; only what a style is certain of is touched. Works on a message that is still arriving.
 */
import { splitMessage } from "./bodyStyle.ts";
import type { CommitStyle } from "./style.ts";
import { parseSubject, ticketLike, withoutClosingWord } from "./subject.ts";
import { wrapBody } from "./wrap.ts";

/** From so many messages on a style is certain enough to be enforced. */
const enough = 5;

/**
 * The message as the style wants it. `ticket` is the bare number of the branch's ticket. A first line that is git's own,
 * from its `draft`, stays as it is: programs know a merge or a revert by these words.
 */
export function conform(
  message: string,
  style: CommitStyle,
  ticket: string | undefined,
  draft: string,
): string {
  if (message === "") return "";
  const lineEnd = message.indexOf("\n");
  const first = lineEnd < 0 ? message : message.slice(0, lineEnd);
  const rest = lineEnd < 0 ? "" : message.slice(lineEnd);
  const given = draft.split("\n", 1)[0] ?? "";
  const isGiven = lineEnd < 0 ? given.startsWith(first) : first === given;
  const isForced = style.count >= enough && !isGiven;
  const subject = isForced ? conformSubject(first, style, ticket, lineEnd >= 0) : first;
  return subject + wrapBody(rest, style.body.width);
}

/** The last touch, when the message is whole: what could not be told before its end. */
export function finish(
  message: string,
  style: CommitStyle,
  ticket: string | undefined,
  draft: string,
): string {
  const text = conform(`${message}\n`, style, ticket, draft).trimEnd();
  if (style.count < enough || style.ticket?.at !== "trailer" || !ticket) return text;
  if (text.includes(ticket)) return text;
  const sample = withoutClosingWord(style.ticket.sample);
  const line = sample.replace(/(?:[A-Z][A-Z0-9]{1,9}-\d+|#\d+)$/, ticket);
  const { trailers } = splitMessage(text);
  return `${text}${trailers.length > 0 ? "\n" : "\n\n"}${line}`;
}

function conformSubject(
  first: string,
  style: CommitStyle,
  ticket: string | undefined,
  isWhole: boolean,
): string {
  const isPrefixed = style.form === "conventional" || style.form === "subsystem";
  const subject = parseSubject(first);
  const description = isPrefixed || subject.prefix === "" ? subject.description : "";
  let line = first;
  if (description !== "" && line.endsWith(description)) {
    line = line.slice(0, line.length - description.length) + inCase(description, style.case);
  }
  if (isWhole && !style.endsWithPeriod && !line.endsWith("...")) line = line.replace(/[.。]$/, "");
  if (isWhole && style.endsWithPeriod && /[\p{L}\p{N})\]"'`]$/u.test(line)) {
    line += style.language === "zh" || style.language === "ja" ? "。" : ".";
  }
  return withTicket(line, style, ticket, isWhole);
}

/** Sets the first letter, unless capitals within the first word show it to be a name, an abbreviation or code. */
function inCase(description: string, wanted: CommitStyle["case"]): string {
  const word = /^\p{L}[^\s]*/u.exec(description)?.[0] ?? "";
  const isOrdinary = /^\p{Lu}?\p{Ll}+[,:]?$/u.test(word);
  if (wanted === "any" || !isOrdinary) return description;
  const letter = description.charAt(0);
  return (wanted === "lower" ? letter.toLowerCase() : letter.toUpperCase()) + description.slice(1);
}

function withTicket(line: string, style: CommitStyle, ticket: string | undefined, isWhole: boolean): string {
  if (!ticket || !style.ticket || line.includes(ticket)) return line;
  const { at, sample, separator } = style.ticket;
  const written = ticketLike(sample, ticket);
  // While the first line arrives, a model that writes the ticket itself would otherwise show it twice.
  if (!isWhole && `${written} `.startsWith(line.slice(0, written.length))) return line;
  if (at === "front") return `${written}${separator}${line}`;
  if (!isWhole) return line;
  if (at === "end") return `${line} ${written}`;
  const { description } = parseSubject(line);
  if (at !== "after-prefix" || !line.endsWith(description)) return line;
  return `${line.slice(0, line.length - description.length)}${written}${separator}${description}`;
}
