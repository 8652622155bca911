/**
 * Takes what stands in an element off the page and puts it back: the stretches and sections of an answer, and the boxes
 * of a long code block, that are far from the screen. An answer of a megabyte has 70,000 elements, and the browser
 * looks at each of them again and again while words stream; off the page they cost nothing.
 *
 * What breaks without care: whoever reads an answer on the page must read what is off it too (`textOf`, `textsIn`,
 * `childrenOf`, `blocksIn`), and ask for it back (`bringBack`) before measuring it.
 */
import { unwatch, watch } from "../highlight/boxColours.ts";

/** What stands in an element that is off the page: nodes, or the words that nodes can be made of anew. */
const insides = new WeakMap<Element, DocumentFragment | string>();
const owners = new WeakMap<Node, HTMLElement>();

/** Whether what stands in an element is off the page. */
export function isOffPage(element: Element): boolean {
  return insides.has(element);
}

/** Takes what stands in an element off the page; the element keeps a height in pixels. */
export function takeOff(element: HTMLElement, height: number): void {
  if (insides.has(element)) return;
  const inside = document.createDocumentFragment();
  appendAll(inside, [...element.childNodes]);
  keep(element, inside);
  unwatch(element);
  element.style.height = `${height}px`;
}

/**
 * Puts what an element keeps off the page into words: the browser looks after nodes wherever they are, and stops the
 * page for that every now and then (80 ms with the 200,000 of a megabyte). Nothing else may hold a node of it.
 */
export function putAway(element: Element): void {
  const inside = insides.get(element);
  if (inside instanceof DocumentFragment) insides.set(element, JSON.stringify(wordsFor(inside)));
}

/** Puts what stands in an element back. */
export function putBack(element: HTMLElement): void {
  const inside = insideOf(element);
  if (!inside) return;
  insides.delete(element);
  element.removeAttribute("style");
  element.append(inside);
  watch(element);
}

/** Puts everything back that a node stands in. */
export function bringBack(node: Node): void {
  for (let owner = owners.get(node.getRootNode()); owner; owner = owners.get(node.getRootNode()))
    putBack(owner);
}

/** Puts everything back that stands in a range, however deep. */
export function putBackWithin(range: Range): void {
  const walker = document.createTreeWalker(
    range.commonAncestorContainer,
    NodeFilter.SHOW_ELEMENT,
    (element) => (range.intersectsNode(element) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT),
  );
  // What has come back is walked through next.
  while (walker.nextNode()) putBack(walker.currentNode as HTMLElement);
}

function keep(element: HTMLElement, inside: DocumentFragment): void {
  insides.set(element, inside);
  owners.set(inside, element);
}

function insideOf(element: Element): DocumentFragment | undefined {
  const inside = insides.get(element);
  if (typeof inside !== "string") return inside;
  const nodes = document.createDocumentFragment();
  appendAll(nodes, (JSON.parse(inside) as readonly Words[]).map(nodeOf));
  if (element instanceof HTMLElement) keep(element, nodes);
  return nodes;
}

/** A text, or an element: its name, its attributes, what stands in it, and its height in pixels if that is off the page. */
type Words = string | readonly [string, Readonly<Record<string, string>>, readonly Words[], string?];

function wordsFor(root: Node): readonly Words[] {
  return [...root.childNodes].map((node): Words => {
    if (!(node instanceof HTMLElement)) return node.textContent ?? "";
    const attributes = [...node.attributes].filter(({ name }) => name !== "style");
    const named = Object.fromEntries(attributes.map(({ name, value }) => [name, value]));
    const inside = insideOf(node);
    if (!inside) return [node.localName, named, wordsFor(node)];
    return [node.localName, named, wordsFor(inside), node.style.height];
  });
}

/** One by one: a paragraph may have more pieces than a call can have arguments. */
function appendAll(to: ParentNode, nodes: readonly Node[]): void {
  for (const node of nodes) to.append(node);
}

function nodeOf(words: Words): Node {
  if (typeof words === "string") return document.createTextNode(words);
  const [name, attributes, inside, height] = words;
  const element = document.createElement(name);
  appendAll(element, inside.map(nodeOf));
  // Last, or the browser would look for the direction of a block with each node that comes into it.
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  if (height !== undefined) takeOff(element, Number.parseFloat(height));
  return element;
}

/** The elements that stand in an element, on the page or off it. */
export function childrenOf(element: Element): readonly Element[] {
  return [...(insideOf(element) ?? element).children];
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
  const inside = root instanceof Element ? insideOf(root) : undefined;
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
