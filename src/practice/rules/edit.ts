/**
 * The rule for a change of code: makes the rewrites that the instruction asks for and gives the code back in one
 * fenced block, unchanged where no rule fits. Nothing else is said, because the block takes the code's place.
 */
import { lastQuestion, systemText, type Asked } from "../asked.ts";
import { languageOf } from "../code/read.ts";
import { fenced, takeApart, type Source } from "../code/source.ts";
import type { Draft } from "../draft.ts";
import { addDocumentation } from "../rewrites/addDocumentation.ts";
import { addTypes } from "../rewrites/addTypes.ts";
import { constInsteadOfVar } from "../rewrites/constInsteadOfVar.ts";
import { removeLogging } from "../rewrites/removeLogging.ts";
import { rename } from "../rewrites/rename.ts";
import type { Rewrite } from "../rewrites/rewrite.ts";
import { sortImports } from "../rewrites/sortImports.ts";
import { strictEquality } from "../rewrites/strictEquality.ts";
import { trimSpaces } from "../rewrites/trimSpaces.ts";
import type { Words } from "../words/words.ts";

/** In the order in which they are made: comments last, so that they speak of the new names. */
const rewrites: readonly Rewrite[] = [
  rename,
  constInsteadOfVar,
  strictEquality,
  removeLogging,
  sortImports,
  addTypes,
  trimSpaces,
  addDocumentation,
];

/** The code, rewritten, or undefined where the request wants something else or has no code. */
export function edit(asked: Asked, { edit: say }: Words): Draft | undefined {
  if (!isEdit(asked)) return undefined;
  const { sources, words } = takeApart(lastQuestion(asked));
  const source = wanted(sources);
  if (!source) return undefined;
  const problems = sources.filter(({ element }) => element === "problems").map(({ code: text }) => text);
  const isFix = asked.purpose === "fix" || /\bfix\b|\bproblems?\b|修[复正]|解决|问题|错误|报错/i.test(words);
  const instruction = [words, ...(isFix ? problems : [])].join("\n");
  const asksFor = rewrites.filter((rewrite) => rewrite.asks(instruction));
  // A question is answered in words.
  if (asksFor.length === 0 && /[?？吗呢]$/.test(words)) return undefined;
  const language = languageOf(source);
  const code = asksFor.reduce(
    (text, rewrite) => rewrite.apply({ code: text, language }, instruction),
    source.code,
  );
  const isChanged = code !== source.code;
  return {
    thoughts: [
      say.looking(source.code.split("\n").length, source.path),
      say.instruction(words.replace(/\s+/g, " ").slice(0, 120)),
      say.fitting(asksFor.map(({ name }) => name)),
      ...(asksFor.length > 0 && !isChanged ? [say.nothingToChange] : []),
    ],
    deeper: rewrites.filter((rewrite) => !asksFor.includes(rewrite)).map(({ name }) => say.alsoCould(name)),
    text: fenced(code, source.language === "" ? language : source.language),
  };
}

/**
 * Without a stated purpose a request is an edit if it wants the code alone: a person's question never does, the
 * prompts of editors always do.
 */
function isEdit(asked: Asked): boolean {
  if (asked.purpose !== undefined) return asked.purpose === "edit" || asked.purpose === "fix";
  const said = `${systemText(asked)}\n${lastQuestion(asked)}`;
  const wantsOnlyCode =
    /\b(?:only|just|nothing (?:but|else))\b[^.\n]{0,60}\b(?:code|block|replacement)\b|\b(?:code|block|replacement)\b[^.\n]{0,30}\b(?:only|alone|nothing else)\b/i;
  return /\b(?:rewrit\w*|edit\w*|replac\w*|chang\w*)\b/i.test(said) && wantsOnlyCode.test(said);
}

/** The code that is meant: the selection, or the last block that is not there for context. */
function wanted(sources: readonly Source[]): Source | undefined {
  const order = ["selection", "fence", "file"] as const;
  const found = order.map((element) => sources.findLast((source) => source.element === element));
  return found.find((source) => source !== undefined);
}
