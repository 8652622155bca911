/**
 * The rule for a question without code: says what the practice model is, what it can do and what to attach.
 */
import { lastQuestion, type Asked } from "../asked.ts";
import { takeApart } from "../code/source.ts";
import type { Draft } from "../draft.ts";
import type { Words } from "../words/words.ts";

/** Always has an answer. */
export function introduction(asked: Asked, { introduction: words, standIn }: Words): Draft {
  const question = takeApart(lastQuestion(asked)).words.replace(/\s+/g, " ").slice(0, 120);
  return {
    thoughts: [words.heard(question), ...words.thoughts],
    deeper: words.deeper,
    text: [...words.text, standIn].join("\n\n"),
  };
}
