/**
 * Plain text that grows, in boxes of some 32 lines. One box would be laid out anew with every word: 100 KB in a
 * single one cost six times as much as in boxes (measured, Chromium 156).
 */
import { appendVisible, visibleNodes } from "./unseen.ts";

const linesInBox = 32;

/** Where a box of running text ends, though its lines don't: characters after which the next space will do. */
const longBox = 4000;

/** Text that only grows at its end. */
export class TextBoxes {
  readonly #parent: Element;
  readonly #keepsLines: boolean;
  #box: HTMLElement | undefined;
  #lines = 0;
  #characters = 0;
  #partial: readonly ChildNode[] = [];

  /** With `keepsLines` a box ends only at a line break, as code demands. */
  constructor(parent: Element, { keepsLines }: { readonly keepsLines: boolean }) {
    this.#parent = parent;
    this.#keepsLines = keepsLines;
  }

  /** Appends text for good. */
  append(text: string): void {
    this.#clearPartial();
    let at = 0;
    while (at < text.length) {
      const end = this.#endOfBox(text, at);
      const piece = text.slice(at, end.at);
      appendVisible(this.#openBox(), piece);
      this.#characters += piece.length;
      if (end.closes) this.#box = undefined;
      at = end.at;
    }
  }

  /** Shows text behind all other text until something is appended or shown in its place. */
  show(partial: string): void {
    const [first] = this.#partial;
    const nodes = partial === "" ? [] : visibleNodes(partial);
    if (
      first instanceof Text &&
      nodes[0] instanceof Text &&
      nodes.length === 1 &&
      this.#partial.length === 1
    ) {
      if (first.data !== partial) first.data = partial;
      return;
    }
    this.#clearPartial();
    if (nodes.length > 0) this.#openBox().append(...nodes);
    this.#partial = nodes;
  }

  /** Lets the next text begin a new box: what was appended is somebody else's from now on. */
  leave(): void {
    this.#box = undefined;
    this.#partial = [];
  }

  #clearPartial(): void {
    for (const node of this.#partial) node.remove();
    this.#partial = [];
  }

  #openBox(): HTMLElement {
    if (this.#box) return this.#box;
    this.#box = document.createElement("div");
    this.#box.className = "lines";
    this.#lines = 0;
    this.#characters = 0;
    this.#parent.append(this.#box);
    return this.#box;
  }

  /** How much of the text goes into the open box. */
  #endOfBox(text: string, from: number): { readonly at: number; readonly closes: boolean } {
    if (!this.#box) this.#lines = this.#characters = 0;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const isBreak = code === 10;
      if (isBreak) this.#lines += 1;
      const isFull = isBreak && this.#lines >= linesInBox;
      const isLong = !this.#keepsLines && this.#characters + at - from > longBox;
      if (isFull || (isLong && (isBreak || code === 32))) return { at: at + 1, closes: true };
    }
    return { at: text.length, closes: false };
  }
}
