/**
 * A command of an answer as it may be put into a terminal: nothing that a terminal obeys unseen, and of a transcript
 * with prompts only what was typed. Pure.
 */

/** Control characters but for tab and line feed, and marks that change the direction of text or can't be seen. */
const unseen =
  // oxlint-disable-next-line no-control-regex -- these are what a terminal obeys
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;

const prompt = /^\s*(?:\$|PS [^>]*>|[A-Z]:\\[^>]*>)[ \t]+/;

/** The commands without what can't be seen, one a line, without a line end behind the last. */
export function commandText(text: string): string {
  const lines = text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(unseen, "")
    .split("\n")
    .map((line) => line.trimEnd());
  const typed = lines.filter((line) => prompt.test(line)).map((line) => line.replace(prompt, ""));
  const kept = typed.length > 0 ? typed : lines;
  return kept
    .join("\n")
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd();
}
