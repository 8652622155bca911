/**
 * A prompt file as VS Code has them: a name from its file, a description in its front matter, and words for the model.
 * Modes, models and tools that a front matter names are passed over: they are for agents. Pure.
 */
import { withoutHiddenTags } from "../text/hiddenTags.ts";

/** A prompt of the person's own. */
export interface Prompt {
  /** What is typed behind the slash: lower-case letters, digits, `-` and `_`. */
  readonly name: string;
  readonly description: string;
  readonly text: string;
}

/** The prompt that a file holds; undefined where it says nothing or its name can't be typed. */
export function promptFrom(file: string, content: string): Prompt | undefined {
  const name = file
    .replace(/\.prompt\.md$/i, "")
    .toLowerCase()
    .replaceAll(/\s+/g, "-");
  const [, front = "", text = ""] =
    /^(?:\uFEFF?---\r?\n([^]*?)\r?\n---(?:\r?\n|$))?([^]*)$/.exec(withoutHiddenTags(content)) ?? [];
  const words = text.trim();
  if (words === "" || !/^[\p{Ll}\p{Lo}\p{N}_-]{1,60}$/u.test(name)) return undefined;
  const [, told = ""] = /^description:[ \t]*(.*)$/m.exec(front) ?? [];
  const description = told.trim().replace(/^(["'])(.*)\1$/, "$2");
  return { name, description: description === "" ? firstLine(words) : description, text: words };
}

/** The name of a prompt that a message begins with, as in `/review only the tests`, and the rest of it. */
export function calledPrompt(message: string): { readonly name: string; readonly rest: string } | undefined {
  const [, name, rest = ""] = /^\/([\p{L}\p{N}_-]+)(?:\s+([^]*))?$/u.exec(message.trim()) ?? [];
  return name === undefined ? undefined : { name: name.toLowerCase(), rest };
}

function firstLine(text: string): string {
  const [line = ""] = text.replace(/^#+\s*/, "").split("\n", 1);
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
