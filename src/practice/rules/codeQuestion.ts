/**
 * The rule for a question about code: outlines what came with the question, or describes the function that the
 * question names. Where the newest question brings no code, the code of an earlier one is meant.
 */
import type { Asked } from "../asked.ts";
import { grouped, isCallable, linesIn, type Declaration, type Outline } from "../code/outline.ts";
import { readOutline } from "../code/read.ts";
import { takeApart, type Parts, type Source } from "../code/source.ts";
import { counted, joined, lineNames, lineRange, noteSentence, standIn, type Draft } from "../draft.ts";
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
export function codeQuestion(asked: Asked): Draft | undefined {
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
    .map(({ outline, declaration }) => describeDeclaration(outline, declaration));
  const over = outlines.map((outline) => describeOutline(outline, question));
  const left = sources.length - outlines.length;
  return {
    thoughts: thoughts(
      question,
      outlines,
      isEarlier,
      named.map(({ declaration }) => declaration),
      mentions,
    ),
    deeper: outlines.flatMap(deeper),
    text: [
      ...(isEarlier ? ["About the code that came earlier in this conversation:"] : []),
      ...mentionLines(mentions),
      ...(about.length > 0 ? about : over),
      ...(left > 0 ? [`${counted(left, "further attachment")} went unread.`] : []),
      standIn,
    ].join("\n\n"),
  };
}

function codeAndWords(text: string): Parts {
  const { sources, words } = takeApart(text);
  const selections = sources.filter(({ element }) => element === "selection");
  const code = sources.filter(({ element }) => element === "file" || element === "fence");
  return { words, sources: selections.length > 0 ? selections : code };
}

/** What the code is called in a sentence. */
function title(source: Source): string {
  return source.path === "" ? "the code block" : `\`${source.path}\``;
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

function mentionLines(mentions: readonly Mention[]): readonly string[] {
  if (mentions.length === 0) return [];
  const places = mentions.slice(0, 6).map(({ word, path, lines }) => {
    const where = path === "" ? "" : ` of \`${path}\``;
    return `- “${word}” is in ${lineNames(lines)}${where}`;
  });
  return [`Words of your question that the code has too:\n${places.join("\n")}`];
}

function thoughts(
  question: string,
  outlines: readonly Outline[],
  isEarlier: boolean,
  named: readonly Declaration[],
  mentions: readonly Mention[],
): readonly string[] {
  const looking = outlines.map(({ source, lines, language }) => {
    const what = `${counted(lines.length, "line")} of ${language}`;
    return source.path === ""
      ? `Looking at the code block: ${what}.`
      : `Looking at the attached file ${source.path}: ${what}.`;
  });
  const found = outlines.map((outline) => `I find ${summary(outline)}.`);
  const asking =
    question === ""
      ? "The message has no words besides the code."
      : `The question: “${question.slice(0, 120)}”.`;
  const names =
    named.length > 0
      ? `It names ${joined(named.map(({ name, line }) => `${name} (line ${line})`))}, so I describe that.`
      : "It names nothing that the code declares, so I outline the whole.";
  const shared =
    mentions.length > 0
      ? [`The code shares the words ${joined(mentions.map(({ word }) => word))} with it.`]
      : [];
  return [
    ...looking,
    ...found,
    ...(isEarlier ? ["The code came with an earlier message."] : []),
    asking,
    names,
    ...shared,
  ];
}

function summary({ declarations, loops, branches }: Outline): string {
  const callables = declarations.filter(isCallable).length;
  const classes = declarations.filter(({ kind }) => kind === "class").length;
  return joined([
    counted(callables, "function"),
    ...(classes > 0 ? [counted(classes, "class")] : []),
    counted(loops.length, "loop"),
    counted(branches.length, "branch"),
  ]);
}

function deeper({ source, declarations, loops, branches, notes }: Outline): readonly string[] {
  const each = declarations.slice(0, 20).map((one) => {
    const parts = [
      `${one.name} is ${one.kind === "interface" ? "an" : "a"} ${one.kind} in ${lineRange(one.line, one.endLine)}`,
      ...(isCallable(one) ? [`takes ${counted(one.parameters.length, "parameter")}`] : []),
      `has ${counted(linesIn(loops, one).length, "loop")} and ${counted(linesIn(branches, one).length, "branch")}`,
    ];
    return `${parts.join(", ")}.`;
  });
  const seen = grouped(notes)
    .slice(0, 12)
    .map(({ lines, what }) => noteSentence(what, lines));
  return [
    `I go through ${title(source)} from line ${source.firstLine}, with comments and texts blanked out.`,
    ...(each.length > 0 ? [each.join(" ")] : []),
    ...(seen.length > 0 ? [seen.join(" ")] : []),
  ];
}
