/** How high turns are that are not drawn: as they were when they last were, or else as others of their length are. */
import { sizeOf, type HeldTurn } from "../../core/history/away.ts";

/** Pixels of a turn without words, and of each character, before any was measured. */
const empty = 70;
const perCharacter = 0.4;

/** Characters of measured turns after which others are told by them for good. */
const enough = 50_000;

/** Higher than this no browser lays anything out. */
const highest = 15_000_000;

export class TurnHeights {
  readonly #measured = new Map<string, number>();
  #width = 0;
  #pixels = 0;
  #characters = 0;

  /** Notes how high a turn is, in a box of some width. In another width every turn has another height. */
  measure(turn: HeldTurn, height: number, width: number): void {
    if (width !== this.#width) {
      this.#measured.clear();
      this.#pixels = this.#characters = 0;
      this.#width = width;
    }
    // Enough is known by then, and what has room already should not move.
    if (!this.#measured.has(turn.id) && this.#characters < enough) {
      this.#pixels += Math.max(0, height - empty);
      this.#characters += sizeOf(turn);
    }
    this.#measured.set(turn.id, height);
  }

  /** Pixels of a turn. */
  of(turn: HeldTurn): number {
    const known = this.#measured.get(turn.id);
    if (known !== undefined) return known;
    const each = this.#characters > 0 ? this.#pixels / this.#characters : perCharacter;
    return empty + sizeOf(turn) * each;
  }

  /** Pixels of turns one below the other; negative where `to` comes before `from`. */
  between(turns: readonly HeldTurn[], from: number, to: number): number {
    if (to < from) return -this.between(turns, to, from);
    let sum = 0;
    for (const turn of turns.slice(from, to)) sum += this.of(turn);
    return Math.round(Math.min(sum, highest));
  }

  /** The turn that stands so many pixels below the first. */
  at(turns: readonly HeldTurn[], pixels: number): number {
    let sum = 0;
    const found = turns.findIndex((turn) => (sum += this.of(turn)) > pixels);
    return found < 0 ? Math.max(0, turns.length - 1) : found;
  }
}
