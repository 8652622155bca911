/**
 * Puts colours into boxes of code: at once, or when the box is first near the screen. Until then the box holds plain
 * text, and its colours as an attribute, which outlasts the words that a box may become (`offPage.ts`).
 *
 * What breaks without the waiting: of 100 KB of code that come faster than anybody reads, each line would get some ten
 * elements for a tenth of a second, which cost as much as all else together.
 */
import { appendVisible } from "../markdown/unseen.ts";
import type { Run } from "./runs.ts";

/** How far from the screen a box gets its colours. */
const near = "600px 0px";

/** A run of a box that waits: its scope, and how many characters it has. */
type Waiting = readonly [scope: string, length: number];

let boxes: IntersectionObserver | undefined;

/** Appends coloured code to a box. */
export function fill(box: Element, runs: readonly Run[]): void {
  // Put in together: on the page, each node by itself would cost as much as all of a line.
  const nodes = document.createDocumentFragment();
  for (const { text, scope } of runs) {
    if (scope === "") {
      appendVisible(nodes, text);
    } else {
      const span = document.createElement("span");
      span.className = scope;
      appendVisible(span, text);
      nodes.append(span);
    }
  }
  box.append(nodes);
}

/** Fills an empty box with code that gets its colours when the box is near the screen after so many milliseconds. */
export function fillLater(box: HTMLElement, runs: readonly Run[], delay = 0): void {
  appendVisible(box, runs.map(({ text }) => text).join(""));
  box.dataset["colours"] = JSON.stringify(runs.map(({ scope, text }): Waiting => [scope, text.length]));
  setTimeout(watch, delay, box);
}

/** Whether a box is still to get its colours. */
export function isWaiting(box: HTMLElement): boolean {
  return box.dataset["colours"] !== undefined;
}

/** Gives the boxes in an element, or the element itself if it is one, their colours when they are near the screen. */
export function watch(element: HTMLElement): void {
  boxes ??= new IntersectionObserver(colourNear, { scrollMargin: near });
  // What stands in a box may be off the page: it is watched once that is back.
  for (const box of [element, ...element.querySelectorAll(".lines")]) {
    if (box.matches("[data-colours]:not(:empty)")) boxes.observe(box);
  }
}

/** Says that what stands in an element leaves the page: the browser need not look where it is. */
export function unwatch(element: HTMLElement): void {
  boxes?.unobserve(element);
}

function colourNear(entries: readonly IntersectionObserverEntry[]): void {
  for (const { isIntersecting, target } of entries) if (isIntersecting) colour(target as HTMLElement);
}

function colour(box: HTMLElement): void {
  unwatch(box);
  const selection = getSelection();
  if (selection?.isCollapsed === false && selection.containsNode(box, true))
    return document.addEventListener("selectionchange", () => watch(box), { once: true });
  const text = box.textContent;
  let at = 0;
  const runs = (JSON.parse(box.dataset["colours"] ?? "[]") as readonly Waiting[]).map(([scope, length]) => ({
    scope,
    text: text.slice(at, (at += length)),
  }));
  if (at !== text.length) return;
  delete box.dataset["colours"];
  box.replaceChildren();
  fill(box, runs);
}
