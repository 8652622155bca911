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

/** Whether a block is a table. */
export function isTable({ tokens }: Block): boolean {
  return tokens[0]?.type === "table_open";
}

/** The lines at which the items of a list or the rows of a table's body begin; none of any other block. */
export function partLines(block: Block): readonly number[] {
  const [part, level] = isTable(block) ? ["tr_open", 2] : ["list_item_open", 1];
  const body = block.tokens.findIndex(({ type }) => type === "tbody_open");
  return block.tokens
    .slice(Math.max(0, body))
    .flatMap((token) => (token.type === part && token.level === level && token.map ? [token.map[0]] : []));
}

/**
 * Whether the items of a list stand apart, as they all do if two of them do. Undefined where nothing tells: no item has a
 * paragraph. Rows never do.
 */
export function isLoose(block: Block): boolean | undefined {
  if (isTable(block)) return false;
  const [paragraph] = itemParagraphs(block.tokens);
  return paragraph && !paragraph.hidden;
}

function itemParagraphs(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter(({ type, level }) => level === 2 && type.startsWith("paragraph_"));
}

/** A list as it would be if its items stood apart. */
export function withLooseItems(list: Block): Block {
  for (const token of itemParagraphs(list.tokens)) token.hidden = false;
  return list;
}
