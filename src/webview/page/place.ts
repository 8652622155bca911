/**
 * Finds where a reader stands in the transcript, and brings the reader back there. A place is told by a block, not by
 * pixels: what is far from the screen has only an estimated height.
 */
import { blocksIn, bringBack, childrenOf } from "../markdown/offPage.ts";
import type { Place } from "./memory.ts";

/** The turn and the block at the top edge of the box, and how far they are scrolled in. */
export function placeIn(box: HTMLElement): Place | undefined {
  const top = box.getBoundingClientRect().top;
  const turn = lastAbove([...box.querySelectorAll<HTMLElement>("[data-turn]")], top);
  if (!turn) return undefined;
  // Sections first: asking for the place of a block inside lays its section out.
  const section = lastAbove([...turn.querySelectorAll(".blocks")], top);
  const block = section && lastAbove(childrenOf(section), top);
  const offset = Math.round(top - (block ?? turn).getBoundingClientRect().top);
  return { turn: turn.dataset["turn"] ?? "", block: block ? blocksIn(turn).indexOf(block) : -1, offset };
}

/** Scrolls to a place; one that is not drawn is left alone. Gives true if it already stood there. */
export function showPlace(box: HTMLElement, { turn, block, offset }: Place): boolean {
  const found = [...box.querySelectorAll<HTMLElement>("[data-turn]")].find(
    (one) => one.dataset["turn"] === turn,
  );
  if (!found) return false;
  const target = blocksIn(found)[block] ?? found;
  bringBack(target);
  const distance = target.getBoundingClientRect().top - box.getBoundingClientRect().top + offset;
  box.scrollTop += distance;
  return Math.abs(distance) < 1;
}

function lastAbove<Found extends Element>(elements: readonly Found[], top: number): Found | undefined {
  return elements.findLast((element) => element.getBoundingClientRect().top <= top);
}
