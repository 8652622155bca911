/** What a key means in the composer, and which keys are steps. Pure. */

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

/** Whether a key is pressed alone, and not to compose a character. */
function isPlain({ shiftKey, ctrlKey, altKey, metaKey, isComposing, keyCode }: KeyPress): boolean {
  return !shiftKey && !ctrlKey && !altKey && !metaKey && !isComposing && keyCode !== composing;
}

/** Enter sends, Up in an empty box recalls; Shift+Enter and everything else is the box's own. */
export function composerKey(press: KeyPress, isEmpty: boolean): "send" | "recall" | undefined {
  if (!isPlain(press)) return undefined;
  if (press.key === "Enter") return "send";
  return press.key === "ArrowUp" && isEmpty ? "recall" : undefined;
}

/** What a key means while a list of suggestions is open: a step, the choice, the end; else it is the text's. */
export function listKey(press: KeyPress): number | "pick" | "close" | undefined {
  if (!isPlain(press)) return undefined;
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

/** A step back or on: Alt together with one of two keys. */
export function altStep(
  { key, altKey, ctrlKey, metaKey, shiftKey }: Omit<KeyPress, "isComposing" | "keyCode">,
  back: string,
  on: string,
): 1 | -1 | undefined {
  if (!altKey || ctrlKey || metaKey || shiftKey) return undefined;
  return key === back ? -1 : key === on ? 1 : undefined;
}
