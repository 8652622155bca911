/**
 * Material in a prompt, between tags. Its end is never in doubt: where the text holds the closing tag itself, the
 * element takes a name that the text does not close, such as `file-2`, and the text stays as it is to the letter. Pure.
 */
import { withoutHiddenTags } from "./hiddenTags.ts";

/** Said to the model wherever a prompt has elements. */
export const elementRule =
  "Where a text holds its own closing tag, the element's name has a number, such as <file-2>: it ends where that name is closed.";

/** An element with its text on lines of its own. Without hidden letters, which could pull a closing tag apart. */
export function element(name: string, attributes: Readonly<Record<string, string>>, text: string): string {
  const shown = withoutHiddenTags(text);
  const tag = freeName(name, shown);
  const words = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`);
  return `<${tag}${withoutHiddenTags(words.join(""))}>\n${shown}\n</${tag}>`;
}

/** A value between quotes, or a few words between tags; names of files and branches may hold anything. */
export function attribute(value: string): string {
  return value
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replace(/[\n\r]/g, "␊");
}

/** The name, or with the first number by which the text closes nothing. */
function freeName(name: string, text: string): string {
  const closing = new RegExp(`</${name}(?:-(\\d+))?\\s*>`, "gi");
  const closed = new Set([...text.matchAll(closing)].map(([, number = "1"]) => Number(number)));
  let number = 1;
  while (closed.has(number)) number += 1;
  return number === 1 ? name : `${name}-${number}`;
}
