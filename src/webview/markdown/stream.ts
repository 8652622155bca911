/**
 * Draws an answer while it arrives, in time that grows with the answer's length and no faster. Text is only ever
 * appended; the unfinished end (the tail) is parsed again as it grows, everything before it stands for good.
 *
 * State: `#queue` is text that was appended but not looked at; `#tail` is the source of the last blocks, which may
 * still change; `#fence` is a code block that is open at the end, in which case the tail is empty; `#parts` is a long
 * list or table that is open, in which case the tail begins with its last items or rows. All other blocks stand in
 * sections, which the browser lays out only near the screen.
 *
 * What breaks without it: parsing the whole answer with every word takes 30 s for 100 KB.
 */
import type { Token } from "markdown-it";
import type { Strings } from "../../protocol/strings.ts";
import { paintWhenIdle } from "../highlight/paint.ts";
import { isLoose } from "./blocks.ts";
import { drawBlock, type Pens } from "./draw.ts";
import { OpenCode } from "./openCode.ts";
import { OpenParts } from "./openParts.ts";
import {
  parsed as parse,
  parser,
  settledBlocks,
  settledParts,
  type Parsed,
  type References,
} from "./parsed.ts";
import type { Surroundings } from "./parser.ts";
import { PieceQueue } from "./pieceQueue.ts";
import { Sections } from "./sections.ts";
import { Tail, type Work } from "./tail.ts";

/**
 * A tail longer than this is parsed only when it has grown by an eighth, a very long one by a quarter: each time, all of
 * it is laid out. What comes between is plain text.
 */
const longTail = 4096;
const veryLongTail = 32_768;
const growthOf = (length: number): number => (length < veryLongTail ? 9 / 8 : 5 / 4);

/** Parsing, drawing and showing a tail that is longer than this take a task each. */
const inTasks = 8192;

/** A list or table that is longer than the first is drawn in two; its last parts join the others beyond the second. */
const longBlock = 2048;
const longParts = 1024;

export class MarkdownStream {
  readonly #into: HTMLElement;
  readonly #pens: Pens;
  readonly #queue = new PieceQueue();
  #view = new Tail();
  #sections = new Sections(this.#view.element);
  #tail = "";
  /** Characters of the tail that are on the screen, and of the tail when it was last parsed. */
  #shownLength = 0;
  #parsedLength = 0;
  #fence: OpenCode | undefined;
  #parts: OpenParts | undefined;
  #references: References = {};
  #hasLateReference = false;
  #tailDefines = false;
  #wholeText: (() => string) | undefined;
  #work: Work | undefined;

  constructor(into: HTMLElement, strings: Strings) {
    this.#into = into;
    this.#pens = { parser, strings };
    into.append(this.#view.element);
  }

  /** Appends text. Nothing is seen before the next step. */
  append(text: string): void {
    this.#queue.add(text);
  }

  /** Says that no more text comes: the last step draws the end as a parse of the whole text would. */
  end(wholeText: () => string): void {
    this.#wholeText = wholeText;
    this.#queue.end();
  }

  /** Draws some of what was appended. Gives true when there is nothing left to do. */
  step(): boolean {
    this.#work ??= this.#drawMore();
    if (!this.#work.next().done) return false;
    this.#work = undefined;
    return this.#queue.isEmpty;
  }

  /** Stops wherever a very long tail has taken its time, because what comes next will too. */
  *#drawMore(): Work {
    yield* this.#take(this.#queue.next());
    if (!this.#queue.isEmpty || !this.#wholeText) return;
    yield* this.#finish(this.#wholeText);
    this.#wholeText = undefined;
  }

  *#take(text: string): Work {
    if (text === "") return;
    this.#tail += this.#fence ? (this.#readFence(this.#fence, text) ?? "") : text;
    if (this.#fence) return;
    const isLong = this.#tail.length > longTail && this.#parsedLength > 0;
    if (isLong && this.#tail.length < this.#parsedLength * growthOf(this.#parsedLength)) this.#showRough();
    else yield* this.#drawTail();
  }

  #showRough(): void {
    this.#view.showRough(this.#tail.slice(this.#shownLength));
    this.#shownLength = this.#tail.length;
  }

  /** Parses the tail and lets go of the blocks that can't change any more; a fence ends it. */
  *#drawTail(): Work {
    while (this.#tail !== "" && !this.#fence) {
      const parsed = this.#parse(this.#tail);
      if (this.#tail.length > inTasks) yield;
      const { blocks, starts, opensFence } = parsed;
      const [first] = blocks;
      if (first && this.#parts?.loose === false && isLoose(first)) {
        this.#drawPartsAnew(this.#parts);
        continue;
      }
      yield* this.#show(parsed);
      const settled = settledBlocks(parsed);
      const cut = settled > 0 || opensFence ? (starts[blocks[settled]?.line ?? 0] ?? 0) : 0;
      if (cut > 0) this.#settle(settled, this.#tail.slice(0, cut), parsed.env);
      this.#tail = this.#tail.slice(cut);
      if (opensFence) this.#openFence(blocks.at(-1)?.tokens[0]);
      else if (settled < blocks.length - 1 || !this.#settleParts(parsed, cut)) {
        this.#shownLength = this.#parsedLength = this.#tail.length;
        this.#tailDefines = this.#definesLinks(parsed.env);
        return;
      }
    }
  }

  #parse(text: string): Parsed {
    return parse(text, this.#references, this.#pens.strings);
  }

  *#show({ blocks, starts, env, opensFence }: Parsed): Work {
    const references = countOf(env) > 0 ? JSON.stringify(env.references) : "";
    const shown = opensFence ? blocks.slice(0, -1) : blocks;
    yield* this.#view.show(
      shown.map((block, at) => {
        const next = blocks[at + 1];
        const source = this.#tail.slice(starts[block.line], next ? starts[next.line] : undefined);
        const parts = at === 0 ? this.#parts : undefined;
        const draw = (): readonly ChildNode[] =>
          parts
            ? parts.dressed(drawBlock(parts.parsed(block), env, this.#pens))
            : drawBlock(block, env, this.#pens);
        return { key: source + references, draw, isLong: source.length > inTasks };
      }),
    );
  }

  /** Lets go of all but the last items or rows of the one block that is left, if it is long. */
  #settleParts(parsed: Parsed, cut: number): boolean {
    const drawn = this.#view.first;
    const isLong = this.#tail.length > (this.#parts ? longParts : longBlock);
    const settled = settledParts(parsed);
    if (!drawn || !isLong || !settled || this.#definesLinks(parsed.env)) return false;
    const loose = this.#parts?.loose === true || settled.loose;
    // Where nothing tells whether the items stand apart, one that follows could change those that stand already.
    if (loose === undefined) return false;
    this.#parts ??= this.#openParts(drawn, Math.max(0, settled.headEnd - cut), loose);
    const { head } = this.#parts;
    const end = settled.end - cut;
    this.#parts.settle(drawn, settled.count, this.#tail.slice(head.length, end));
    this.#tail = head + this.#tail.slice(end);
    return true;
  }

  #openParts(drawn: Element, headLength: number, loose: boolean): OpenParts {
    const parts = new OpenParts(drawn, { head: this.#tail.slice(0, headLength), loose });
    this.#sections.add([parts.element]);
    return parts;
  }

  /** Items that were drawn as standing close together turn out to stand apart. */
  #drawPartsAnew(parts: OpenParts): void {
    parts.element.remove();
    this.#parts = undefined;
    this.#tail = parts.source + this.#tail;
  }

  /** The first blocks of the tail stand for good. */
  #settle(count: number, source: string, env: Surroundings): void {
    this.#move(count);
    if (!this.#definesLinks(env)) return;
    // A definition may stand behind the blocks that use it, and may not even be complete yet.
    this.#hasLateReference = true;
    this.#references = this.#parse(source).env.references ?? {};
  }

  #move(count: number): void {
    for (const nodes of this.#view.release(count)) {
      const [drawn] = nodes;
      if (this.#parts && drawn instanceof Element) {
        this.#parts.close(drawn);
        this.#parts = undefined;
        drawn.remove();
      } else {
        this.#sections.add(nodes);
        paintWhenIdle(nodes);
      }
    }
  }

  /** Whether what was parsed defines links that blocks before it may use. */
  #definesLinks(env: Surroundings): boolean {
    return countOf(env) > countOf({ references: this.#references });
  }

  #openFence(fence: Token | undefined): void {
    const end = this.#tail.indexOf("\n") + 1;
    const indent = this.#tail.search(/[^ ]/);
    const { markup = "```", info = "" } = fence ?? {};
    const opened = new OpenCode({ markup, indent, info }, this.#pens.strings);
    this.#sections.add([opened.element]);
    this.#fence = opened;
    const code = this.#tail.slice(end);
    this.#tail = "";
    this.#tail = this.#readFence(opened, code) ?? "";
  }

  /** Reads code; gives the text behind the fence once it is closed. */
  #readFence(fence: OpenCode, text: string): string | undefined {
    const rest = fence.read(text);
    if (rest === undefined) return undefined;
    this.#fence = undefined;
    this.#parsedLength = this.#shownLength = 0;
    fence.close();
    return rest;
  }

  *#finish(wholeText: () => string): Work {
    this.#fence?.close();
    this.#fence = undefined;
    yield* this.#drawTail();
    (this.#fence as OpenCode | undefined)?.close();
    if (this.#hasLateReference || (this.#tailDefines && this.#sections.hasBlocks)) {
      this.#drawAnew(wholeText());
    } else if (this.#tail.length > inTasks && !this.#parts) {
      // A move would have all of it laid out and painted once more: it stays where it is.
      for (const nodes of this.#view.release(Infinity)) paintWhenIdle(nodes);
    } else this.#move(Infinity);
    this.#tail = "";
  }

  /** Draws everything from the whole text: some block was drawn before a link definition that it uses. */
  #drawAnew(text: string): void {
    this.#parts = undefined;
    this.#view = new Tail();
    this.#into.replaceChildren(this.#view.element);
    this.#sections = new Sections(this.#view.element);
    const { blocks, env } = this.#parse(text.replaceAll(/\r\n?/g, "\n"));
    for (const block of blocks) {
      const nodes = drawBlock(block, env, this.#pens);
      this.#sections.add(nodes);
      paintWhenIdle(nodes);
    }
  }
}

function countOf({ references = {} }: Pick<Surroundings, "references">): number {
  return Object.keys(references).length;
}
