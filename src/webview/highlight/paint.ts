/**
 * Colours code blocks: a finished block when the page is idle, an open one line by line. Owns the boxes inside
 * `code`: it replaces plain ones by coloured ones that hold the very same text.
 */
import { isOffPage, textOf } from "../markdown/offPage.ts";
import { appendVisible } from "../markdown/unseen.ts";
import { whenIdle } from "../page/idle.ts";
import { marking } from "../page/marked.ts";
import { firstChunk, isPaintable } from "./chunks.ts";
import { languageOf, type Language } from "./languages.ts";
import { highlighted, type Run } from "./runs.ts";

const linesInBox = 32;

/** Lines that wait for a bracket to be closed again, because the head of a function may take several. */
const longestHead = 8;

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
    if (!isClosed || (lines < longestHead && hasOpenBracket(runs))) return void replace(boxes, runs);
    // Not a part of them: a box that grows is laid out anew.
    const hasRoom = this.#last && this.#last.lines + lines <= linesInBox && !isOffPage(this.#last.element);
    this.#last = replace(boxes, runs, hasRoom ? this.#last : undefined);
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
    const text = textOfAll(boxes);
    const chunk = firstChunk(text);
    if (!chunk) return false;
    const rest = newBox();
    appendVisible(rest, text.slice(chunk.end));
    boxes.at(-1)?.after(rest);
    this.#colour(boxes, text.slice(0, chunk.end));
    const last = rest.previousElementSibling;
    if (last instanceof HTMLElement) this.#last = { element: last, lines: linesInBox };
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

  #colour(boxes: readonly Element[], text: string): void {
    if (isPaintable(text)) replace(boxes, highlighted(text, this.#language).runs);
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

/** Puts runs in the place of boxes, into the box before them if one is given. Gives the last box. */
function replace(boxes: readonly Element[], runs: readonly Run[], before?: Box): Box | undefined {
  let box = before;
  // Put in together: on the page, each node by itself would cost as much as all of a line.
  const more = document.createDocumentFragment();
  const fresh = document.createDocumentFragment();
  for (const run of runs) {
    for (const piece of run.text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      if (!box || box.lines >= linesInBox) {
        box = { element: newBox(), lines: 0 };
        fresh.append(box.element);
      }
      appendRun(box === before ? more : box.element, piece, run.scope);
      if (piece.endsWith("\n")) box.lines += 1;
    }
  }
  before?.element.append(more);
  boxes[0]?.before(fresh);
  for (const one of boxes) one.remove();
  return box;
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

function appendRun(into: Element | DocumentFragment, text: string, scope: string): void {
  const last = into.lastChild;
  if (scope === "") {
    appendVisible(into, text);
  } else if (last instanceof Element && last.className === scope) {
    appendVisible(last, text);
  } else {
    const span = document.createElement("span");
    span.className = scope;
    appendVisible(span, text);
    into.append(span);
  }
}
