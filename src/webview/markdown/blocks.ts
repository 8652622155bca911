/** Cuts what the parser made of a text into its top-level blocks, with the lines each of them covers. Pure. */
import type { Token } from "markdown-it";

/** A top-level block: a paragraph, a list, a table, a fence … */
export interface Block {
  readonly tokens: Token[];
  /** First line, from 0. Link definitions in front of a block belong to the block before it. */
  readonly line: number;
}

/** The top-level blocks in order. */
export function topBlocks(tokens: readonly Token[]): readonly Block[] {
  const blocks: { tokens: Token[]; line: number }[] = [];
  let isInside = false;
  for (const token of tokens) {
    if (!isInside) blocks.push({ tokens: [], line: token.map?.[0] ?? 0 });
    blocks.at(-1)?.tokens.push(token);
    if (token.level === 0 && token.nesting !== 0) isInside = token.nesting === 1;
  }
  return blocks;
}

/** The fence that a block is, if it is one. */
export function fenceOf(block: Block | undefined): Token | undefined {
  const token = block?.tokens[0];
  return token?.type === "fence" ? token : undefined;
}

/** Where each line of a text begins; one entry more than there are lines, for the end. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts.at(-1) === text.length ? starts : [...starts, text.length];
}
