/**
 * A code block whose fence is still open: lines are appended as they come, nothing is parsed or drawn twice. Owns
 * the block's element until the fence closes. Lines are coloured as they come; where what follows may change their
 * colours, again at growing steps, so that it stays linear.
 */
import type { Strings } from "../../protocol/strings.ts";
import { languageOf } from "../highlight/languages.ts";
import { Painting, settleWhenIdle } from "../highlight/paint.ts";
import { createCodeBlock, languageWord } from "./codeBlock.ts";
import { FenceReader, type FenceOpening } from "./fence.ts";
import { TextBoxes } from "./textBoxes.ts";

/** How lines that could not be coloured for good must grow before they are coloured anew. */
const growth = 1.3;

export class OpenCode {
  readonly element: HTMLElement;
  readonly #code: HTMLElement;
  readonly #reader: FenceReader;
  readonly #boxes: TextBoxes;
  readonly #painting: Painting | undefined;
  #lines = 0;
  #nextPainting = 1;
  #partial = "";

  constructor(opening: FenceOpening & { readonly info: string }, strings: Strings) {
    const { element, code } = createCodeBlock(opening.info, strings);
    this.element = element;
    this.#code = code;
    this.#reader = new FenceReader(opening);
    this.#boxes = new TextBoxes(code, { keepsLines: true });
    const language = languageOf(languageWord(opening.info));
    if (language) this.#painting = new Painting(code, language);
  }

  /** Reads on. Gives the text behind the fence if that closes it; `close` is to follow. */
  read(text: string): string | undefined {
    const { lines, partial, rest } = this.#reader.read(text);
    this.#boxes.append(lines);
    this.#partial = partial;
    this.#boxes.show(partial);
    this.#lines += lines === "" ? 0 : lines.split("\n").length - 1;
    if (rest === undefined && this.#painting && this.#lines >= this.#nextPainting) this.#paint();
    return rest;
  }

  /** No more code comes: the fence is closed, or the text ended inside it. */
  close(): void {
    this.#boxes.append(this.#partial);
    this.#partial = "";
    if (this.#painting) settleWhenIdle(this.#code, this.#painting);
  }

  #paint(): void {
    this.#boxes.show("");
    this.#boxes.leave();
    this.#painting?.paintOpen();
    this.#boxes.show(this.#partial);
    const open = this.#lines - (this.#painting?.settledLines ?? 0);
    this.#nextPainting = this.#lines + Math.max(1, Math.ceil(open * (growth - 1)));
  }
}
