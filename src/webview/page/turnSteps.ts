/** Goes from turn to turn by keyboard. The focus goes along, so that a screen reader reads the turn. */
import { placeIn, showPlace } from "./place.ts";

/** Pixels between the top edge and the turn that is shown. */
const margin = 4;

/** Goes to the turn before or behind the one with the focus, or at the top edge. False where there is none. */
export function stepTurn(box: HTMLElement, by: 1 | -1): boolean {
  const turns = [...box.querySelectorAll<HTMLElement>("[data-turn]")];
  const target = turns[nextIndex(box, turns, by)];
  if (!target) return false;
  target.focus({ preventScroll: true });
  showPlace(box, { turn: target.dataset["turn"] ?? "", block: -1, offset: -margin });
  return true;
}

function nextIndex(box: HTMLElement, turns: readonly HTMLElement[], by: 1 | -1): number {
  const focused = document.activeElement?.closest<HTMLElement>("[data-turn]");
  if (focused) return turns.indexOf(focused) + by;
  // From the composer the way leads up to the last turn.
  if (!box.contains(document.activeElement)) return by === -1 ? turns.length - 1 : turns.length;
  const top = turns.findIndex((one) => one.dataset["turn"] === placeIn(box)?.turn);
  return top < 0 ? 0 : top + by;
}
