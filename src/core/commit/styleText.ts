/**
 * A learned style in plain English words: read by people in the log channel, and by the model as its rules.
 */
import type { Language, Mood } from "./language.ts";
import type { CommitStyle, Form } from "./style.ts";
import { withoutClosingWord } from "./subject.ts";

const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  zh: "Chinese",
  ja: "Japanese",
  ko: "Korean",
  ru: "Russian",
  de: "German",
  fr: "French",
  es: "Spanish",
  pt: "Portuguese",
};

/** A language's English name; what is no known code stays as it is. */
export function languageName(language: string): string {
  return (languageNames as Readonly<Record<string, string>>)[language] ?? language;
}

/** The style, one rule a line. */
export function describeStyle(style: CommitStyle): readonly string[] {
  return [
    formLine(style),
    scopeLine(style),
    style.emoji.length > 0 ? `Emoji in front, such as ${style.emoji.slice(0, 8).join(" ")}` : undefined,
    ticketLine(style),
    caseLine(style),
    style.mood && moods[style.mood],
    style.endsWithPeriod ? "The first line ends with a full stop" : "The first line ends without a full stop",
    `First line: ${style.length.typical} characters are typical, ${style.length.most} the most`,
    `Language: ${languageName(style.language)}`,
    ...bodyLines(style),
  ].filter((line) => line !== undefined);
}

function formLine({ form, prefixes }: CommitStyle): string {
  const list = prefixes.slice(0, 12).join(", ");
  const forms = {
    conventional: `Form: Conventional Commits, type(scope): description; types: ${list}`,
    subsystem: `Form: the part of the system, a colon, the description; parts: ${list}`,
    gitmoji: "Form: an emoji that tells the kind of change, then the description",
    plain: "Form: a plain sentence without a type in front",
  } as const satisfies Record<Form, string>;
  return forms[form];
}

function scopeLine({ form, scopes, scopeShare }: CommitStyle): string | undefined {
  if (form !== "conventional") return undefined;
  if (scopeShare < 0.2) return "Scopes are not used";
  const how = scopeShare >= 0.8 ? "nearly always" : "where one fits";
  return `Scopes are given ${how}: ${scopes.slice(0, 15).join(", ")}`;
}

function ticketLine({ ticket }: CommitStyle): string | undefined {
  if (!ticket) return undefined;
  const places = {
    front: "at the very front",
    "after-prefix": "after the type",
    end: "at the end of the first line",
    trailer: "in a last line of its own",
  } as const;
  return `The ticket's number stands ${places[ticket.at]}, as in ${withoutClosingWord(ticket.sample)}`;
}

function caseLine(style: CommitStyle): string | undefined {
  if (style.case === "any") return undefined;
  return `The description begins with ${style.case === "lower" ? "a lower-case" : "an upper-case"} letter`;
}

const moods: Readonly<Record<Mood, string>> = {
  imperative: 'The verb is an imperative ("Add", not "Added")',
  past: 'The verb stands in the past ("Added")',
  present: 'The verb stands in the third person ("Adds")',
  gerund: 'The verb ends in -ing ("Adding")',
};

function bodyLines({ body }: CommitStyle): readonly string[] {
  if (body.share < 0.1) return ["No body: the first line is the whole message"];
  const often = body.share >= 0.8 ? "nearly always" : body.share >= 0.4 ? "often" : "only where it is needed";
  const form = body.form === "bullets" ? `a list with ${body.bullet}` : "prose";
  const width = body.width === undefined ? "lines are not broken" : `lines break at ${body.width} characters`;
  const trailers = body.trailers.length > 0 ? [`Trailers in use: ${body.trailers.join(", ")}`] : [];
  return [`A body is there ${often}: ${form}; ${width}`, ...trailers];
}
