/** Finds where a reader stands in the transcript, and brings the reader back there. */
import type { Place } from "./memory.ts";

/** The turn at the top edge of the box, and how far it is scrolled in. */
export function placeIn(box: HTMLElement): Place | undefined {
  const top = box.getBoundingClientRect().top;
  const turns = [...box.querySelectorAll<HTMLElement>("[data-turn]")];
  const first = turns.findLast((turn) => turn.getBoundingClientRect().top <= top) ?? turns[0];
  if (!first) return undefined;
  return { turn: first.dataset["turn"] ?? "", offset: Math.round(top - first.getBoundingClientRect().top) };
}

/** Scrolls to a place; one that is gone is left alone. */
export function showPlace(box: HTMLElement, { turn, offset }: Place): void {
  const found = [...box.querySelectorAll<HTMLElement>("[data-turn]")].find(
    (one) => one.dataset["turn"] === turn,
  );
  if (!found) return;
  box.scrollTop += found.getBoundingClientRect().top - box.getBoundingClientRect().top + offset;
}
