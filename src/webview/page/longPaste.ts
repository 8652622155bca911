/**
 * Pastes long text. Chromium takes a minute to paste 300 KB of lines by itself (measured, Chromium 156); put in whole
 * it takes a moment, at the price of its undo.
 */

/** Characters from which on a paste is long. */
const long = 50_000;

/** The text that a box would hold after a paste, and where the caret would stand; undefined for a short paste. */
export function longPaste(
  event: ClipboardEvent,
  { value, selectionStart, selectionEnd }: HTMLTextAreaElement,
): { readonly text: string; readonly caret: number } | undefined {
  const pasted = event.clipboardData?.getData("text/plain") ?? "";
  if (pasted.length < long) return undefined;
  const before = value.slice(0, selectionStart) + pasted.replaceAll(/\r\n?/g, "\n");
  return { text: before + value.slice(selectionEnd), caret: before.length };
}
