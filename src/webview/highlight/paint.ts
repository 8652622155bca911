/**
 * Colours code blocks: a finished block when the page is idle, an open one at growing steps. Owns the boxes inside
 * `code`: it replaces plain ones by coloured ones that hold the very same text.
 */
import { textOf } from "../markdown/offPage.ts";
import { appendVisible } from "../markdown/unseen.ts";
import { whenIdle } from "../page/idle.ts";
import { marking } from "../page/marked.ts";
import { firstChunk, isPaintable } from "./chunks.ts";
import { languageOf, type Language } from "./languages.ts";
import { highlightRuns } from "./runs.ts";

const linesInBox = 32;

/** The colouring of one code block. */
export class Painting {
  /** Lines that have their colours for good. */
  settledLines = 0;
  readonly #code: HTMLElement;
  readonly #language: Language;
  #lastSettled: Element | null = null;

  constructor(code: HTMLElement, language: Language) {
    this.#code = code;
    this.#language = language;
  }

  /** Colours all that is there, though it may still grow. */
  paintOpen(): void {
    if (isBeingSelected(this.#code)) return;
    while (this.#settleChunk());
    const boxes = this.#openBoxes();
    this.#replace(boxes, textOfAll(boxes));
  }

  /** Colours the next piece for good. Gives true when nothing is left. */
  settle(): boolean {
    if (this.#settleChunk()) return false;
    const boxes = this.#openBoxes();
    this.#replace(boxes, textOfAll(boxes));
    return true;
  }

  #settleChunk(): boolean {
    const boxes = this.#openBoxes();
    const text = textOfAll(boxes);
    const chunk = firstChunk(text);
    if (!chunk) return false;
    const rest = document.createElement("div");
    rest.className = "lines";
    appendVisible(rest, text.slice(chunk.end));
    boxes.at(-1)?.after(rest);
    this.#replace(boxes, text.slice(0, chunk.end));
    this.#lastSettled = rest.previousElementSibling;
    this.settledLines += chunk.lines;
    return true;
  }

  #openBoxes(): readonly Element[] {
    const all = [...this.#code.children];
    return all.slice(this.#lastSettled ? all.indexOf(this.#lastSettled) + 1 : 0);
  }

  #replace(boxes: readonly Element[], text: string): void {
    const last = boxes.at(-1);
    if (!last || !isPaintable(text)) return;
    last.after(...colouredBoxes(text, this.#language));
    for (const box of boxes) box.remove();
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

function colouredBoxes(text: string, language: Language): readonly HTMLElement[] {
  const boxes: HTMLElement[] = [];
  let lines = linesInBox;
  for (const run of highlightRuns(text, language)) {
    for (const piece of run.text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      if (lines >= linesInBox) {
        boxes.push(document.createElement("div"));
        lines = 0;
      }
      const box = boxes.at(-1);
      if (box) appendRun(box, piece, run.scope);
      if (piece.endsWith("\n")) lines += 1;
    }
  }
  for (const box of boxes) box.className = "lines";
  return boxes;
}

function appendRun(box: HTMLElement, text: string, scope: string): void {
  const last = box.lastElementChild;
  if (scope === "") {
    appendVisible(box, text);
  } else if (last && last === box.lastChild && last.className === scope) {
    appendVisible(last, text);
  } else {
    const span = document.createElement("span");
    span.className = scope;
    appendVisible(span, text);
    box.append(span);
  }
}
