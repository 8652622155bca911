/**
 * Takes what stands in an element off the page and puts it back: the stretches and sections of an answer, and the boxes
 * of a long code block, that are far from the screen. An answer of a megabyte has 70,000 elements, and the browser looks at each
 * of them again and again while words stream; off the page they cost nothing.
 *
 * What breaks without care: whoever reads an answer on the page must read what is off it too (`textOf`, `textsIn`,
 * `childrenOf`, `blocksIn`), and ask for it back (`bringBack`) before measuring it.
 */

const insides = new WeakMap<Element, DocumentFragment>();
const owners = new WeakMap<Node, HTMLElement>();

/** Whether what stands in an element is off the page. */
export function isOffPage(element: Element): boolean {
  return insides.has(element);
}

/** Takes what stands in an element off the page; the element keeps a height in pixels. */
export function takeOff(element: HTMLElement, height: number): void {
  if (insides.has(element)) return;
  const inside = document.createDocumentFragment();
  inside.append(...element.childNodes);
  insides.set(element, inside);
  owners.set(inside, element);
  element.style.height = `${height}px`;
}

/** Puts what stands in an element back. */
export function putBack(element: HTMLElement): void {
  const inside = insides.get(element);
  if (!inside) return;
  insides.delete(element);
  element.removeAttribute("style");
  element.append(inside);
}

/** Puts everything back that a node stands in. */
export function bringBack(node: Node): void {
  for (let owner = owners.get(node.getRootNode()); owner; owner = owners.get(node.getRootNode()))
    putBack(owner);
}

/** The elements that stand in an element, on the page or off it. */
export function childrenOf(element: Element): readonly Element[] {
  return [...(insides.get(element) ?? element).children];
}

/** The blocks of the answers in an element, in their order, on the page or off it. */
export function blocksIn(element: Element): readonly Element[] {
  const sections = [...element.querySelectorAll(".stretch, .tail")].flatMap((one) =>
    one.matches(".tail") ? [one] : childrenOf(one),
  );
  return sections.flatMap(childrenOf);
}

/** The texts that stand in a node, on the page or off it, without those in elements that are `leftOut`. */
export function* textsIn(root: Node, leftOut?: string): Generator<Text> {
  const inside = root instanceof Element ? insides.get(root) : undefined;
  const walker = document.createTreeWalker(
    inside ?? root,
    NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
    (node) => {
      if (!(node instanceof Element) || insides.has(node)) return NodeFilter.FILTER_ACCEPT;
      return leftOut !== undefined && node.matches(leftOut)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_SKIP;
    },
  );
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node instanceof Text) yield node;
    else yield* textsIn(node, leftOut);
  }
}

/** The text of an element, on the page or off it. */
export function textOf(element: Element): string {
  let text = "";
  for (const { data } of textsIn(element)) text += data;
  return text;
}
