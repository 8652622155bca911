/**
 * A conversation as Markdown, for people: who said what, the thinking folded away, the figures in small print.
 */
import { isImage } from "../prompts/chat.ts";
import type { AnswerTurn, ContextItem, Conversation, Turn, UserTurn } from "../conversation.ts";
import { withoutRunning } from "./operations.ts";

/** Words of the document in the person's language. */
export interface MarkdownWords {
  readonly you: string;
  readonly thinking: string;
  readonly context: string;
  readonly stopped: string;
  /** Writes a moment. */
  readonly when: (at: number) => string;
}

/** The document. Ends with a line break. */
export function conversationMarkdown(
  conversation: Conversation,
  title: string,
  words: MarkdownWords,
): string {
  const turns = withoutRunning(conversation).turns.map((turn) => turnMarkdown(turn, words));
  return `${[`# ${oneLine(title)}`, ...turns].join("\n\n")}\n`;
}

function turnMarkdown(turn: Turn, words: MarkdownWords): string {
  return turn.kind === "user" ? questionMarkdown(turn, words) : answerMarkdown(turn, words);
}

function questionMarkdown(turn: UserTurn, words: MarkdownWords): string {
  const context = turn.context.map((item) => contextMarkdown(item, words));
  const text = closedFence(turn.text.trim());
  return [`## ${words.you} · ${words.when(turn.at)}`, ...context, text].join("\n\n");
}

function contextMarkdown(item: ContextItem, words: MarkdownWords): string {
  if (item.kind === "image") return pictured(item);
  const lines = item.lines ? `:${item.lines[0]}-${item.lines[1]}` : "";
  const code = fenced(item.text, item.language);
  return details(`${words.context}: ${item.path}${lines}`, code);
}

function pictured({ path, text }: ContextItem): string {
  return isImage(text) ? `![${oneLine(path).replaceAll(/[[\]]/g, " ")}](${text})` : "";
}

function answerMarkdown(turn: AnswerTurn, words: MarkdownWords): string {
  const thinking = turn.thinking ? [details(words.thinking, turn.thinking.text.trim())] : [];
  const stopped = turn.ending && turn.ending.reason !== "stop" ? [`*${words.stopped}*`] : [];
  const answer = closedFence(turn.text.trim());
  const parts = [`## ${oneLine(turn.model)} · ${words.when(turn.at)}`, ...thinking, answer, ...stopped];
  return parts.filter((part) => part !== "").join("\n\n");
}

function details(summary: string, text: string): string {
  const safe = oneLine(summary).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<details><summary>${safe}</summary>\n\n${closedFence(text)}\n\n</details>`;
}

/** A code block that no run of backticks inside it ends. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${/^[\w+#.-]*$/.test(language) ? language : ""}\n${text.replace(/\n$/, "")}\n${fence}`;
}

/** A text whose open code block is closed, so that a cut answer, or half a pasted one, does not swallow what follows. */
function closedFence(text: string): string {
  let open: string | undefined;
  for (const line of text.split("\n")) {
    const run = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    const mark = run?.[1];
    if (mark === undefined) continue;
    if (open === undefined) open = mark;
    else if (mark.startsWith(open) && run?.[2]?.trim() === "") open = undefined;
  }
  return open === undefined ? text : `${text}\n${open}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
