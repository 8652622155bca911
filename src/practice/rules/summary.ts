/**
 * The rule for a summary of the conversation: what was asked, in order, and which files came with it.
 */
import type { Asked } from "../asked.ts";
import type { Draft } from "../draft.ts";
import type { Words } from "../words/words.ts";

/** Characters of each question that are told. */
const longest = 160;

/** A summary, or undefined where the request wants something else. */
export function summary(asked: Asked, { summary: words, standIn }: Words): Draft | undefined {
  if (asked.purpose !== "compact") return undefined;
  const questions = asked.messages.filter(({ role }) => role === "user").slice(0, -1);
  const files = [...new Set(questions.flatMap(({ text }) => pathsIn(text)))];
  const said = questions.map(({ text }) => `- ${questionIn(text)}`);
  return {
    thoughts: [words.questions(questions.length)],
    deeper: [words.cameWith(files.length)],
    text: [words.asked, said.join("\n"), ...(files.length > 0 ? [words.files(files)] : []), standIn].join(
      "\n\n",
    ),
  };
}

/** The paths of attached files, as core/prompts/chat.ts writes them. */
function pathsIn(text: string): readonly string[] {
  return [...text.matchAll(/^<file(?:-\d+)? path="([^"\n]+)"/gm)].map(([, path = ""]) => path);
}

/** A question without what came with it, which stands before it. */
function questionIn(text: string): string {
  const words = text.split(/^<\/(?:file|material|instructions)(?:-\d+)?>$/m).at(-1) ?? text;
  return words.trim().replace(/\s+/g, " ").slice(0, longest);
}
