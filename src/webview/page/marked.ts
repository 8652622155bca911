/** What words are marked, if any. */

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

function look(): Selection | undefined {
  const selection = document.getSelection();
  return selection && selection.rangeCount > 0 && !selection.isCollapsed ? selection : undefined;
}
