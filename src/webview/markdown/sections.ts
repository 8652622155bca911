/**
 * The blocks of an answer that stand for good, in sections that the browser lays out only near the screen
 * (`content-visibility`). One long list of blocks would be laid out whole with every word: 50 s instead of 20 s for a
 * megabyte (measured, Chromium 156).
 */
const blocksInSection = 24;

/** Appends blocks to sections, in front of an element that stays last. */
export class Sections {
  readonly #before: Element;
  #section: HTMLElement | undefined;
  #blocks = 0;

  constructor(before: Element) {
    this.#before = before;
  }

  get hasBlocks(): boolean {
    return this.#section !== undefined;
  }

  /** Moves the nodes of a block behind all blocks that stand already. */
  add(nodes: readonly ChildNode[]): void {
    if (!this.#section || this.#blocks >= blocksInSection) {
      this.#section = document.createElement("div");
      this.#section.className = "blocks";
      this.#before.before(this.#section);
      this.#blocks = 0;
    }
    this.#section.append(...nodes);
    this.#blocks += 1;
  }
}
