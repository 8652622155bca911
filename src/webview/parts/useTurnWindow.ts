/** The window of turns of a transcript, kept where the reader is: looks again whenever something has moved. */
import type { RefObject } from "preact";
import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import type { Following } from "../page/following.ts";
import { inNextFrame } from "../page/frame.ts";
import { Nearby } from "../page/nearby.ts";
import type { PageState } from "../page/pageState.ts";
import { TurnWindow } from "../page/turnWindow.ts";
import { usePage } from "./pageContext.ts";

type Box = RefObject<HTMLElement | null>;

/** The window, for as long as the transcript stands. `content` is what grows and shrinks in the box. */
export function useTurnWindow(
  { conversation: { turns } }: PageState,
  box: Box,
  content: Box,
  following: RefObject<Following | undefined>,
): TurnWindow {
  const { store } = usePage();
  const [, setRange] = useState({});
  const shown: TurnWindow = useMemo(
    () =>
      new TurnWindow(turns, {
        want: (ids) => store.want(ids),
        forget: (near) => store.forget(near),
        changed() {
          stepAside(box.current, shown);
          setRange({});
        },
      }),
    [],
  );
  shown.take(turns);
  const look = useMemo(() => {
    const nearby = new Nearby();
    const again = (): void => {
      if (!box.current) return;
      following.current?.keepUp();
      const isAtEnd = following.current?.isAtEnd === true;
      shown.look(box.current, isAtEnd);
      if (nearby.look(box.current, isAtEnd)) inNextFrame("measure", again);
    };
    return again;
  }, []);
  const { from, to } = shown.range;
  useLayoutEffect(() => {
    inNextFrame("measure", look);
  }, [from, to, turns]);
  useLayoutEffect(() => {
    const scroller = box.current;
    if (!scroller || !content.current) return undefined;
    const again = (): void => inNextFrame("measure", look);
    const sizes = new ResizeObserver(again);
    sizes.observe(content.current);
    sizes.observe(scroller);
    scroller.addEventListener("scroll", again, { passive: true });
    return () => {
      sizes.disconnect();
      scroller.removeEventListener("scroll", again);
    };
  }, []);
  return shown;
}

/** A turn that is no longer drawn can't keep the focus: it waits in the conversation. */
function stepAside(box: HTMLElement | null, shown: TurnWindow): void {
  const turn = document.activeElement?.closest<HTMLElement>("[data-turn]");
  if (turn && box?.contains(turn) && !shown.isDrawn(turn.dataset["turn"] ?? ""))
    box.focus({ preventScroll: true });
}
