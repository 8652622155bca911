/**
 * The parts of a long block that leave the page one by one while the block itself is near the screen: boxes of a code
 * block, items of a list, rows of a table. A table keeps its columns as they were when all of its rows were there.
 */
import { isOffPage, putBack } from "../markdown/offPage.ts";

/** Parts of a block that are few enough to stay. */
const fewBoxes = 8;
const fewItems = 60;

/** The parts of the long blocks in a section. The first item stays: it tells the browser the direction of its list. */
export function longParts(section: HTMLElement): readonly HTMLElement[] {
  const parts: HTMLElement[] = [];
  // Asked first, because this is asked often: most sections have nothing that is long.
  if (section.getElementsByClassName("lines").length > fewBoxes) {
    for (const code of section.querySelectorAll(".code-text > code"))
      // The last one may still be written.
      parts.push(...many(code, fewBoxes).slice(0, -1));
  }
  for (const block of section.children) {
    if (block.matches("ul, ol")) parts.push(...many(block, fewItems).slice(1));
  }
  for (const table of longTables(section)) {
    if (isHeld(table)) parts.push(...rowsOf(table));
  }
  return parts;
}

/**
 * What is to be done to the long tables of a section, after all has been measured, so that their rows may leave: one
 * that is new or has got another place to stand in is laid out whole, then its columns are held.
 */
export function tableChanges(section: HTMLElement): readonly (() => void)[] {
  return longTables(section)
    .filter((table) => !isHeld(table))
    .map((table) => (table.dataset["heldIn"] === undefined ? holding(table) : () => letGo(table)));
}

function many(block: Element, few: number): readonly HTMLElement[] {
  if (block.childElementCount <= few) return [];
  return [...block.children].filter((part) => part instanceof HTMLElement);
}

function longTables(section: HTMLElement): readonly HTMLTableElement[] {
  return [...section.querySelectorAll<HTMLTableElement>(":scope > .table > table")].filter(
    (table) => rowsOf(table).length > 0,
  );
}

function rowsOf(table: HTMLTableElement): readonly HTMLElement[] {
  const [body] = table.tBodies;
  return body ? many(body, fewItems) : [];
}

/** The pixels that a table may be wide. */
function roomOf(table: HTMLTableElement): string {
  return String(table.parentElement?.clientWidth);
}

function isHeld(table: HTMLTableElement): boolean {
  return table.dataset["heldIn"] === roomOf(table);
}

/** Attributes, because styles don't outlast the words that a section may become. */
function holding(table: HTMLTableElement): () => void {
  const room = roomOf(table);
  const parts = [table, ...(table.rows[0]?.cells ?? [])];
  const widths = parts.map((part) => part.getBoundingClientRect().width);
  return () => {
    for (const [at, part] of parts.entries()) part.setAttribute("width", String(widths[at]));
    table.dataset["heldIn"] = room;
  };
}

function letGo(table: HTMLTableElement): void {
  for (const row of rowsOf(table)) if (isOffPage(row)) putBack(row);
  for (const part of [table, ...(table.rows[0]?.cells ?? [])]) part.removeAttribute("width");
  delete table.dataset["heldIn"];
}
