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

/** What a key means while a list of suggestions is open: a step, the choice, the end; else it is the text's. */
export function listKey(press: KeyPress): number | "pick" | "close" | undefined {
  if (press.isComposing || press.keyCode === composing) return undefined;
  if (press.shiftKey || press.ctrlKey || press.altKey || press.metaKey) return undefined;
  switch (press.key) {
    case "ArrowDown":
      return 1;
    case "ArrowUp":
      return -1;
    case "Enter":
    case "Tab":
      return "pick";
    case "Escape":
      return "close";
  }
  return undefined;
}
