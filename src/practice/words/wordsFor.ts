/**
 * Chooses the language of an answer. A commit's is the one that its prompt names; any other answer is in the language of
 * the newest words that the person wrote: Chinese where they have Han characters, else English.
 */
import type { Asked } from "../asked.ts";
import { takeApart } from "../code/source.ts";
import { chinese } from "./chinese.ts";
import { english } from "./english.ts";
import type { Words } from "./words.ts";

/** The words in which a request is answered. */
export function wordsFor({ messages }: Asked): Words {
  const questions = messages.filter(({ role }) => role === "user").map(({ text }) => text);
  const named = styleLanguage(questions.at(-1) ?? "");
  const isChinese =
    named === undefined ? isInChinese(newestWords(questions)) : /chinese|中文|[汉漢]语|^zh\b/i.test(named);
  return isChinese ? chinese : english;
}

/** The language that the prompts for commits name in their first element (core/prompts/commitMessage.ts). */
function styleLanguage(message: string): string | undefined {
  return /^<style>\n(?:- .*\n)*?- Write in ([^;\n]+)/.exec(message)?.[1];
}

/** What is no word of the person's either: code between backticks, and a diff as git writes it. */
const pasted = /`[^`\n]*`|^(?:diff --git |@@ -\d)[^]*/gm;

/** The person's words of the newest question that has any. */
function newestWords(questions: readonly string[]): string {
  for (const question of questions.toReversed()) {
    const words = takeApart(question).words.replace(pasted, "");
    if (/\p{L}/u.test(words)) return words;
  }
  return "";
}

/** Japanese and Korean may have Han characters, too. */
function isInChinese(words: string): boolean {
  return (
    /\p{Script=Han}/u.test(words) && !/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(words)
  );
}
