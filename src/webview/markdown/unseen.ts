/**
 * Shows characters that can't be seen: text that runs the other way on command, hidden tags, spaces without width.
 * They hide code from a reader and instructions from a reviewer. The characters stay in the text, so that a copy is
 * exact; a mark that only the screen shows stands around each, and keeps its effect inside.
 */

import { tagFlag } from "../../core/text/hiddenTags.ts";

// Not marked: joiners and direction marks, which Arabic, Persian and Indic words and emoji need, a single variation
// selector, and the tags of a flag.
const unseen =
  /[\u00AD\u115F\u1160\u180E\u200B\u2028\u2029\u202A-\u202E\u2060-\u2064\u2066-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|\u17B4|\u17B5|[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]{2,}/u;
const pattern = new RegExp(`${tagFlag.source}|${unseen.source}`, "gu");

/** A stretch of text, `mark` set where it can't be seen. */
export interface Stretch {
  readonly text: string;
  readonly mark?: string | undefined;
}

/** The text cut where something can't be seen. Most text is one stretch. */
export function stretches(text: string): readonly Stretch[] {
  if (text !== "" && !unseen.test(text)) return [{ text }];
  const found: Stretch[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0].startsWith("\u{1F3F4}")) continue;
    if (match.index > at) found.push({ text: text.slice(at, match.index) });
    found.push({ text: match[0], mark: codePoints(match[0]) });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at) });
  return found;
}

/** The text for where nothing can be marked, such as a tooltip: what can't be seen is called by its name. */
export function spelledOut(text: string): string {
  return stretches(text)
    .map((stretch) => (stretch.mark === undefined ? stretch.text : `[${stretch.mark}]`))
    .join("");
}

function codePoints(text: string): string {
  const names = Array.from(
    text,
    (one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
  return names.join(" ");
}

/** Nodes that show a text. */
export function visibleNodes(text: string): readonly ChildNode[] {
  return stretches(text).map((stretch) => {
    if (stretch.mark === undefined) return document.createTextNode(stretch.text);
    const mark = document.createElement("span");
    mark.className = "unseen";
    mark.dataset["mark"] = stretch.mark;
    mark.title = stretch.mark;
    mark.textContent = stretch.text;
    return mark;
  });
}

/** Appends text to an element, growing its last text node where it can. */
export function appendVisible(element: Element | DocumentFragment, text: string): void {
  if (text === "") return;
  const last = element.lastChild;
  const nodes = visibleNodes(text);
  const [first] = nodes;
  if (nodes.length === 1 && first instanceof Text && last instanceof Text) last.appendData(text);
  else element.append(...nodes);
}

/** Marks what can't be seen in everything below a node. */
export function markUnseen(root: Node): void {
  if (stretches(root.textContent ?? "").every(({ mark }) => mark === undefined)) return;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    const nodes = visibleNodes(text.data);
    if (nodes.length > 1 || !(nodes[0] instanceof Text)) text.replaceWith(...nodes);
  }
}
