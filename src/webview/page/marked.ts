/** What words are marked, if any; and that all of them are on the page when they are copied. */
import { putBackWithin } from "../markdown/offPage.ts";

let known: Selection | undefined;
let isKnown = false;

document.addEventListener("selectionchange", () => void (isKnown = false));

/**
 * The selection, if it marks anything. Looked at anew only when it has changed: each look makes the browser lay the page
 * out first, which costs as much as a paragraph where it is done in every frame.
 */
export function marking(): Selection | undefined {
  if (!isKnown) known = look();
  isKnown = true;
  return known;
}

/** The text of what is marked, with what of it was off the page. */
export function markedText(): string {
  bringMarked();
  return getSelection()?.toString() ?? "";
}

// The browser copies what is drawn, and does so as soon as this has been heard.
document.addEventListener("copy", bringMarked);

/** Whether the whole conversation is marked, as by Ctrl+A, and some of its turns are not drawn. */
export function isMoreMarked(): boolean {
  const turns = document.querySelector(".turns");
  const marked = turns?.querySelector(":scope > .room") ? look() : undefined;
  return marked !== undefined && [...(turns?.children ?? [])].every((one) => marked.containsNode(one, true));
}

function bringMarked(): void {
  // The browser tells of a change in the next frame: a key may have come before.
  const marked = look();
  if (!marked) return;
  putBackWithin(marked.getRangeAt(0));
  const { classList } = document.body;
  classList.add("copying");
  setTimeout(() => classList.remove("copying"));
}

function look(): Selection | undefined {
  const selection = document.getSelection();
  return selection && selection.rangeCount > 0 && !selection.isCollapsed ? selection : undefined;
}
