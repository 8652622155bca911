/**
 * Chips change places: by Alt+Left and Alt+Right on their buttons, or dragged. Their order is that of their importance,
 * and the host's: it is told where a chip is to stand, and sends the chips anew.
 */
import type { RefObject, TargetedDragEvent, TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { filled } from "../../protocol/strings.ts";
import type { ContextChip } from "../../protocol/toWebview.ts";
import { chipName } from "../../protocol/chipName.ts";
import { altStep } from "../page/composerKey.ts";
import { usePage } from "./pageContext.ts";

/** The kind of data of a chip that is dragged; nothing else takes it. */
const dragType = "application/x-sonde-chip";

/** What a chip listens with. */
export interface Moving {
  readonly isDragged: boolean;
  /** Whether a chip that is let go of now comes to stand before this one, or behind it. */
  readonly takes: "before" | "behind" | undefined;
  readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => void;
  readonly onDragStart: (event: TargetedDragEvent<HTMLElement>) => void;
  readonly onDragOver: (event: TargetedDragEvent<HTMLElement>) => void;
  readonly onDrop: (event: TargetedDragEvent<HTMLElement>) => void;
  readonly onDragEnd: () => void;
}

/** `said`: where the chip that was moved last stands, for those who don't see it. */
export function useMoving(
  chips: readonly ContextChip[],
  list: RefObject<HTMLUListElement | null>,
): { readonly said: string; readonly moving: (at: number) => Moving } {
  const { post, strings } = usePage();
  const moved = useRef<string | undefined>(undefined);
  const [said, say] = useState("");
  const [drag, setDrag] = useState<{ readonly from: number; readonly to?: number | undefined }>();
  useLayoutEffect(() => {
    const at = chips.findIndex(({ id }) => id === moved.current);
    const chip = chips[at];
    moved.current = undefined;
    if (!chip) return;
    list.current?.children[at]?.querySelector("button")?.focus();
    say(filled(strings.chipMoved, { name: chipName(chip, strings), at: at + 1, all: chips.length }));
  }, [chips]);

  const move = (from: number, to: number): void => {
    const chip = chips[from];
    if (!chip || to < 0 || to >= chips.length || to === from) return;
    moved.current = chip.id;
    post({ type: "moveContext", id: chip.id, to });
  };
  const moving = (at: number): Moving => ({
    isDragged: drag?.from === at,
    takes: drag?.to !== at || drag.from === at ? undefined : drag.from < at ? "behind" : "before",
    onKeyDown(event) {
      const step = altStep(event, "ArrowLeft", "ArrowRight");
      if (step === undefined) return;
      // These keys lead through the editor's history otherwise.
      event.preventDefault();
      event.stopPropagation();
      move(at, at + step);
    },
    onDragStart(event) {
      event.dataTransfer?.setData(dragType, "");
      if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
      setDrag({ from: at });
    },
    onDragOver(event) {
      if (!drag || !event.dataTransfer?.types.includes(dragType)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
      if (drag.to !== at) setDrag({ ...drag, to: at });
    },
    onDrop(event) {
      if (!drag || !event.dataTransfer?.types.includes(dragType)) return;
      event.preventDefault();
      setDrag(undefined);
      move(drag.from, at);
    },
    onDragEnd: () => setDrag(undefined),
  });
  return { said, moving };
}
