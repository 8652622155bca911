/**
 * How the host's messages cross to the page. All go as they are but one: while an answer streams, sixty times a second
 * a few words are appended to it, and an object with names and ids around thirty letters is several times the words.
 * Such a message is a bare string:
 *
 *   a letter  small: words of the answer, capital: of the thinking; its place in the alphabet is the number modulo 26
 *   a moment  milliseconds since the event before, as one UTF-16 unit that counts from the blank on
 *   the rest  the words
 *
 * Turn, number and moment build upon the numbered message before, which both sides remember; where they can't, the
 * message goes as it is. A letter that is not the next one tells that a message is missing. Twenty-six that are missing
 * at once show by the next message that goes as it is, and the end of an answer always does.
 */
import type { ToWebview } from "./toWebview.ts";

/** Puts a message into the form in which it is posted. One for each page: it remembers what was posted before. */
export type Encoder = (message: ToWebview) => ToWebview | string;

/** Reads what was posted; undefined if it is none of ours. One for each page, as the encoder. */
export type Decoder = (data: unknown) => ToWebview | undefined;

/** What a short message builds upon: the last numbered message, and the last event in it if that is of a turn. */
interface Base {
  readonly sequence: number;
  readonly last?: { readonly turn: string; readonly at: number } | undefined;
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const half = letters.length / 2;

const blank = 0x20;
/** The longest time that is told by one unit, in milliseconds: two bytes of UTF-8. */
const longest = 0x7ff - blank;

/** An encoder that has posted nothing. */
export function createEncoder(): Encoder {
  let base: Base | undefined;
  return (message) => {
    const short = shortened(message, base);
    base = baseAfter(message, base);
    return short ?? message;
  };
}

/** A decoder that has read nothing. */
export function createDecoder(): Decoder {
  let base: Base | undefined;
  return (data) => {
    const message = typeof data === "string" ? lengthened(data, base) : isMessage(data) ? data : undefined;
    if (message) base = baseAfter(message, base);
    return message;
  };
}

function baseAfter(message: ToWebview, before: Base | undefined): Base | undefined {
  if (message.type === "snapshot") return { sequence: message.sequence };
  if (message.type !== "events") return before;
  const { sequence } = message;
  const event = message.events.at(-1);
  if (!event || !("turn" in event && "at" in event) || typeof event.turn !== "string") return { sequence };
  return { sequence, last: { turn: event.turn, at: event.at } };
}

function shortened(message: ToWebview, base: Base | undefined): string | undefined {
  if (!base?.last || message.type !== "events" || message.sequence !== base.sequence + 1) return undefined;
  const [event, ...more] = message.events;
  if (more.length > 0 || message.failures.length > 0) return undefined;
  if ((event?.type !== "text" && event?.type !== "thinking") || event.turn !== base.last.turn)
    return undefined;
  const passed = event.at - base.last.at;
  if (!Number.isInteger(passed) || passed < 0 || passed > longest) return undefined;
  const place = (message.sequence % half) + (event.type === "text" ? 0 : half);
  return `${letters.charAt(place)}${String.fromCharCode(blank + passed)}${event.text}`;
}

/** What a short message says; one that does not follow from the base counts as if another were missing before it. */
function lengthened(short: string, base: Base | undefined): ToWebview | undefined {
  const place = letters.indexOf(short.charAt(0));
  const passed = short.charCodeAt(1) - blank;
  if (!base || short.length < 2 || place < 0 || passed < 0 || passed > longest) return undefined;
  const sequence = base.sequence + 1;
  if (!base.last || place % half !== sequence % half)
    return { type: "events", sequence: sequence + 1, events: [], failures: [] };
  const { turn, at } = base.last;
  const type = place < half ? "text" : "thinking";
  const event = { type, turn, text: short.slice(2), at: at + passed } as const;
  return { type: "events", sequence, events: [event], failures: [] };
}

/** All types of messages. */
const known: readonly ToWebview["type"][] = [
  "snapshot",
  "events",
  "turns",
  "found",
  "status",
  "context",
  "candidates",
  "prompts",
  "meter",
  "wantRequest",
  "focus",
];

/** Whether data is a message that was posted as it is. No more than its type is looked at: only the host can post. */
function isMessage(data: unknown): data is ToWebview {
  const type: unknown = typeof data === "object" && data !== null && "type" in data ? data.type : undefined;
  return known.some((one) => one === type);
}
