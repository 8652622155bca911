/**
 * Tells about a whole piece of code: its language and length, what it declares, where it loops and branches, which
 * lines are worth a look. A question that sounds like a search for mistakes gets those first.
 */
import { grouped, isCallable, linesIn, type Declaration, type Note, type Outline } from "../code/outline.ts";
import type { Words } from "../words/words.ts";
import { quote } from "./describeDeclaration.ts";

const mostDeclarations = 30;
const mostNotes = 8;
const soundsLikeSearch =
  /\b(?:bugs?|wrong|problems?|issues?|fix|fail\w*|errors?|improve\w*|review|smells?|bad|broken|mistakes?)\b|问题|错误|出错|报错|修[复正]|缺陷|漏洞|隐患|失败|不对|改进|优化|审[查阅]|检查/i;
const soundsLikeTests = /\btests?\b|测试|单测|用例/i;

/** Some paragraphs on a piece of code. */
export function describeOutline(outline: Outline, question: string, words: Words): string {
  const { declarations, notes } = outline;
  const isSearch = soundsLikeSearch.test(question);
  const tests = soundsLikeTests.test(question) ? cases(outline, words) : [];
  const worth = isSearch ? risks(notes, words) : noteLines(words.outline.worth, notes, words);
  const body = [...listing(declarations, words), ...flow(outline, words)];
  const quotes = isSearch ? risky(outline, words) : longest(outline, words);
  const parts = isSearch ? [...worth, ...body] : [...tests, ...body, ...worth];
  return [lead(outline, words), ...parts, ...quotes].join("\n\n");
}

function lead(
  { source, isCut, language, lines, declarations, imports }: Outline,
  { outline: words, gap }: Words,
): string {
  const { path, firstLine } = source;
  const range = firstLine > 1 ? ([firstLine, firstLine + lines.length - 1] as const) : undefined;
  const kinds = (["function", "method", "class", "interface", "type"] as const).flatMap((kind) => {
    const count = declarations.filter((one) => one.kind === kind).length;
    return count > 0 ? [[count, kind] as const] : [];
  });
  return [
    words.lead(path, lines.length, language, range),
    words.declares(kinds),
    ...(imports.length > 0 ? [words.imports(imports.slice(0, 8))] : []),
    ...(isCut ? [words.isLong] : []),
  ].join(gap);
}

function listing(declarations: readonly Declaration[], words: Words): readonly string[] {
  if (declarations.length === 0) return [];
  const shown = declarations
    .slice(0, mostDeclarations)
    .map((one) => `${one.within === undefined ? "" : "  "}- ${words.outline.item(one)}`);
  return [cutList(shown, declarations.length, words)];
}

/** The lines of a list, and how many of all are not among them. */
function cutList(shown: readonly string[], all: number, words: Words): string {
  const rest = all - shown.length;
  return [...shown, ...(rest > 0 ? [`- ${words.more(rest)}`] : [])].join("\n");
}

function flow(
  { loops, branches, lines, source, declarations }: Outline,
  { outline: words, gap }: Words,
): readonly string[] {
  const isShapeless = loops.length + branches.length + declarations.length === 0;
  return isShapeless ? [shape(lines, source.firstLine, words).join(gap)] : [words.flow(loops, branches)];
}

/** What can be said of any text: empty lines, the longest line, the first comment. */
function shape(lines: readonly string[], firstLine: number, words: Words["outline"]): readonly string[] {
  const empty = lines.filter((line) => line.trim() === "").length;
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const widest = lines.findIndex((line) => line.length === width) + firstLine;
  const comment = lines
    .find((line) => /^\s*(?:\/\/|\/\*|#|--|;|<!--)/.test(line))
    ?.trim()
    .slice(0, 120);
  return [
    words.shape(empty, widest, width),
    ...(comment === undefined ? [] : [words.firstComment(comment.replaceAll("`", "'"))]),
  ];
}

function risks(notes: readonly Note[], words: Words): readonly string[] {
  const found = notes.filter((note) => note.isRisk);
  return found.length > 0 ? noteLines(words.outline.risks, found, words) : [words.outline.noRisks];
}

function noteLines(heading: string, notes: readonly Note[], words: Words): readonly string[] {
  if (notes.length === 0) return [];
  const groups = grouped(notes);
  // What may be a mistake must not drown in plain facts.
  const shown = [...groups.filter((group) => group.isRisk), ...groups.filter((group) => !group.isRisk)]
    .slice(0, mostNotes)
    .map((group) => `- ${words.note(group)}`);
  return [`${heading}\n${cutList(shown, groups.length, words)}`];
}

function cases({ declarations, branches }: Outline, words: Words): readonly string[] {
  const lines = declarations
    .filter(isCallable)
    .slice(0, 10)
    .map((one) => `- ${words.outline.testCase(one.name, linesIn(branches, one))}`);
  return lines.length > 0 ? [`${words.outline.cases}\n${lines.join("\n")}`] : [];
}

function size({ line, endLine }: Declaration): number {
  return endLine - line;
}

function longest(outline: Outline, words: Words): readonly string[] {
  const [first] = outline.declarations.filter(isCallable).toSorted((one, other) => size(other) - size(one));
  const { firstLine } = outline.source;
  if (!first) return [quote(outline, firstLine, firstLine + Math.min(5, outline.lines.length - 1), words)];
  return [words.outline.longest(first.name), quote(outline, first.line, first.endLine, words)];
}

/** The first risky line with a line before and behind it. */
function risky(outline: Outline, words: Words): readonly string[] {
  const risk = outline.notes.find((note) => note.isRisk);
  if (!risk) return longest(outline, words);
  const last = outline.source.firstLine + outline.lines.length - 1;
  const from = Math.max(outline.source.firstLine, risk.line - 1);
  return [words.outline.around(risk.line), quote(outline, from, Math.min(last, risk.line + 1), words)];
}
