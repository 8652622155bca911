/**
 * Holds the columns of a long table while rows come and go: its columns are as wide as they were, unless a word needs
 * more. Attributes, because styles don't outlast the words that a section may become (`offPage.ts`).
 */

/** Rows of a table, or items of a list, that are few enough to stay on the page. */
export const fewParts = 60;

/** Whether the columns are held for the room that the table has now. */
export function isHeld(table: HTMLTableElement): boolean {
  return table.dataset["heldIn"] === roomOf(table);
}

/** What is to be done to hold the columns as they are now; undefined where they are. Asks for the layout. */
export function holding(table: HTMLTableElement): (() => void) | undefined {
  const room = roomOf(table);
  const cells = headsOf(table);
  const widths = cells.map((cell) => String(Math.ceil(cell.getBoundingClientRect().width)));
  if (isHeld(table) && cells.every((cell, at) => cell.getAttribute("width") === widths[at])) return undefined;
  return () => {
    for (const [at, cell] of cells.entries()) cell.setAttribute("width", widths[at] ?? "");
    table.dataset["heldIn"] = room;
  };
}

/** Lets the columns find their widths anew. */
export function letGo(table: HTMLTableElement): void {
  for (const cell of headsOf(table)) cell.removeAttribute("width");
  delete table.dataset["heldIn"];
}

/** Columns of the same widths for a table without a head. */
export function columnsLike(table: HTMLTableElement): HTMLElement {
  const columns = document.createElement("colgroup");
  for (const cell of headsOf(table)) {
    const column = document.createElement("col");
    column.setAttribute("width", cell.getAttribute("width") ?? "");
    columns.append(column);
  }
  return columns;
}

function headsOf(table: HTMLTableElement): readonly HTMLElement[] {
  return [...(table.tHead?.rows[0]?.cells ?? [])];
}

/** The pixels that a table may be wide. */
function roomOf(table: HTMLTableElement): string {
  return String(table.parentElement?.clientWidth);
}
