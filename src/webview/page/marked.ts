/** What words are marked, if any. */

/**
 * The selection, if it marks anything. Told by its ends: the browser's own `isCollapsed` lays the page out first, which
 * costs as much as a paragraph where it is asked in every frame.
 */
export function marking(): Selection | undefined {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0) return undefined;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  return anchorNode === focusNode && anchorOffset === focusOffset ? undefined : selection;
}
