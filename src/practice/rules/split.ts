/**
 * The rule for a split of changes into commits: one commit for each top folder, in the order of the diff. The answer is
 * the JSON that core/prompts/splitCommit.ts asks for.
 */
import { lastQuestion, systemText, type Asked } from "../asked.ts";
import type { Draft } from "../draft.ts";
import type { Words } from "../words/words.ts";

/** A file of the diff with the number under which its parts are named. */
interface SortedFile {
  readonly folder: string;
  readonly number: string;
}

/** A plan, or undefined where the request wants something else. */
export function split(asked: Asked, { split: words, commit: { period } }: Words): Draft | undefined {
  if (asked.purpose !== undefined && asked.purpose !== "commit") return undefined;
  if (!systemText(asked).includes('{"commits":[')) return undefined;
  const message = lastQuestion(asked);
  const files = readFiles(message);
  const folders = [...new Set(files.map(({ folder }) => folder))];
  const isConventional = message.includes("Form: Conventional Commits");
  const commits = folders.map((folder) => {
    const subject = words.update(folder);
    return {
      message: isConventional ? `chore: ${subject.charAt(0).toLowerCase()}${subject.slice(1)}` : subject,
      reason: words.together,
      parts: files.filter((file) => file.folder === folder).map(({ number }) => number),
    };
  });
  return {
    thoughts: [words.looking(files.length, folders.length), words.byFolder],
    deeper: commits.map(({ message: subject }) => `${subject}${period}`),
    text: JSON.stringify({ commits }),
  };
}

/** Reads the elements of core/commit/changeText.ts; the number stands in `parts`, or in the head of the first hunk. */
function readFiles(message: string): readonly SortedFile[] {
  const elements = message.matchAll(/^<file path="([^"]*)"([^>\n]*)>(?:\n@@ [^\n]*@@ part (\d+))?/gm);
  return [...elements].flatMap(([, path = "", attributes = "", inHunk]) => {
    const number = inHunk ?? / parts="(\d+)/.exec(attributes)?.[1];
    const folder = path.includes("/") ? (path.split("/", 1)[0] ?? "") : "";
    return number === undefined ? [] : [{ folder, number }];
  });
}
