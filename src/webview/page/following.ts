/**
 * Keeps a scroll box at its end while it grows, for as long as the reader wants to be there: scrolling up lets go,
 * coming back to the end takes hold again.
 */
import { inNextFrame } from "./frame.ts";

/** So near the end counts as the end: zoom makes positions fractional. */
const nearness = 24;

/** Signs that somebody takes the scroll into the own hands. */
export const handSigns = ["wheel", "pointerdown", "touchstart", "keydown"] as const;

/** A scroll box that follows its end. */
export class Following {
  readonly #box: HTMLElement;
  readonly #changed: (isAtEnd: boolean) => void;
  readonly #sizes: ResizeObserver;
  #isAtEnd = true;
  #lastTop = 0;
  #lastHeight = 0;
  readonly #pin = (): void => {
    // Sizes can change before the scroll event of the same frame: whoever went up since then is not brought back. A
    // position alone tells nothing: content that shrinks and grows again moves it up too.
    if (this.#hasHand || this.#hasMoved) this.#scrolled();
    this.#pinNow();
  };
  readonly #onScroll = (): void => {
    this.#hasMoved = true;
    if (this.#hasHand) this.#scrolled();
    // Mostly it was our own doing. To look now would lay the page out once more in each frame of an answer.
    else inNextFrame("measure", this.#lookMoved);
  };
  readonly #lookMoved = (): void => {
    if (this.#hasMoved) this.#scrolled();
  };
  readonly #onHand = (): void => void (this.#hasHand = true);
  /** Whether somebody has put a hand on the box since it last moved, and whether it has moved since the last look. */
  #hasHand = false;
  #hasMoved = false;

  /** `changed` hears when the reader leaves the end or comes back to it. */
  constructor(box: HTMLElement, content: Element, changed: (isAtEnd: boolean) => void) {
    this.#box = box;
    this.#changed = changed;
    // Sizes change for other reasons than ours too: a wider window, a part of the page that comes near the screen.
    this.#sizes = new ResizeObserver(this.#pin);
    this.#sizes.observe(content);
    this.#sizes.observe(box);
    box.addEventListener("scroll", this.#onScroll, { passive: true });
    for (const sign of handSigns) box.addEventListener(sign, this.#onHand, { passive: true });
  }

  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** Goes to the end and stays there. */
  toEnd(): void {
    this.#set(true);
    this.#pinNow();
  }

  /** Stays at the end now, before the browser tells that sizes have changed: that would cost another look at all. */
  keepUp(): void {
    if (this.#box.scrollHeight !== this.#lastHeight) this.#pin();
  }

  /** Lets go of the end without a hand at the wheel: another place is to be shown. */
  leaveEnd(): void {
    this.#set(false);
  }

  stop(): void {
    this.#sizes.disconnect();
    this.#box.removeEventListener("scroll", this.#onScroll);
    for (const sign of handSigns) this.#box.removeEventListener(sign, this.#onHand);
  }

  #pinNow(): void {
    if (!this.#isAtEnd) return;
    this.#lastHeight = this.#box.scrollHeight;
    const end = this.#lastHeight - this.#box.clientHeight;
    // Moving to where it stands already would cost as much as moving.
    if (Math.abs(this.#box.scrollTop - end) >= 1) this.#box.scrollTop = end;
    this.#lastTop = this.#box.scrollTop;
  }

  #scrolled(): void {
    this.#hasHand = this.#hasMoved = false;
    const { scrollTop, scrollHeight, clientHeight } = this.#box;
    if (scrollHeight - scrollTop - clientHeight <= nearness) this.#set(true);
    // Content that grew leaves the position where it was; only a hand moves it up.
    else if (scrollTop < this.#lastTop - 1) this.#set(false);
    this.#lastTop = scrollTop;
  }

  #set(isAtEnd: boolean): void {
    if (this.#isAtEnd === isAtEnd) return;
    this.#isAtEnd = isAtEnd;
    this.#changed(isAtEnd);
  }
}
