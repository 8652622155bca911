/** What `@` and `/` mean in a message that is being written. Pure. */
import type { StringKey } from "../../protocol/strings.ts";

/** Letters behind a `@` or `/` that the caret stands at. */
export interface Trigger {
  readonly kind: "mention" | "command";
  /** Where the sign stands. */
  readonly start: number;
  /** What stands between the sign and the caret. */
  readonly query: string;
}

/** Most characters behind the sign that are looked at. */
const longestQuery = 100;

/**
 * The sign that the caret belongs to: `@` anywhere but within an address or a path, `/` at the start of the message.
 * Chinese is written without blanks.
 */
export function triggerAt(text: string, caret: number): Trigger | undefined {
  // With the sign and what stands before it.
  const before = text.slice(Math.max(0, caret - longestQuery - 2), caret);
  const query = /(?<![\w.+@/-])@([^\s@]*)$/.exec(before)?.[1];
  if (query !== undefined && query.length <= longestQuery)
    return { kind: "mention", start: caret - query.length - 1, query };
  const command = /^\/([\p{L}\p{N}_-]*)$/u.exec(text.slice(0, caret));
  return command ? { kind: "command", start: 0, query: command[1] ?? "" } : undefined;
}

/** A command, what it says of itself, and what it does: it puts words into the message, or presses a button. */
export interface SlashCommand {
  readonly name: string;
  readonly detail: StringKey;
  readonly does: { readonly says: StringKey } | Press;
}

/** A button, and what is said with it. */
export interface Press {
  readonly presses: "newChat" | "compactChat" | "commitMessage";
  readonly words?: string | undefined;
}

/** All commands, in the order of the list. */
const slashCommands: readonly SlashCommand[] = [
  { name: "explain", detail: "commandExplain", does: { says: "askExplain" } },
  { name: "fix", detail: "commandFix", does: { says: "askFix" } },
  { name: "tests", detail: "commandTests", does: { says: "askTests" } },
  { name: "doc", detail: "commandDoc", does: { says: "askDoc" } },
  { name: "commit", detail: "commandCommit", does: { presses: "commitMessage" } },
  { name: "compact", detail: "commandCompact", does: { presses: "compactChat" } },
  { name: "clear", detail: "commandClear", does: { presses: "newChat" } },
];

/** The commands whose names begin with some letters. */
export function commandsFor(query: string): readonly SlashCommand[] {
  return slashCommands.filter(({ name }) => name.startsWith(query.toLowerCase()));
}

/** The command that a message begins with, and the rest of it. */
export function commandOf(
  text: string,
): { readonly command: SlashCommand; readonly rest: string } | undefined {
  const [, name, rest = ""] = /^\/([a-z]+)(?:\s+([^]*))?$/i.exec(text.trim()) ?? [];
  const command = slashCommands.find((one) => one.name === name?.toLowerCase());
  return command && { command, rest };
}
