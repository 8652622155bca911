/**
 * Which turns are drawn: those on the screen and some above and below it, however long the conversation is. Follows the
 * reader, asks for the words of turns before they come into sight, and lets go of those that are far away. What is not
 * drawn keeps its room, so that the scroll bar tells the truth; the browser's scroll anchoring holds what is being read
 * in its place while turns come and go above it.
 *
 * `range` always is of turns that have their words. While the reader is on the way to a turn (`head`), the range is
 * around that one, wherever the scroll box stands meanwhile.
 */
import { sizeOf, type HeldTurn } from "../../core/history/away.ts";
import { isDrawing } from "./drawing.ts";
import { isMarking } from "./nearby.ts";
import { TurnHeights } from "./turnHeights.ts";

/** Pixels above and below the screen that are drawn at least, and at most. */
const least = 1200;
const most = 3600;

/** Most turns that are asked for at once, and turns on either side of the drawn ones that keep their words. */
const asked = 24;
const kept = 24;

/** Drawn turns and characters that are few enough to stay, however far away they are. */
const mostTurns = 60;
const mostCharacters = 20_000;

/** Some turns in a row: the first, and the one behind the last. */
export interface TurnRange {
  readonly from: number;
  readonly to: number;
}

/** Pixels that the turns before and behind a range take. */
interface Room {
  readonly before: number;
  readonly after: number;
}

/** What the window needs of the page. */
export interface WindowParts {
  /** Asks for the words of turns. */
  readonly want: (ids: readonly string[]) => void;
  /** Forgets words of turns outside of a range. */
  readonly forget: (near: TurnRange) => void;
  /** Called when another range is to be drawn. */
  readonly changed: () => void;
}

export class TurnWindow {
  readonly #parts: WindowParts;
  readonly #heights = new TurnHeights();
  #turns: readonly HeldTurn[];
  #range: TurnRange;
  #room: Room = { before: 0, after: 0 };
  #head: string | undefined;

  constructor(turns: readonly HeldTurn[], parts: WindowParts) {
    this.#parts = parts;
    this.#turns = turns;
    this.#range = this.#around(turns.length - 1);
    this.#room = this.#wholeRoom();
  }

  /** The turns to be drawn. */
  get range(): TurnRange {
    return this.#range;
  }

  /** Pixels that the turns before and behind the range take. */
  get room(): Room {
    return this.#room;
  }

  /** Whether a turn is part of the conversation. */
  has(id: string): boolean {
    return this.#turns.some((turn) => turn.id === id);
  }

  /** Whether a turn is drawn. */
  isDrawn(id: string): boolean {
    const { from, to } = this.#range;
    return this.#turns.slice(from, to).some((turn) => turn.id === id);
  }

  /** Takes the conversation as it is now. The range stays on its turns, and at the end if it was there. */
  take(turns: readonly HeldTurn[]): void {
    const before = this.#turns;
    if (turns === before) return;
    const { from, to } = this.#range;
    this.#turns = turns;
    const isSame = before.slice(from, to).every((turn, at) => turns[from + at]?.id === turn.id);
    if (!isSame || from === to) {
      this.#range = this.#moved(before);
      this.#room = this.#wholeRoom();
    } else if (to === before.length) this.#range = { from, to: turns.length };
    else if (turns.length !== before.length) {
      this.#room = { before: this.#room.before, after: this.#wholeRoom().after };
    }
    if (this.#head !== undefined) this.#goOn();
  }

  /** Sets out for a turn. It is reached with `arrive`. */
  head(id: string): void {
    this.#head = id;
    this.#goOn();
  }

  /** The reader has come to where the way led, or goes another one. */
  arrive(): void {
    this.#head = undefined;
  }

  /** Draws the end. */
  toEnd(): void {
    this.#head = undefined;
    if (this.#range.to < this.#turns.length) this.#draw(this.#around(this.#turns.length - 1));
  }

  /** Looks where the reader is, and draws what belongs there. */
  look(box: HTMLElement, isAtEnd: boolean): void {
    const screen = box.getBoundingClientRect();
    const drawn = [...box.querySelectorAll<HTMLElement>("[data-turn]")];
    const { from, to } = this.#range;
    if (screen.height === 0 || drawn.length === 0 || drawn.length !== to - from) return;
    const places = drawn.map((element) => element.getBoundingClientRect());
    if (!isDrawing()) this.#measure(places, screen.width);
    const top = (places[0]?.top ?? screen.top) - screen.top;
    const bottom = screen.bottom - (places.at(-1)?.bottom ?? screen.bottom);
    if (isAtEnd && to < this.#turns.length) return this.toEnd();
    const isLost = top > screen.height || bottom > screen.height;
    if (isLost && this.#head === undefined && !isAtEnd) return this.#jump(box);
    const isSmall = this.#turns.slice(from, to).reduce((sum, turn) => sum + sizeOf(turn), 0) < mostCharacters;
    // Marks would go with the turns that they are in.
    const spare = drawn.length < mostTurns && (isSmall || isMarking(box)) ? 0 : undefined;
    const first = top > -least ? this.#reach(from, -1) : from + (spare ?? far(places, screen.top - most));
    const last =
      bottom > -least || isAtEnd
        ? this.#reach(to, 1)
        : to - (spare ?? far(places.toReversed(), screen.bottom + most, -1));
    this.#draw({ from: Math.min(first, to - 1), to: Math.max(last, first + 1) });
  }

  /** The room around the range, after another one whose room stands. */
  #roomFor(old: TurnRange): Room {
    const { from, to } = this.#range;
    const all = this.#turns;
    if (from >= old.to || to <= old.from) return this.#wholeRoom();
    // Made smaller or larger by the turns that come and go and by nothing else, it moves nobody.
    const before = this.#room.before + this.#heights.between(all, old.from, from);
    const after = this.#room.after - this.#heights.between(all, old.to, to);
    return { before: from > 0 ? Math.max(0, before) : 0, after: to < all.length ? Math.max(0, after) : 0 };
  }

  #wholeRoom(): Room {
    const { from, to } = this.#range;
    const all = this.#turns;
    return { before: this.#heights.between(all, 0, from), after: this.#heights.between(all, to, all.length) };
  }

  #measure(places: readonly DOMRect[], width: number): void {
    for (const [at, { height }] of places.entries()) {
      const turn = this.#turns[this.#range.from + at];
      if (turn) this.#heights.measure(turn, height, width);
    }
  }

  #draw(range: TurnRange, room?: Room): void {
    const { from, to } = this.#range;
    if (range.from === from && range.to === to) return;
    this.#range = range;
    this.#room = room ?? this.#roomFor({ from, to });
    this.#parts.forget({ from: range.from - kept, to: range.to + kept });
    this.#parts.changed();
  }

  /** To the turns that the scroll bar was drawn to. The bar stays as it is, so that it can be drawn on. */
  #jump({ scrollTop, scrollHeight }: HTMLElement): void {
    const all = this.#turns;
    const share = scrollTop / Math.max(1, scrollHeight);
    const at = this.#heights.at(all, share * this.#heights.between(all, 0, all.length));
    const range = this.#around(at);
    const { from, to } = range;
    if (from === to) return;
    const before = from > 0 ? Math.max(0, scrollTop - this.#heights.between(all, from, at)) : 0;
    const after = Math.max(0, scrollHeight - before - this.#heights.between(all, from, to));
    this.#draw(range, { before, after: to < all.length ? after : 0 });
  }

  #goOn(): void {
    const at = this.#turns.findIndex(({ id }) => id === this.#head);
    if (at < 0) this.#head = undefined;
    else if (at < this.#range.from || at >= this.#range.to) this.#goTo(at);
  }

  #goTo(at: number): void {
    const range = this.#around(at);
    if (range.from < range.to) this.#draw(range);
  }

  /** As many turns around one as the screen may show, if they have their words; none where that one has not. */
  #around(at: number): TurnRange {
    if (this.#turns[at]?.kind === "away") {
      this.#want(at, 0);
      return { from: at, to: at };
    }
    const end = Math.max(0, Math.min(at + 1, this.#turns.length));
    return { from: this.#reach(Math.max(0, end - 1), -1, least), to: this.#reach(end, 1, least) };
  }

  /** The end of the range once it is moved on by so many pixels; asks for words that are missing on the way. */
  #reach(end: number, by: 1 | -1, pixels = least): number {
    let reached = end;
    for (let grown = 0; grown < pixels;) {
      const turn = this.#turns[by < 0 ? reached - 1 : reached];
      if (!turn) return reached;
      if (turn.kind === "away") {
        this.#want(by < 0 ? reached - 1 : reached, by);
        return reached;
      }
      grown += this.#heights.of(turn);
      reached += by;
    }
    return reached;
  }

  /** Asks for the words of a turn and of those before it, behind it, or on both sides, the nearest first. */
  #want(at: number, by: 1 | -1 | 0): void {
    const steps = Array.from({ length: asked }, (_, step) =>
      by === 0 ? (step % 2 === 0 ? -step / 2 : (step + 1) / 2) : step * by,
    );
    const some = steps.flatMap((step) => this.#turns[at + step] ?? []);
    this.#parts.want(some.filter(({ kind }) => kind === "away").map(({ id }) => id));
  }

  /** The range in another conversation, or in the same with turns more or less. */
  #moved(before: readonly HeldTurn[]): TurnRange {
    const { from, to } = this.#range;
    const left = new Set(before.slice(from, to).map(({ id }) => id));
    const first = this.#turns.findIndex((turn) => left.has(turn.id));
    const last = this.#turns.findLastIndex((turn) => left.has(turn.id));
    const end = to === before.length ? this.#turns.length : last + 1;
    return first < 0 ? this.#around(this.#turns.length - 1) : { from: first, to: end };
  }
}

/** How many of the turns lie beyond a line, above it or below. */
function far(places: readonly DOMRect[], line: number, side = 1): number {
  const near = places.findIndex(({ top, bottom }) => (side > 0 ? bottom > line : top < line));
  return near < 0 ? 0 : near;
}
