/**
 * The rule for a question about code: outlines what came with the question, or describes the function that the
 * question names. Where the newest question brings no code, the code of an earlier one is meant.
 */
import type { Asked } from "../asked.ts";
import { grouped, isCallable, linesIn, type Declaration, type Outline } from "../code/outline.ts";
import { readOutline } from "../code/read.ts";
import { takeApart, type Parts } from "../code/source.ts";
import type { Draft } from "../draft.ts";
import type { Count, Words } from "../words/words.ts";
import { describeDeclaration } from "./describeDeclaration.ts";
import { describeOutline } from "./describeOutline.ts";

/** Most pieces of code that one answer goes into. */
const mostSources = 5;

/** A word of the question that is in the code, and where. */
interface Mention {
  readonly word: string;
  readonly path: string;
  readonly lines: readonly number[];
}

/** An answer about code, or undefined where no code came with the conversation. */
export function codeQuestion(asked: Asked, words: Words): Draft | undefined {
  const messages = asked.messages
    .filter((message) => message.role === "user")
    .map(({ text }) => codeAndWords(text));
  const question = messages.at(-1)?.words ?? "";
  const sources = messages.findLast((message) => message.sources.length > 0)?.sources;
  if (!sources) return undefined;
  const isEarlier = messages.at(-1)?.sources.length === 0;
  const outlines = sources.slice(0, mostSources).map(readOutline);
  const named = outlines.flatMap((outline) =>
    namedIn(question, outline.declarations).map((declaration) => ({ outline, declaration })),
  );
  const mentions = named.length > 0 ? [] : outlines.flatMap((outline) => mentionsIn(question, outline));
  const about = named
    .slice(0, 3)
    .map(({ outline, declaration }) => describeDeclaration(outline, declaration, words));
  const over = outlines.map((outline) => describeOutline(outline, question, words));
  const left = sources.length - outlines.length;
  return {
    thoughts: thoughts(
      question,
      outlines,
      isEarlier,
      named.map(({ declaration }) => declaration),
      mentions,
      words.question,
    ),
    deeper: outlines.flatMap((outline) => deeper(outline, words)),
    text: [
      ...(isEarlier ? [words.question.earlier] : []),
      ...mentionLines(mentions, words.question),
      ...(about.length > 0 ? about : over),
      ...(left > 0 ? [words.question.unread(left)] : []),
      words.standIn,
    ].join("\n\n"),
  };
}

function codeAndWords(text: string): Parts {
  const { sources, words } = takeApart(text);
  const selections = sources.filter(({ element }) => element === "selection");
  const code = sources.filter(({ element }) => element === "file" || element === "fence");
  return { words, sources: selections.length > 0 ? selections : code };
}

/** Declarations whose name the question says, as a word of its own. */
function namedIn(question: string, declarations: readonly Declaration[]): readonly Declaration[] {
  const words = new Set(question.match(/[#\w$]+/g) ?? []);
  return declarations.filter(
    ({ name }) => words.has(name) && (name.length > 2 || question.includes(`\`${name}`)),
  );
}

const smallWords = new Set(
  "about also does have here that their them then there these they this those what when where which while with would your code file line lines function functions class explain please tell show from into make more much should could".split(
    " ",
  ),
);

function mentionsIn(question: string, { source, lines }: Outline): readonly Mention[] {
  const words = new Set(
    (question.match(/[A-Za-z_$][\w$]{3,}/g) ?? []).filter((word) => !smallWords.has(word.toLowerCase())),
  );
  return [...words].slice(0, 12).flatMap((word) => {
    const lower = word.toLowerCase();
    const found = lines.flatMap((line, index) =>
      line.toLowerCase().includes(lower) ? [source.firstLine + index] : [],
    );
    return found.length > 0 ? [{ word, path: source.path, lines: found }] : [];
  });
}

function mentionLines(mentions: readonly Mention[], words: Words["question"]): readonly string[] {
  if (mentions.length === 0) return [];
  const places = mentions.slice(0, 6).map(({ word, path, lines }) => `- ${words.mention(word, lines, path)}`);
  return [`${words.shared}\n${places.join("\n")}`];
}

function thoughts(
  question: string,
  outlines: readonly Outline[],
  isEarlier: boolean,
  named: readonly Declaration[],
  mentions: readonly Mention[],
  words: Words["question"],
): readonly string[] {
  return [
    ...outlines.map(({ source, lines, language }) => words.looking(source.path, lines.length, language)),
    ...outlines.map((outline) => words.found(summary(outline))),
    ...(isEarlier ? [words.cameEarlier] : []),
    words.asking(question.slice(0, 120)),
    words.naming(named),
    ...(mentions.length > 0 ? [words.sharing(mentions.map(({ word }) => word))] : []),
  ];
}

function summary({ declarations, loops, branches }: Outline): readonly Count[] {
  const callables = declarations.filter(isCallable).length;
  const classes = declarations.filter(({ kind }) => kind === "class").length;
  return [
    [callables, "function"],
    ...(classes > 0 ? [[classes, "class"] as const] : []),
    [loops.length, "loop"],
    [branches.length, "branch"],
  ];
}

function deeper({ source, declarations, loops, branches, notes }: Outline, words: Words): readonly string[] {
  const each = declarations
    .slice(0, 20)
    .map((one) => words.question.inShort(one, linesIn(loops, one).length, linesIn(branches, one).length));
  const seen = grouped(notes)
    .slice(0, 12)
    .map((group) => words.note(group));
  return [
    words.question.goingThrough(source.path, source.firstLine),
    ...(each.length > 0 ? [each.join(words.gap)] : []),
    ...(seen.length > 0 ? [seen.join(words.gap)] : []),
  ];
}
