/**
 * Keeps on the page only what of the drawn answers is near the screen, so that one answer of a megabyte costs no more
 * than the part of it that can be seen. The turns do this among themselves (turnWindow.ts); this is about the parts
 * of an answer, and those of its long blocks (longParts.ts).
 */
import { marking } from "./marked.ts";
import { isOffPage, putAway, putBack, takeOff } from "../markdown/offPage.ts";
import { whenIdle } from "./idle.ts";
import { longParts, tableChanges } from "./longParts.ts";

/** Pixels above and below the screen that are on the page at least, and at most. */
const least = 1500;
const most = 2500;

/** Pixels that the box or its content must have moved before it is worth looking again. */
const step = 600;

/** A place on the page, from top to bottom. */
type Span = Pick<DOMRect, "top" | "bottom" | "height">;

/** What is on the page in one scroll box. */
export class Nearby {
  #top = NaN;
  #height = NaN;
  #width = NaN;

  /**
   * Looks where the reader is, and takes off or puts back what that asks for. The layout is to be clean. What is read
   * stays in its place, unless the reader follows the end. Gives true if another look is due: what has come back may hold
   * what is still off the page, and a table may have other rows than before.
   */
  look(box: HTMLElement, isAtEnd: boolean): boolean {
    const { scrollTop, scrollHeight, clientWidth } = box;
    const moved = Math.max(Math.abs(scrollTop - this.#top), Math.abs(scrollHeight - this.#height));
    if (moved < step && clientWidth === this.#width) return false;
    const screen = box.getBoundingClientRect();
    if (screen.height === 0) return false;
    this.#top = scrollTop;
    this.#height = scrollHeight;
    this.#width = clientWidth;
    // A screen reader reads on where it stands, wherever the screen is; what is marked is about to be copied.
    const isKept = document.body.classList.contains("vscode-using-screen-reader") || isMarking(box);
    // Somebody may have clicked where the marking is to begin, and be on the way to its end.
    const anchor = getSelection()?.anchorNode ?? null;
    const leaving: (() => void)[] = [];
    const changes: (() => void)[] = [];
    let read: { readonly part: HTMLElement; readonly top: number } | undefined;
    const consider = (element: HTMLElement, place: Span): void => {
      const away = Math.max(screen.top - place.bottom, place.top - screen.bottom);
      if (isOffPage(element)) {
        if (isKept || away < least) changes.push(() => putBack(element));
      } else if (
        !isKept &&
        away > most &&
        ![anchor, document.activeElement].some((node) => element.contains(node))
      ) {
        const sections = [...element.querySelectorAll<HTMLElement>(":scope > .blocks")];
        // Each keeps its own height, too: once a stretch is back, they tell nothing of theirs before they are drawn.
        const heights = sections.map((section) => section.getBoundingClientRect().height);
        leaving.push(() => {
          for (const [at, section] of sections.entries()) leave(section, heights[at] ?? 0);
          leave(element, place.height);
        });
      }
    };
    const isClose = ({ top, bottom }: Span): boolean =>
      bottom >= screen.top - most && top <= screen.bottom + most;
    const note = (part: HTMLElement, { top, bottom }: Span): void => {
      if (bottom > screen.top) read ??= { part, top };
    };
    for (const stretch of box.querySelectorAll<HTMLElement>(".markdown > .stretch")) {
      const around = stretch.getBoundingClientRect();
      const isLast = stretch.nextElementSibling?.nextElementSibling === null;
      // The last one may still be written.
      if (!isLast) consider(stretch, around);
      if (isOffPage(stretch)) note(stretch, around);
      if (!isKept && !isClose(around)) continue;
      for (const section of stretch.querySelectorAll<HTMLElement>(":scope > .blocks")) {
        const place = section.getBoundingClientRect();
        note(section, place);
        if (!isLast || section.nextElementSibling) consider(section, place);
        if (!isClose(place)) continue;
        for (const part of longParts(section)) consider(part, part.getBoundingClientRect());
        changes.push(...tableChanges(section));
      }
    }
    for (const change of [...leaving, ...changes]) change();
    // What has left keeps its place.
    if (changes.length === 0) return false;
    this.#top = NaN;
    // The browser holds what is read by itself, but not where that has only now come back.
    const shift = read && !isAtEnd ? read.part.getBoundingClientRect().top - read.top : 0;
    if (Math.abs(shift) >= 1) box.scrollTop += shift;
    return true;
  }
}

/** Whether words in the box are marked. */
export function isMarking(box: HTMLElement): boolean {
  const marked = marking();
  return marked !== undefined && box.contains(marked.anchorNode);
}

/** Takes off what stands in an element; the nodes of a section go once its code has got its colours. */
function leave(element: HTMLElement, height: number): void {
  takeOff(element, height);
  if (!element.matches(".blocks")) return;
  whenIdle(() => {
    putAway(element);
    return true;
  });
}
