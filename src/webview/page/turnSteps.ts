/** Goes from turn to turn by keyboard. The focus goes along, so that a screen reader reads the turn. */
import type { HeldConversation } from "../../core/history/away.ts";
import type { Sight } from "./pageState.ts";
import { placeIn, showPlace } from "./place.ts";

/** Pixels between the top edge and the turn that is shown. */
const margin = 4;

/** The turn before or behind the one with the focus, or at the top edge; undefined where there is none. */
export function nextTurn(box: HTMLElement, { turns }: HeldConversation, by: 1 | -1): string | undefined {
  const focused = document.activeElement?.closest<HTMLElement>("[data-turn]");
  // From the composer the way leads up to the last turn.
  if (!focused && !box.contains(document.activeElement)) return by === -1 ? turns.at(-1)?.id : undefined;
  const id = focused?.dataset["turn"] ?? placeIn(box)?.turn;
  const at = turns.findIndex((turn) => turn.id === id);
  return at < 0 ? turns[0]?.id : turns[at + by]?.id;
}

/** Shows a turn at the top edge, with the focus. */
export function turnSight(turn: string): Sight {
  let isFocused = false;
  return {
    turn,
    locate(box) {
      const element = [...box.querySelectorAll<HTMLElement>("[data-turn]")].find(
        (one) => one.dataset["turn"] === turn,
      );
      if (!isFocused) element?.focus({ preventScroll: true });
      isFocused ||= element !== undefined;
      return showPlace(box, { turn, block: -1, offset: -margin });
    },
  };
}
