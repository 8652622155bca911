/**
 * Learns from a log how a repository writes its commits. Owns what is learned and by which shares; how it is told to a
 * person and to a model is in styleText.ts, how a message is made to fit is in conform.ts.
 */
import { languageOf, moodOf, type Language, type Mood } from "./language.ts";
import { knownTypes, parseSubject, projectsIn, withoutPullRequest, type Subject } from "./subject.ts";
import { learnBody, type BodyStyle } from "./bodyStyle.ts";

/** How first lines begin. */
export type Form = "conventional" | "gitmoji" | "subsystem" | "plain";

/** How a repository writes its commits. */
export interface CommitStyle {
  /** How many messages it was learned from; with few, nothing is enforced. */
  readonly count: number;
  readonly form: Form;
  /** Types, or parts of the system, the most used first. */
  readonly prefixes: readonly string[];
  /** Scopes, the most used first. */
  readonly scopes: readonly string[];
  /** Share of prefixed messages that name a scope, 0 to 1. */
  readonly scopeShare: number;
  /** The most used emoji, the most used first; empty where there are none. */
  readonly emoji: readonly string[];
  /** First letter of the description; `any` where it varies or the script has no case. */
  readonly case: "lower" | "upper" | "any";
  readonly mood: Mood | undefined;
  /** Whether first lines end with a full stop. */
  readonly endsWithPeriod: boolean;
  readonly language: Language;
  /** Length of the first line: of the median, and of nearly all. */
  readonly length: { readonly typical: number; readonly most: number };
  readonly ticket: TicketStyle | undefined;
  readonly body: BodyStyle;
}

/** How tickets are named in most messages. */
export interface TicketStyle {
  readonly at: "front" | "after-prefix" | "end" | "trailer";
  /** One as it was written, such as `[ABC-12]`; for `trailer` the whole line. */
  readonly sample: string;
  /** What follows a ticket at the front: `: `, ` - ` or a blank. */
  readonly separator: string;
  /** The projects that tickets are of, such as `ABC`; none where they are numbers alone. */
  readonly projects: readonly string[];
}

/** From this share on a habit counts as the rule. */
const most = 0.6;
/** From this share on a habit is the rule beyond doubt. */
const nearlyAll = 0.85;

/** Messages that programs write; they say nothing of how people write here. */
const written =
  /^(Merge (branch|pull request|remote|tag)|Revert "|fixup! |squash! |amend! |wip\b|Bump \S+ from|Update dependency |Initial commit$|v?\d+\.\d+\.\d+$)/i;

/** The messages that people wrote, out of a log. */
export function handWritten(messages: readonly string[]): readonly string[] {
  return messages
    .map((message) => message.trim())
    .filter((message) => message !== "" && !written.test(message));
}

/** Learns the style of a log, newest message first. */
export function learnStyle(log: readonly string[]): CommitStyle {
  const messages = handWritten(log);
  const first = messages.map((message) => withoutPullRequest(message.split("\n", 1)[0] ?? ""));
  const subjects = first.map(parseSubject);
  const form = formOf(subjects);
  const isPrefixed = form === "conventional" || form === "subsystem";
  // Without prefixes by habit, what stands before a colon belongs to the sentence.
  const descriptions = subjects.map((subject, index) =>
    isPrefixed || subject.prefix === "" ? subject.description : (first[index] ?? ""),
  );
  const prefixed = isPrefixed ? subjects.filter(({ prefix }) => prefix !== "") : [];
  const language = languageOfMost(messages.map((message) => withoutTrailers(message)));
  const emoji = subjects.map((subject) => subject.emoji).filter((one) => one !== "");
  return {
    count: messages.length,
    form,
    prefixes: byUse(prefixed.map(({ prefix }) => prefix)),
    scopes: byUse(prefixed.map(({ scope }) => scope).filter((scope) => scope !== "")),
    scopeShare: share(prefixed, ({ scope }) => scope !== ""),
    emoji: share(subjects, (subject) => subject.emoji !== "") >= most ? byUse(emoji).slice(0, 20) : [],
    case: caseOf(descriptions),
    mood: language === "en" ? mostUsed(descriptions.map(moodOf)) : undefined,
    endsWithPeriod: share(descriptions, (one) => /[.。]$/.test(one)) >= most,
    language,
    length: lengthOf(first),
    ticket: ticketOf(subjects, first, messages),
    body: learnBody(messages),
  };
}

function formOf(subjects: readonly Subject[]): Form {
  if (share(subjects, ({ prefix }) => prefix !== "") >= most) {
    const prefixes = subjects.map(({ prefix }) => prefix).filter((prefix) => prefix !== "");
    const known = share(prefixes, (prefix) => knownTypes.includes(prefix.toLowerCase()));
    return known >= most ? "conventional" : "subsystem";
  }
  return share(subjects, ({ emoji }) => emoji !== "") >= most ? "gitmoji" : "plain";
}

function caseOf(descriptions: readonly string[]): CommitStyle["case"] {
  const letters = descriptions.map((one) => /^["'`(]?(\p{L})/u.exec(one)?.[1] ?? "").filter(hasCase);
  if (letters.length === 0) return "any";
  const upper = share(letters, (letter) => letter !== letter.toLowerCase());
  if (upper >= nearlyAll - 0.1) return "upper";
  return upper <= 1 - nearlyAll + 0.1 ? "lower" : "any";
}

const hasCase = (letter: string): boolean => letter.toLowerCase() !== letter.toUpperCase();

function languageOfMost(messages: readonly string[]): Language {
  // One message alone may be too short for its little words to tell: Latin scripts are judged by all together.
  const languages = messages.map(languageOf);
  const best = mostUsed(languages);
  if (best !== undefined && ["zh", "ja", "ko", "ru"].includes(best)) return best;
  const latin = messages.filter((_, index) => !["zh", "ja", "ko", "ru"].includes(languages[index] ?? ""));
  return languageOf(latin.join("\n"));
}

function lengthOf(first: readonly string[]): CommitStyle["length"] {
  const lengths = first.map((line) => line.length).toSorted((a, b) => a - b);
  const at = (part: number): number =>
    lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * part))] ?? 0;
  return lengths.length === 0
    ? { typical: 50, most: 72 }
    : { typical: at(0.5), most: Math.max(at(0.95), 20) };
}

const ticketTrailer =
  /^(?:Refs?|Closes?|Fixes|Resolves|Issue|Ticket|Jira|Bug|See)\s*[:：#]?\s*(?:[A-Z][A-Z0-9]{1,9}-\d+|#\d+)$/m;

function ticketOf(
  subjects: readonly Subject[],
  first: readonly string[],
  messages: readonly string[],
): TicketStyle | undefined {
  for (const at of ["front", "after-prefix", "end"] as const) {
    if (share(subjects, ({ ticketAt }) => ticketAt === at) < most) continue;
    const index = subjects.findIndex(({ ticketAt }) => ticketAt === at);
    const sample = subjects[index]?.ticket ?? "";
    const line = first[index] ?? "";
    const after = line.slice(line.indexOf(sample) + sample.length);
    const separator = at === "end" ? " " : (/^\s*[:：-]?\s*/.exec(after)?.[0] ?? " ");
    return { at, sample, separator, projects: projectsOf(subjects.map(({ ticket }) => ticket)) };
  }
  const trailers = messages.flatMap((message) => ticketTrailer.exec(message)?.[0] ?? []);
  if (messages.length === 0 || trailers.length / messages.length < most) return undefined;
  return { at: "trailer", sample: trailers[0] ?? "", separator: "", projects: projectsOf(trailers) };
}

function projectsOf(tickets: readonly string[]): readonly string[] {
  return byUse(tickets.flatMap(projectsIn));
}

/** A message without the lines at its end that only name people and numbers. */
function withoutTrailers(message: string): string {
  return message.replaceAll(/^[A-Z][A-Za-z-]+-by: .*$|^Change-Id: .*$/gm, "");
}

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

/** What is used, the most used first. */
function byUse(items: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([item]) => item);
}

/** What most of the known items are; undefined where nothing prevails. */
function mostUsed<Item extends string>(items: readonly (Item | undefined)[]): Item | undefined {
  const known = items.filter((item) => item !== undefined);
  const best = known.toSorted(
    (a, b) => known.filter((one) => one === b).length - known.filter((one) => one === a).length,
  )[0];
  return best !== undefined && share(known, (item) => item === best) >= most ? best : undefined;
}
