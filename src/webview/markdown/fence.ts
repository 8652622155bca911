/**
 * Reads a code fence while it arrives: every character is looked at once, whatever the fence's length. Knows what
 * closes a fence and how much indentation its lines lose, exactly as the parser does; draws nothing.
 */

/** How a fence was opened. */
export interface FenceOpening {
  /** The run of ` or ~ that opened it. */
  readonly markup: string;
  /** Columns in front of the run, 0 to 3. */
  readonly indent: number;
}

/** What a fence made of some text. */
export interface FenceReading {
  /** Complete lines, each with its line break. */
  readonly lines: string;
  /** The line that is not complete yet; empty if it may be the fence's end, or is only space. */
  readonly partial: string;
  /** Set when the fence was closed: the text behind it. */
  readonly rest?: string | undefined;
}

/** A fence that has been opened and not closed. */
export class FenceReader {
  readonly #indent: number;
  readonly #end: RegExp;
  #unread = "";

  constructor({ markup, indent }: FenceOpening) {
    this.#indent = indent;
    this.#end = new RegExp(`^ {0,3}\\${markup.charAt(0)}{${markup.length},}[ \\t]*$`);
  }

  /** Reads on. After a reading with a `rest` the fence is over. */
  read(text: string): FenceReading {
    const whole = this.#unread + text;
    let lines = "";
    let at = 0;
    for (let end = whole.indexOf("\n"); end >= 0; end = whole.indexOf("\n", at)) {
      const line = whole.slice(at, end);
      at = end + 1;
      if (this.#end.test(line)) return { lines, partial: "", rest: whole.slice(at) };
      lines += `${withoutIndent(line, this.#indent)}\n`;
    }
    this.#unread = whole.slice(at);
    // Mere space in front of nothing is no line to the parser either.
    const isNothing = this.#end.test(this.#unread) || !/[^ \t]/.test(this.#unread);
    return { lines, partial: isNothing ? "" : withoutIndent(this.#unread, this.#indent) };
  }
}

/** A line without its first columns of white space; a tab that reaches further leaves spaces, as in the parser. */
export function withoutIndent(line: string, columns: number): string {
  let at = 0;
  let column = 0;
  while (column < columns) {
    const character = line.charAt(at);
    if (character === "\t") column += 4 - (column % 4);
    else if (character === " ") column += 1;
    else break;
    at += 1;
  }
  return " ".repeat(Math.max(0, column - columns)) + line.slice(at);
}
