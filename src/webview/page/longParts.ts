/**
 * The parts of a long block that leave the page one by one while the block itself is near the screen: boxes of a code
 * block, items of a list, rows of a table.
 */
import { fewParts, holding, isHeld, letGo } from "../markdown/columns.ts";

/** Parts of a block that are few enough to stay. */
const fewBoxes = 8;

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
    if (block.matches("ul, ol")) parts.push(...many(block, fewParts).slice(1));
  }
  for (const table of longTables(section)) {
    if (isHeld(table)) parts.push(...rowsOf(table));
  }
  return parts;
}

/**
 * What is to be done to the long tables of a section, after all has been measured, so that their rows may leave: the
 * columns are held, and let go first where a table has got another place to stand in.
 */
export function tableChanges(section: HTMLElement): readonly (() => void)[] {
  return longTables(section).flatMap((table) => {
    const isInOtherRoom = table.dataset["heldIn"] !== undefined && !isHeld(table);
    return (isInOtherRoom ? () => letGo(table) : holding(table)) ?? [];
  });
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
  return body ? many(body, fewParts) : [];
}
