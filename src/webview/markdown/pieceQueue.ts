/**
 * Text that has arrived and was not looked at yet. Gives it out in pieces of bounded length with `\n` as the only
 * line break, as the parser wants it.
 */

/** Most characters of a piece: a restored answer of a megabyte must not hold the page up. */
const longestPiece = 16_384;

export class PieceQueue {
  #pieces: string[] = [];
  #hasEnded = false;

  /** Whether there is nothing to give out. A lone `\r` at the end waits for what follows it. */
  get isEmpty(): boolean {
    return this.#pieces.every((piece) => piece === "") || (!this.#hasEnded && this.#pieces.join("") === "\r");
  }

  add(text: string): void {
    this.#pieces.push(text);
  }

  /** Nothing more will be added. */
  end(): void {
    this.#hasEnded = true;
  }

  /** The next piece; empty if there is none. */
  next(): string {
    const text = this.#take();
    const isSplit = text.endsWith("\r") && !(this.#hasEnded && this.#pieces.length === 0);
    if (isSplit) this.#pieces.unshift(`\r${this.#pieces.shift() ?? ""}`);
    return (isSplit ? text.slice(0, -1) : text).replaceAll(/\r\n?/g, "\n");
  }

  #take(): string {
    let taken = "";
    let count = 0;
    for (const piece of this.#pieces) {
      const room = longestPiece - taken.length;
      if (piece.length > room) {
        taken += piece.slice(0, room);
        this.#pieces = [piece.slice(room), ...this.#pieces.slice(count + 1)];
        return taken;
      }
      taken += piece;
      count += 1;
    }
    this.#pieces = [];
    return taken;
  }
}
