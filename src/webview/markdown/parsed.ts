/** The end of an answer as the parser sees it, and how much of it can't change any more, whatever follows. */
import { filled, type Strings } from "../../protocol/strings.ts";
import { fenceOf, isLoose, isTable, lineStarts, partLines, topBlocks, type Block } from "./blocks.ts";
import { createParser, type Surroundings } from "./parser.ts";

/** Blocks at the end that may still change with what follows: a list that goes on, a heading's underline. */
const openBlocks = 2;

/** Items of a list or rows of a table at the end that may. */
const openParts = 2;

export const parser = createParser();

/** Link definitions by their labels. */
export type References = NonNullable<Surroundings["references"]>;

/** A text that was parsed. */
export interface Parsed {
  readonly blocks: readonly Block[];
  /** Where each line begins. */
  readonly starts: readonly number[];
  readonly env: Surroundings;
  /** Whether the last block is a fence whose first line is complete. */
  readonly opensFence: boolean;
}

/** Parses a text that stands behind definitions of links. */
export function parsed(text: string, known: References, strings: Strings): Parsed {
  const env: Surroundings = {
    references: { ...known },
    imageLabel: (alt) => filled(strings.imageLink, { text: alt }),
  };
  const blocks = topBlocks(parser.parse(text, env));
  const starts = lineStarts(text);
  const last = blocks.at(-1);
  const opensFence =
    Boolean(last && fenceOf(last)) && text.charAt((starts[(last?.line ?? 0) + 1] ?? 0) - 1) === "\n";
  return { blocks, starts, env, opensFence };
}

/**
 * How many blocks at the beginning stand for good. A closed fence is a sure border, and so is the beginning of a list or
 * table that has gone on.
 */
export function settledBlocks({ blocks, opensFence }: Parsed): number {
  const last = blocks.at(-1);
  if (opensFence || (last && partLines(last).length > openParts)) return blocks.length - 1;
  const lastFence = blocks.slice(0, -1).findLastIndex((block) => fenceOf(block));
  return Math.max(0, blocks.length - openBlocks, lastFence + 1);
}

/** What stands for good of a list or table that is the last block. */
export interface SettledParts {
  /** Items or rows, from the first on. */
  readonly count: number;
  /** Where the head of a table ends, and where the items or rows do that stand for good; characters of the text. */
  readonly headEnd: number;
  readonly end: number;
  /** Whether the items stand apart; undefined where nothing tells. */
  readonly loose: boolean | undefined;
}

/** What stands for good of the last block; undefined where it has no items or rows, or too few. */
export function settledParts({ blocks, starts }: Parsed): SettledParts | undefined {
  const last = blocks.at(-1);
  const lines = last ? partLines(last) : [];
  const count = lines.length - openParts;
  if (!last || count <= 0) return undefined;
  const headEnd = isTable(last) ? (starts[last.line + 2] ?? 0) : 0;
  return { count, headEnd, end: starts[lines[count] ?? 0] ?? 0, loose: isLoose(last) };
}
