/**
 * Runs in a browser page without the rest of the chat: draws answers piece by piece and whole, and writes down what
 * stands on the page in a form that does not depend on how it came there.
 */
import { english } from "../../../src/protocol/strings.ts";
import { topBlocks } from "../../../src/webview/markdown/blocks.ts";
import { drawBlock } from "../../../src/webview/markdown/draw.ts";
import { decodeHTMLStrict } from "../../../src/webview/markdown/entities.ts";
import hostNames from "../../../src/webview/markdown/hostNames.ts";
import { P, S } from "../../../src/webview/markdown/punctuation.ts";
import type { Language } from "../../../src/webview/highlight/languages.ts";
import { highlighted, type Run } from "../../../src/webview/highlight/runs.ts";
import { putAway, putBack, takeOff, textsIn } from "../../../src/webview/markdown/offPage.ts";
import { createParser, type Surroundings } from "../../../src/webview/markdown/parser.ts";
import { sanitised } from "../../../src/webview/markdown/sanitise.ts";
import { MarkdownStream } from "../../../src/webview/markdown/stream.ts";
import { whenIdle } from "../../../src/webview/page/idle.ts";
import { TextBoxes } from "../../../src/webview/markdown/textBoxes.ts";

/** Where a streamed answer differs from a whole parse. */
export interface Difference {
  readonly at: number;
  readonly streamed: string;
  readonly whole: string;
}

/** What tests can call in the page. */
export interface Drawing {
  readonly firstDifference: (pieces: readonly string[], everyPrefix: boolean) => Difference | undefined;
  readonly open: (into: HTMLElement) => MarkdownStream;
  readonly drawWhole: (text: string) => HTMLElement;
  /** Draws a text piece by piece, to its end. */
  readonly drawStreamed: (into: HTMLElement, text: string) => void;
  /** The colours of code that comes in pieces, and those of the same code at once: each letter's, in order. */
  readonly colours: (
    language: Language,
    pieces: readonly string[],
  ) => Promise<readonly [streamed: readonly string[], whole: readonly string[]]>;
  readonly sanitised: (html: string) => DocumentFragment;
  readonly boxes: (parent: Element, keepsLines: boolean) => TextBoxes;
  readonly outline: (node: Node) => string;
  /** Takes what stands in an element off the page, puts it into words, and brings it back. */
  readonly awayAndBack: (element: HTMLElement) => void;
  /** What an entity is on our page, and what it is to the parser as it comes. */
  readonly entity: (text: string) => readonly [string, string];
  /** What is punctuation on our page or to the parser as it comes, and not to the other. */
  readonly otherPunctuation: () => readonly string[];
  /** How a host's name is written on our page, and how by the parser as it comes. */
  readonly hostName: (name: string) => readonly [string, string];
}

const parser = createParser();

function drawWhole(text: string): HTMLElement {
  const env: Surroundings = { references: {}, imageLabel: (alt) => `image: ${alt}` };
  const into = document.createElement("div");
  for (const block of topBlocks(parser.parse(text, env))) {
    into.append(...drawBlock(block, env, { parser, strings: english }));
  }
  return into;
}

/** Elements that only carry others: how they are cut is nobody's business. */
const carriers = ".lines, .stretch, .blocks, .table, [class^=hljs]";
const shownAttributes = ["href", "title", "class", "start", "role", "aria-label", "dir", "data-mark"];

function outline(root: Node): string {
  let written = "";
  const write = (node: Node): void => {
    if (node instanceof Text) written += node.data;
    if (!(node instanceof Element) || node.matches("button")) return;
    const isCarrier = node.matches(carriers);
    const attributes = shownAttributes.filter((name) => node.hasAttribute(name));
    const shown = attributes.map((name) => ` ${name}=${node.getAttribute(name)}`).join("");
    if (!isCarrier) written += `<${node.localName}${shown}>`;
    for (const child of node.childNodes) write(child);
    if (node.localName === "code") written = written.replace(/\n$/, "");
    if (!isCarrier) written += `</${node.localName}>`;
  };
  for (const child of root.childNodes) write(child);
  return written;
}

/** A copy with the two halves of a list or table that still grows as the one that it is to its reader. */
function inOne(into: HTMLElement): Node {
  const copy = into.cloneNode(true) as HTMLElement;
  const partsOf = (selector: string): Element | null => {
    const block = copy.querySelector(selector);
    return block?.querySelector(":scope > table > tbody") ?? block;
  };
  const [whole, last] = ["[data-open]", "[data-goes-on]"].map(partsOf);
  if (!whole || !last) return copy;
  // Each has a line break of its own in front of its first part.
  whole.append(...[...last.childNodes].slice(1));
  copy.querySelector("[data-goes-on]")?.remove();
  return copy;
}

function firstDifference(pieces: readonly string[], everyPrefix: boolean): Difference | undefined {
  const into = document.createElement("div");
  document.body.replaceChildren(into);
  const stream = new MarkdownStream(into, english);
  let text = "";
  const differs = (isAtEnd: boolean): Difference | undefined => {
    while (!stream.step());
    const isRough = into.querySelector(".rough") !== null;
    if (isRough && isAtEnd) return { at: text.length, streamed: "still rough", whole: "" };
    const settled = [...into.querySelectorAll(":scope > .stretch")];
    const streamed = isRough ? settled.map(outline).join("") : outline(inOne(into));
    // Half a line end waits for its other half.
    const whole = outline(drawWhole(isAtEnd ? text : text.replace(/\r$/, "")));
    // What stands behind an end that is too long to be parsed with every word is left out of the comparison.
    const isSame = isRough ? whole.startsWith(streamed) : whole === streamed;
    return isSame ? undefined : { at: text.length, streamed, whole };
  };
  for (const piece of pieces) {
    text += piece;
    stream.append(piece);
    const difference = everyPrefix ? differs(false) : undefined;
    if (!everyPrefix) while (!stream.step());
    if (difference) return difference;
  }
  stream.end(() => text);
  return differs(true);
}

function drawStreamed(into: HTMLElement, text: string): void {
  const stream = new MarkdownStream(into, english);
  for (let at = 0; at < text.length; at += 400) {
    stream.append(text.slice(at, at + 400));
    while (!stream.step());
  }
  stream.end(() => text);
  while (!stream.step());
}

/** The letters of some code, each with its colour; a space has none that could be seen. */
function letters(runs: readonly Run[]): readonly string[] {
  return runs.flatMap(({ text, scope }) =>
    Array.from(text.replaceAll(/\s/g, ""), (one) => `${one} ${scope}`),
  );
}

/** The colours of a box of code, or those that it will get when it is seen. */
function runsIn(box: HTMLElement): readonly Run[] {
  const waiting = box.dataset["colours"];
  if (waiting === undefined)
    return [...textsIn(box)].map(({ data, parentElement }) => ({
      text: data,
      scope: parentElement?.matches("[class^=hljs]") ? parentElement.className : "",
    }));
  let at = 0;
  return (JSON.parse(waiting) as readonly (readonly [string, number])[]).map(([scope, length]) => ({
    text: box.textContent.slice(at, (at += length)),
    scope,
  }));
}

async function colours(
  language: Language,
  pieces: readonly string[],
): Promise<readonly [readonly string[], readonly string[]]> {
  const into = document.createElement("div");
  const stream = new MarkdownStream(into, english);
  for (const piece of [`\`\`\`${language}\n`, ...pieces]) {
    stream.append(piece);
    while (!stream.step());
  }
  stream.end(() => pieces.join(""));
  while (!stream.step());
  // What is still without colours gets them before this.
  await new Promise<void>((done) => whenIdle(() => (done(), true)));
  const drawn = [...into.querySelectorAll<HTMLElement>(".code-text .lines")].flatMap(runsIn);
  return [letters(drawn), letters(highlighted(pieces.join(""), language).runs)];
}

const drawing: Drawing = {
  colours,
  firstDifference,
  open: (into) => new MarkdownStream(into, english),
  drawWhole,
  drawStreamed,
  sanitised,
  boxes: (parent, keepsLines) => new TextBoxes(parent, { keepsLines }),
  outline,
  awayAndBack(element) {
    takeOff(element, 1);
    putAway(element);
    putBack(element);
  },
  entity: (text) => [decodeHTMLStrict(text), parser.utils.unescapeAll(text)],
  otherPunctuation: () =>
    Array.from({ length: 0x11_00_00 }, (_, code) => String.fromCodePoint(code)).filter(
      (letter) => (P.test(letter) || S.test(letter)) !== parser.utils.isPunctChar(letter),
    ),
  hostName: (name) => [`http://${hostNames.toASCII(name)}`, parser.normalizeLink(`http://${name}`)],
};

Object.assign(globalThis, { drawing });
