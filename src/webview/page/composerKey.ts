/** What a key means in the composer. Pure. */

/** The part of a keyboard event that counts. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** The code of every key while an input method composes a character; some of them end by Enter. */
const composing = 229;

/** Enter sends, Up in an empty box recalls; Shift+Enter and everything else is the box's own. */
export function composerKey(press: KeyPress, isEmpty: boolean): "send" | "recall" | undefined {
  if (press.isComposing || press.keyCode === composing) return undefined;
  const isPlain = !press.shiftKey && !press.ctrlKey && !press.altKey && !press.metaKey;
  if (press.key === "Enter" && isPlain) return "send";
  if (press.key === "ArrowUp" && isPlain && isEmpty) return "recall";
  return undefined;
}
