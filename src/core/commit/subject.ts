/**
 * Takes a commit's first line apart: emoji, ticket, prefix, description. Owns the table of well-known types.
 */

/** A first line, taken apart. Every field is empty or undefined where the line has none. */
export interface Subject {
  /** A leading emoji, or a shortcode such as `:bug:`. */
  readonly emoji: string;
  /** A ticket as it is written, brackets included, such as `[ABC-12]`. */
  readonly ticket: string;
  /** Where the ticket stands. */
  readonly ticketAt: "front" | "after-prefix" | "end" | "none";
  /** What stands before the first colon: a type, or a part of the system. */
  readonly prefix: string;
  readonly scope: string;
  readonly isBreaking: boolean;
  /** What the person says was done. */
  readonly description: string;
}

/** Types of Conventional Commits as they are used in the wild. */
export const knownTypes: readonly string[] = [
  "feat",
  "fix",
  "docs",
  "style",
  "refactor",
  "perf",
  "test",
  "tests",
  "build",
  "ci",
  "chore",
  "revert",
  "release",
  "deps",
  "security",
  "i18n",
  "ui",
  "ux",
  "wip",
  "improvement",
  "hotfix",
  "feature",
  "bugfix",
];

const ticketForm = String.raw`(?:[A-Z][A-Z0-9]{1,9}-\d+|#\d+|GH-\d+)`;
const frontTicket = new RegExp(String.raw`^([[(]?${ticketForm}[\])]?)(\s*[:：-]\s*|\s+)`);
const endTicket = new RegExp(String.raw`\s+([[(]?(?:[A-Z][A-Z0-9]{1,9}-\d+)[\])]?)$`);
const emojiForm =
  /^(:[a-z0-9_+-]+:|\p{Extended_Pictographic}(?:\u{FE0F}|\u{200D}\p{Extended_Pictographic}|\p{Emoji_Modifier})*)\s*/u;
const prefixForm = /^([\p{L}\p{N}_./*,{}+-]{1,40})(?:\(([^()]{1,60})\))?(!)?[:：]\s*(?=\S)/u;
/** What a squash merge on a code host adds; nobody writes it by hand. */
const pullRequest = /\s+\(#\d+\)$/;

/** A first line without what a squash merge added to it. */
export function withoutPullRequest(line: string): string {
  return line.replace(pullRequest, "");
}

/** Takes a first line apart. */
export function parseSubject(line: string): Subject {
  let rest = withoutPullRequest(line.trim());
  const take = (form: RegExp): RegExpExecArray | undefined => {
    const match = form.exec(rest) ?? undefined;
    if (match) rest = rest.slice(match[0].length);
    return match;
  };
  let emoji = take(emojiForm)?.[1] ?? "";
  let ticket = take(frontTicket)?.[1] ?? "";
  let ticketAt: Subject["ticketAt"] = ticket === "" ? "none" : "front";
  const prefix = take(prefixForm);
  if (emoji === "") emoji = take(emojiForm)?.[1] ?? "";
  if (ticket === "") {
    ticket = take(frontTicket)?.[1] ?? "";
    if (ticket !== "") ticketAt = "after-prefix";
  }
  if (ticket === "") {
    const end = endTicket.exec(rest);
    if (end) {
      ticket = end[1] ?? "";
      ticketAt = "end";
      rest = rest.slice(0, end.index);
    }
  }
  return {
    emoji,
    ticket,
    ticketAt,
    prefix: prefix?.[1] ?? "",
    scope: prefix?.[2] ?? "",
    isBreaking: prefix?.[3] === "!",
    description: rest,
  };
}

/** The projects whose tickets a text names, such as `ABC` of `ABC-12`. */
export function projectsIn(text: string): readonly string[] {
  return text.match(/(?<![A-Za-z0-9])[A-Z][A-Z0-9]{1,9}(?=-\d)/g) ?? [];
}

/** Ways in which branches name the number of an issue; any other number may be a version or a year. */
const issueForms = [
  /#(\d{1,7})(?!\d)/,
  /(?:^|[/_-])(?:gh|issues?)[/_-]?(\d{1,7})(?=$|[/_-])/i,
  /(?:^|\/)(\d{1,7})(?:[_-]\p{L}[^/]*)?$/u,
] as const;

/**
 * A ticket's bare number in a branch name, such as `ABC-12` of `feature/abc-12-login`; undefined where there is none.
 * `sample` is a ticket of the log, `projects` are those that the log names.
 */
export function ticketOfBranch(
  branch: string,
  { sample, projects }: { readonly sample: string; readonly projects: readonly string[] },
): string | undefined {
  if (sample.includes("#")) {
    if (/^(?:releases?|versions?)\//i.test(branch)) return undefined;
    const number = issueForms.map((form) => form.exec(branch)?.[1]).find((one) => one !== undefined);
    return number === undefined ? undefined : `#${number}`;
  }
  if (projects.length === 0) return undefined;
  const form = new RegExp(String.raw`(?<![A-Za-z0-9])(?:${projects.join("|")})-\d+`, "i");
  return form.exec(branch)?.[0].toUpperCase();
}

/** A line that names a ticket without a word that closes it: that the change does is the person's to say. */
export function withoutClosingWord(line: string): string {
  return line.replace(/^(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?![a-z])/i, "Refs");
}

/** A ticket written as a sample is: with its brackets, if it has some. */
export function ticketLike(sample: string, ticket: string): string {
  const bare = /[[(]?(?:[A-Z][A-Z0-9]{1,9}-\d+|#\d+)[\])]?/;
  const opening = /^[[(]/.exec(sample)?.[0] ?? "";
  const closing = /[\])]$/.exec(sample)?.[0] ?? "";
  return bare.test(sample) ? `${opening}${ticket}${closing}` : ticket;
}
