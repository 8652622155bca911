/**
 * Colours code blocks: a finished block when the page is idle, an open one line by line. Owns the boxes inside
 * `code`: it replaces plain ones by others that hold the very same text, with colours or what these will be
 * (`boxColours.ts`).
 */
import { isOffPage, textOf } from "../markdown/offPage.ts";
import { appendVisible } from "../markdown/unseen.ts";
import { whenIdle } from "../page/idle.ts";
import { marking } from "../page/marked.ts";
import { fill, fillLater, isWaiting } from "./boxColours.ts";
import { firstChunk, isPaintable } from "./chunks.ts";
import { languageOf, type Language } from "./languages.ts";
import { highlighted, type Run } from "./runs.ts";

const linesInBox = 32;

/** Lines that wait for a bracket to be closed again, because the head of a function may take several. */
const longestHead = 8;

/** Lines that come with one drawing at most where somebody reads them as they come. */
const mostRead = 8;

/** Milliseconds that lines which come faster must stand before they get their colours: most are out of sight by then. */
const pause = 400;

/** A box of code and how many lines it holds. */
interface Box {
  readonly element: HTMLElement;
  lines: number;
}

/** The colouring of one code block. */
export class Painting {
  /** Lines that have their colours for good. */
  settledLines = 0;
  readonly #code: HTMLElement;
  readonly #language: Language;
  /** The last box with lines that have their colours for good. */
  #last: Box | undefined;

  constructor(code: HTMLElement, language: Language) {
    this.#code = code;
    this.#language = language;
  }

  /** Colours all lines that are there, though more may follow: for good where those can't change it. */
  paintOpen(): void {
    if (isBeingSelected(this.#code)) return;
    while (this.#settleChunk());
    const boxes = this.#openBoxes();
    const text = textOfAll(boxes);
    if (boxes.length === 0 || !isPaintable(text)) return;
    const { runs, isClosed } = highlighted(text, this.#language);
    const lines = text.split("\n").length - 1;
    if (!isClosed || (lines < longestHead && hasOpenBracket(runs))) return void replace(boxes, runs, fill);
    const last = this.#last;
    if (lines > mostRead) {
      this.#last = replace(boxes, runs, fillFast);
    } else if (
      last &&
      last.lines + lines <= linesInBox &&
      !isOffPage(last.element) &&
      !isWaiting(last.element)
    ) {
      fill(last.element, runs);
      last.lines += lines;
      for (const one of boxes) one.remove();
    } else this.#last = replace(boxes, runs, fill);
    this.settledLines += lines;
  }

  /** Colours the next piece for good. Gives true when nothing is left. */
  settle(): boolean {
    if (this.#settleChunk()) return false;
    const boxes = this.#openBoxes();
    this.#colour(boxes, textOfAll(boxes));
    return true;
  }

  #settleChunk(): boolean {
    const boxes = this.#openBoxes();
    const chunk = firstChunk(textOfAll(boxes));
    if (!chunk) return false;
    const own: Element[] = [];
    let text = "";
    for (const box of boxes) {
      if (text.length >= chunk.end) break;
      own.push(box);
      text += textOf(box);
    }
    if (text.length > chunk.end) {
      const rest = newBox();
      appendVisible(rest, text.slice(chunk.end));
      own.at(-1)?.after(rest);
    }
    this.#last = this.#colour(own, text.slice(0, chunk.end));
    this.settledLines += chunk.lines;
    return true;
  }

  /** The boxes behind those that are settled. */
  #openBoxes(): readonly Element[] {
    const boxes: Element[] = [];
    let next = this.#last ? this.#last.element.nextElementSibling : this.#code.firstElementChild;
    for (; next; next = next.nextElementSibling) boxes.push(next);
    return boxes;
  }

  #colour(boxes: readonly Element[], text: string): Box | undefined {
    if (!isPaintable(text)) return replace(boxes, [{ text, scope: "" }], fill);
    return replace(boxes, highlighted(text, this.#language).runs, fillLater);
  }
}

/** Colours all code blocks in these nodes once the page is idle. They must not change any more. */
export function paintWhenIdle(nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (!(node instanceof Element)) continue;
    const blocks = node.matches(".code-block") ? [node] : node.querySelectorAll(".code-block");
    for (const block of blocks) {
      const code = block.querySelector("code");
      const language = block instanceof HTMLElement ? languageOf(block.dataset["language"] ?? "") : undefined;
      if (code && language) settleWhenIdle(code, new Painting(code, language));
    }
  }
}

/** Brings a painting to its end when the page is idle and nobody is selecting in the code. */
export function settleWhenIdle(code: HTMLElement, painting: Painting): void {
  whenIdle(() => {
    if (!isBeingSelected(code)) return painting.settle();
    document.addEventListener("selectionchange", () => settleWhenIdle(code, painting), { once: true });
    return true;
  });
}

function isBeingSelected(code: HTMLElement): boolean {
  return marking()?.containsNode(code, true) === true;
}

function textOfAll(boxes: readonly Element[]): string {
  return boxes.map((box) => textOf(box)).join("");
}

/** Puts runs in boxes of their own in the place of others. Gives the last one. */
function replace(
  boxes: readonly Element[],
  runs: readonly Run[],
  put: (box: HTMLElement, runs: readonly Run[]) => void,
): Box | undefined {
  const fresh = document.createDocumentFragment();
  let last: Box | undefined;
  for (const { runs: own, lines } of cut(runs)) {
    last = { element: newBox(), lines };
    put(last.element, own);
    fresh.append(last.element);
  }
  boxes[0]?.before(fresh);
  for (const one of boxes) one.remove();
  return last;
}

/** What goes into each box. */
function cut(runs: readonly Run[]): readonly { readonly runs: readonly Run[]; readonly lines: number }[] {
  const boxes: { runs: { text: string; scope: string }[]; lines: number }[] = [];
  for (const { text, scope } of runs) {
    for (const piece of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      let box = boxes.at(-1);
      if (!box || box.lines >= linesInBox) boxes.push((box = { runs: [], lines: 0 }));
      const last = box.runs.at(-1);
      if (last?.scope === scope) last.text += piece;
      else box.runs.push({ text: piece, scope });
      if (piece.endsWith("\n")) box.lines += 1;
    }
  }
  return boxes;
}

function fillFast(box: HTMLElement, runs: readonly Run[]): void {
  fillLater(box, runs, pause);
}

function newBox(): HTMLElement {
  const box = document.createElement("div");
  box.className = "lines";
  return box;
}

/** Whether a bracket is left open, outside of strings and comments. */
function hasOpenBracket(runs: readonly Run[]): boolean {
  const code = runs.map(({ text, scope }) => (scope === "" ? text : "")).join("");
  return code.split("(").length > code.split(")").length;
}
