/**
 * Finds the code in a message: `<file …>` and `<selection …>` elements as the prompts make them (core/prompts/), and
 * fenced blocks. Owns the taking apart; what the code says is read elsewhere.
 */

/** A piece of code that came with a message. */
export interface Source {
  /** What it came as. `problems`, `material` and `instructions` hold no code. */
  readonly element: Element;
  /** Path in the workspace; empty where the message does not say. */
  readonly path: string;
  /** Language id as the editor or the fence names it, lower case; empty where it is not said. */
  readonly language: string;
  /** Number of its first line in the file it comes from. */
  readonly firstLine: number;
  /** The code, without a line break at its end. */
  readonly code: string;
}

/** The elements that prompts are made of, and `fence` for a fenced block. */
export type Element = (typeof elements)[number] | "fence";

/** A message taken apart. */
export interface Parts {
  readonly sources: readonly Source[];
  /** What the person said, without what the prompts say around it. */
  readonly words: string;
}

const elements = ["file", "selection", "definition", "problems", "material", "instructions"] as const;

const opening = /^<([a-z][a-z0-9_-]*)((?:\s+[a-z][a-z0-9_-]*="[^"]*")*)\s*>\s*$/i;
/** The name of an image (core/prompts/chat.ts). */
const image = /^<image [^>]*\/>$/;
const fence = /^( {0,3})(`{3,}|~{3,})\s*([^\s`]*)[^`]*$/;

/** What the prompts (core/prompts/edit.ts, goOn.ts) say around the person's own words. */
const boilerplate =
  /^(?:These lines stand there now(?:, your change included)?:|The file is indented with .*|Of these lines exactly this was marked: .*|Answer with these lines anew, whole, in one fenced block\.|Your last message was cut off\. Go on .*)[ \n]*/gm;

/** Takes a message apart. An element or a fence that never ends is left among the words. */
export function takeApart(message: string): Parts {
  const lines = message.split(/\r\n|\n|\r/);
  const sources: Source[] = [];
  const words: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const found = elementAt(lines, at) ?? fenceAt(lines, at);
    if (found) sources.push(found.source);
    else if (!image.test(line)) words.push(line);
    at = found ? found.next : at + 1;
  }
  return { sources, words: words.join("\n").replace(boilerplate, "").trim() };
}

interface Found {
  readonly source: Source;
  /** Index of the first line after it. */
  readonly next: number;
}

function elementAt(lines: readonly string[], at: number): Found | undefined {
  const [, name = "", attributes = ""] = opening.exec(lines[at] ?? "") ?? [];
  const element = elements.find((known) => known === withoutNumber(name));
  if (!element) return undefined;
  const [from = 1, to = 0] = (attribute(attributes, "lines").match(/\d+/g) ?? []).map(Number);
  const end = endOf(lines, at, name, to - from + 1);
  if (end < 0) return undefined;
  return {
    source: {
      element,
      path: attribute(attributes, "path"),
      language: attribute(attributes, "language").toLowerCase(),
      firstLine: from,
      code: lines.slice(at + 1, end).join("\n"),
    },
    next: end + 1,
  };
}

/** A name has a number where the text closes the name without one. */
function withoutNumber(name: string | undefined): string | undefined {
  return name?.replace(/-\d+$/, "");
}

/**
 * Where an element ends. Code that somebody pasted may hold a closing tag itself: the number of lines, where it is said,
 * decides; where it is not, the last closing tag before the next opening one. A name with a number is closed once.
 */
function endOf(lines: readonly string[], at: number, name: string, count: number): number {
  const closing = `</${name}>`;
  const isEnd = (line: string | undefined): boolean => line?.trim() === closing;
  if (count > 0 && isEnd(lines[at + 1 + count])) return at + 1 + count;
  if (withoutNumber(name) !== name) return lines.findIndex((line, index) => index > at && isEnd(line));
  const next = lines.findIndex(
    (line, index) => index > at && withoutNumber(opening.exec(line)?.[1]) === name,
  );
  return lines
    .slice(0, next < 0 ? lines.length : next)
    .findLastIndex((line, index) => index > at && isEnd(line));
}

function fenceAt(lines: readonly string[], at: number): Found | undefined {
  const [, indent = "", marks = "", language = ""] = fence.exec(lines[at] ?? "") ?? [];
  if (marks === "") return undefined;
  const end = lines.findIndex((line, index) => {
    const text = line.trim();
    return index > at && text.length >= marks.length && text === (marks[0] ?? "").repeat(text.length);
  });
  if (end < 0) return undefined;
  const code = lines
    .slice(at + 1, end)
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  const source: Source = {
    element: "fence",
    path: "",
    language: language.toLowerCase(),
    firstLine: 1,
    code: code.join("\n"),
  };
  return { source, next: end + 1 };
}

const entities: Readonly<Record<string, string>> = { quot: '"', lt: "<", gt: ">", amp: "&" };

function attribute(attributes: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`, "i").exec(attributes)?.[1] ?? "";
  return plain(value);
}

/** The value of an attribute without entities. */
export function plain(value: string): string {
  return value.replace(/&(quot|lt|gt|amp);/g, (whole, entity: string) => entities[entity] ?? whole);
}

/** A fenced block around code; the fence is longer than any fence inside. */
export function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...(code.match(/^ {0,3}`{3,}/gm) ?? []).map((run) => run.trim().length));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${code}\n${marks}`;
}
