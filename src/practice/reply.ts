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

/** Thinking and answer, uncut. */
export interface Reply {
  readonly thinking: string;
  readonly text: string;
}

/** Answers a request. The same request always gets the same answer. */
export function reply(asked: Asked): Reply {
  const draft =
    summary(asked) ??
    split(asked) ??
    commit(asked) ??
    edit(asked) ??
    codeQuestion(asked) ??
    introduction(asked);
  return { thinking: thinkingOf(asked, draft), text: draft.text };
}

function thinkingOf(asked: Asked, { thoughts, deeper }: Draft): string {
  switch (asked.depth) {
    case "off":
      return "";
    case "low":
      return thoughts.slice(0, 2).join(" ");
    case "high":
      return thoughts.join(" ");
    case "max":
      return [thoughts.join(" "), ...deeper].join("\n\n");
  }
}
