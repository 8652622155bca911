/**
 * Chooses the rule that answers a request: the first that has something to say. Owns the order of the rules and how
 * much of their thinking is told.
 */
import type { Asked } from "./asked.ts";
import type { Draft } from "./draft.ts";
import { codeQuestion } from "./rules/codeQuestion.ts";
import { commit } from "./rules/commit.ts";
import { edit } from "./rules/edit.ts";
import { introduction } from "./rules/introduction.ts";
import { split } from "./rules/split.ts";
import { summary } from "./rules/summary.ts";
import { wordsFor } from "./words/wordsFor.ts";
import type { Words } from "./words/words.ts";

/** Thinking and answer, uncut. */
export interface Reply {
  readonly thinking: string;
  readonly text: string;
}

/** Answers a request. The same request always gets the same answer. */
export function reply(asked: Asked): Reply {
  const words = wordsFor(asked);
  const draft =
    summary(asked, words) ??
    split(asked, words) ??
    commit(asked, words) ??
    edit(asked, words) ??
    codeQuestion(asked, words) ??
    introduction(asked, words);
  return { thinking: thinkingOf(asked, draft, words), text: draft.text };
}

function thinkingOf(asked: Asked, { thoughts, deeper }: Draft, { gap }: Words): string {
  switch (asked.depth) {
    case "off":
      return "";
    case "low":
      return thoughts.slice(0, 2).join(gap);
    case "high":
      return thoughts.join(gap);
    case "max":
      return [thoughts.join(gap), ...deeper].join("\n\n");
  }
}
