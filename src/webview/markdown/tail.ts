/**
 * The blocks at the end of an answer that may still change. Each is drawn again only when its source has changed,
 * and then only where it differs.
 */
import { patch } from "./patch.ts";
import { TextBoxes } from "./textBoxes.ts";

/** A block to be shown. `key` stands for all that its drawing depends on. */
export interface TailBlock {
  readonly key: string;
  readonly draw: () => readonly ChildNode[];
  /** To be shown in a step of its own once it is drawn. */
  readonly isLong: boolean;
}

/** Work that is done step by step, each in a task of its own. */
export type Work = Generator<void, void>;

export class Tail {
  /** Holds the blocks; always the last element of an answer. */
  readonly element: HTMLElement = document.createElement("div");
  #shown: { key: string; nodes: readonly ChildNode[] }[] = [];
  #rough: { readonly element: HTMLElement; readonly boxes: TextBoxes } | undefined;

  constructor() {
    this.element.className = "blocks tail";
  }

  /** The first block as it is drawn. */
  get first(): Element | undefined {
    const node = this.#shown[0]?.nodes[0];
    return node instanceof Element ? node : undefined;
  }

  /** Shows these blocks and nothing else. What is shown stays until all of them are drawn. */
  *show(blocks: readonly TailBlock[]): Work {
    const drawn: (readonly ChildNode[])[] = [];
    for (const [at, block] of blocks.entries()) {
      if (this.#shown[at]?.key === block.key) continue;
      drawn[at] = block.draw();
      if (block.isLong) yield;
    }
    this.#rough?.element.remove();
    this.#rough = undefined;
    for (const { nodes } of this.#shown.splice(blocks.length)) for (const node of nodes) node.remove();
    for (const [at, { key }] of blocks.entries()) {
      const fresh = drawn[at];
      if (!fresh) continue;
      const shown = this.#shown[at];
      const nodes = shown ? replaced(shown.nodes, fresh) : fresh;
      // A block that drew nothing before has no place yet: blocks only ever come at the end, so that is its place.
      if (!shown || shown.nodes.length === 0) this.element.append(...nodes);
      this.#shown[at] = { key, nodes };
    }
  }

  /** Shows text as it is behind the blocks, until they are shown anew. */
  showRough(text: string): void {
    if (!this.#rough) {
      const element = document.createElement("div");
      element.className = "rough";
      this.#rough = { element, boxes: new TextBoxes(element, { keepsLines: false }) };
      this.element.append(element);
    }
    this.#rough.boxes.append(text);
  }

  /** Takes the first blocks out of the tail: they will not change any more. */
  release(count: number): readonly (readonly ChildNode[])[] {
    return this.#shown.splice(0, count).map(({ nodes }) => nodes);
  }
}

function replaced(old: readonly ChildNode[], next: readonly ChildNode[]): readonly ChildNode[] {
  const [first] = old;
  if (!first) return next;
  for (const left of old.slice(next.length)) left.remove();
  const nodes: ChildNode[] = [];
  for (const [at, node] of next.entries()) {
    const before = old[at];
    if (before) nodes.push(patch(before, node));
    else {
      nodes.at(-1)?.after(node);
      nodes.push(node);
    }
  }
  return nodes;
}
