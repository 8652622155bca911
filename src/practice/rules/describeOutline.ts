/**
 * Tells about a whole piece of code: its language and length, what it declares, where it loops and branches, which
 * lines are worth a look. A question that sounds like a search for mistakes gets those first.
 */
import { grouped, isCallable, linesIn, type Declaration, type Note, type Outline } from "../code/outline.ts";
import { counted, joined, lineNames, lineRange, noteSentence } from "../draft.ts";
import { quote } from "./describeDeclaration.ts";

const mostDeclarations = 30;
const mostNotes = 8;
const soundsLikeSearch =
  /\b(?:bugs?|wrong|problems?|issues?|fix|fail\w*|errors?|improve\w*|review|smells?|bad|broken|mistakes?)\b/i;
const soundsLikeTests = /\btests?\b/i;

/** Some paragraphs on a piece of code. */
export function describeOutline(outline: Outline, question: string): string {
  const { declarations, notes } = outline;
  const isSearch = soundsLikeSearch.test(question);
  const tests = soundsLikeTests.test(question) ? cases(outline) : [];
  const worth = isSearch ? risks(notes) : noteLines("Worth a look", notes);
  const body = [...listing(declarations), ...flow(outline)];
  const quotes = isSearch ? risky(outline) : longest(outline);
  return [lead(outline), ...(isSearch ? [...worth, ...body] : [...tests, ...body, ...worth]), ...quotes].join(
    "\n\n",
  );
}

function lead({ source, isCut, language, lines, declarations, imports }: Outline): string {
  const title = source.path === "" ? "The code block" : `\`${source.path}\``;
  const part =
    source.firstLine > 1 ? ` (${lineRange(source.firstLine, source.firstLine + lines.length - 1)})` : "";
  const kinds = (["function", "method", "class", "interface", "type"] as const).flatMap((kind) => {
    const count = declarations.filter((one) => one.kind === kind).length;
    return count > 0 ? [counted(count, kind)] : [];
  });
  const from = imports.slice(0, 8).map((name) => `\`${name}\``);
  return [
    `${title} is ${counted(lines.length, "line")} of ${language}${part}.`,
    kinds.length > 0
      ? `It declares ${joined(kinds)}.`
      : "It declares no function or class that the rules know.",
    ...(from.length > 0 ? [`It imports ${joined(from)}.`] : []),
    ...(isCut ? ["It is long: only this beginning was read."] : []),
  ].join(" ");
}

function listing(declarations: readonly Declaration[]): readonly string[] {
  if (declarations.length === 0) return [];
  const shown = declarations.slice(0, mostDeclarations).map((one) => {
    const call = isCallable(one) ? `(${one.parameters.join(", ")})` : "";
    const word = `${one.isAsync ? "async " : ""}${one.kind === "method" ? "" : `${one.kind} `}`;
    const indent = one.within === undefined ? "" : "  ";
    return `${indent}- ${word}\`${one.name}${call}\`, ${lineRange(one.line, one.endLine)}`;
  });
  const rest = declarations.length - shown.length;
  return [[...shown, ...(rest > 0 ? [`- … and ${rest} more`] : [])].join("\n")];
}

function flow({ loops, branches, lines, source, declarations }: Outline): readonly string[] {
  const parts = [
    ...(loops.length > 0 ? [`${counted(loops.length, "loop")} (${lineNames(loops)})`] : []),
    ...(branches.length > 0 ? [`${counted(branches.length, "branch")} (${lineNames(branches)})`] : []),
  ];
  if (parts.length > 0) return [`**Flow:** ${joined(parts)}.`];
  if (declarations.length > 0) return ["**Flow:** straight on, without loops or branches."];
  return shape(lines, source.firstLine);
}

/** What can be said of any text: empty lines, the longest line, the first comment. */
function shape(lines: readonly string[], firstLine: number): readonly string[] {
  const empty = lines.filter((line) => line.trim() === "").length;
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const widest = lines.findIndex((line) => line.length === width) + firstLine;
  const comment = lines
    .find((line) => /^\s*(?:\/\/|\/\*|#|--|;|<!--)/.test(line))
    ?.trim()
    .slice(0, 120);
  return [
    [
      `${counted(empty, "line")} of it ${empty === 1 ? "is" : "are"} empty; the longest is line ${widest} with ${counted(width, "character")}.`,
      ...(comment === undefined ? [] : [`Its first comment: \`${comment.replaceAll("`", "'")}\`.`]),
    ].join(" "),
  ];
}

function risks(notes: readonly Note[]): readonly string[] {
  const found = notes.filter((note) => note.isRisk);
  if (found.length > 0) return noteLines("What may be a mistake", found);
  return ["The rules find none of the mistakes that they know. That is not proof that there are none."];
}

function noteLines(heading: string, notes: readonly Note[]): readonly string[] {
  if (notes.length === 0) return [];
  const groups = grouped(notes);
  // What may be a mistake must not drown in plain facts.
  const shown = [...groups.filter((group) => group.isRisk), ...groups.filter((group) => !group.isRisk)]
    .slice(0, mostNotes)
    .map(({ what, lines }) => `- ${noteSentence(what, lines)}`);
  const rest = groups.length - shown.length;
  return [`**${heading}:**\n${[...shown, ...(rest > 0 ? [`- … and ${rest} more`] : [])].join("\n")}`];
}

function cases({ declarations, branches }: Outline): readonly string[] {
  const lines = declarations
    .filter(isCallable)
    .slice(0, 10)
    .map((one) => {
      const inside = linesIn(branches, one);
      const both = inside.length > 0 ? `, and both sides of the branches in ${lineNames(inside)}` : "";
      return `- \`${one.name}\`: the usual case, empty input${both}`;
    });
  return lines.length > 0 ? [`**Cases that tests could cover:**\n${lines.join("\n")}`] : [];
}

function size({ line, endLine }: Declaration): number {
  return endLine - line;
}

function longest(outline: Outline): readonly string[] {
  const [first] = outline.declarations.filter(isCallable).toSorted((one, other) => size(other) - size(one));
  if (!first)
    return [
      quote(
        outline,
        outline.source.firstLine,
        outline.source.firstLine + Math.min(5, outline.lines.length - 1),
      ),
    ];
  return [`The longest function is \`${first.name}\`:`, quote(outline, first.line, first.endLine)];
}

/** The first risky line with a line before and behind it. */
function risky(outline: Outline): readonly string[] {
  const risk = outline.notes.find((note) => note.isRisk);
  if (!risk) return longest(outline);
  const last = outline.source.firstLine + outline.lines.length - 1;
  const from = Math.max(outline.source.firstLine, risk.line - 1);
  return [`Around line ${risk.line}:`, quote(outline, from, Math.min(last, risk.line + 1))];
}
