/**
 * A long list or table that may still grow. Its items or rows stand for good once others have followed; the last ones
 * stand in a block of their own behind it, at the end of the answer, where they are parsed and drawn again as they grow.
 * To the reader it is one block, and when it has ended it is.
 *
 * What breaks without it: all of a long list is parsed, compared and laid out as it grows, 150 ms at a time at 100 KB.
 */
import { paintWhenIdle } from "../highlight/paint.ts";
import { withLooseItems, type Block } from "./blocks.ts";
import { columnsLike, fewParts, holding, letGo } from "./columns.ts";
import { leaveRoom } from "./draw.ts";

export class OpenParts {
  /** The block with the parts that stand for good. */
  readonly element: Element;
  /** What must stand in front of the last parts for the parser to see what they are: the head of a table. */
  readonly head: string;
  /** Whether its items stand apart. */
  readonly loose: boolean;
  /** The source of the parts that stand for good. */
  source = "";
  readonly #parts: Element;
  readonly #direction: string;

  /** Begins with a block as it was drawn, without any of its parts. */
  constructor(drawn: Element, { head, loose }: { readonly head: string; readonly loose: boolean }) {
    this.head = head;
    this.loose = loose;
    const table = tableOf(drawn);
    if (table) holding(table)?.();
    const element = drawn.cloneNode(true) as Element;
    element.toggleAttribute("data-open");
    this.element = element;
    this.#parts = partsOf(element);
    this.#parts.replaceChildren();
    this.#direction = drawn.matches(":dir(rtl)") ? "rtl" : "ltr";
  }

  /** The last parts as they are in the whole block. */
  parsed(block: Block): Block {
    return this.loose ? withLooseItems(block) : block;
  }

  /** Makes what was drawn of the last parts look as they do in the whole block. */
  dressed(nodes: readonly ChildNode[]): readonly ChildNode[] {
    const [drawn] = nodes;
    if (!(drawn instanceof Element)) return nodes;
    if (drawn instanceof HTMLOListElement && this.element instanceof HTMLOListElement) {
      drawn.start = this.element.start + this.#parts.childElementCount;
      leaveRoom(drawn);
      // The number of its digits.
      Object.assign(this.element.dataset, drawn.dataset);
    }
    drawn.toggleAttribute("data-goes-on");
    drawn.setAttribute("dir", this.#direction);
    const table = tableOf(this.element);
    if (table) tableOf(drawn)?.prepend(columnsLike(table));
    return nodes;
  }

  /** So many of the last parts, from the first on, stand for good. */
  settle(drawn: Element, count: number, source: string): void {
    const last = partsOf(drawn);
    const open = last.children[count];
    const nodes = [...last.childNodes];
    // Each block has a line break of its own in front of its first part.
    const settled = nodes.slice(this.#parts.hasChildNodes() ? 1 : 0, open ? nodes.indexOf(open) : undefined);
    this.#parts.append(...settled);
    paintWhenIdle(settled);
    this.source += source;
  }

  /** The block has ended; `drawn` are its last parts. */
  close(drawn: Element): void {
    this.settle(drawn, Infinity, "");
    this.element.removeAttribute("data-open");
    const table = tableOf(this.element);
    if (table && this.#parts.childElementCount <= fewParts) letGo(table);
  }
}

function tableOf(block: Element): HTMLTableElement | null {
  return block.querySelector<HTMLTableElement>(":scope > table");
}

/** Where the parts of a block stand. */
function partsOf(block: Element): Element {
  return block.querySelector(":scope > table > tbody") ?? block;
}
