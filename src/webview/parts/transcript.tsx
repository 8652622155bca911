/**
 * The conversation in its scroll box. Follows the end while the reader is there; remembers the place when the reader
 * is elsewhere, and comes back to it after the page was away.
 */
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { runningTurn } from "../../core/conversation.ts";
import { isDrawing } from "../page/drawing.ts";
import { Following } from "../page/following.ts";
import { inNextFrame } from "../page/frame.ts";
import type { PageState } from "../page/pageState.ts";
import { placeIn, showPlace } from "../page/place.ts";
import type { Place } from "../page/memory.ts";
import { AnsweredTurn } from "./answerTurn.tsx";
import { IconButton } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";
import { QuoteButton } from "./quoteButton.tsx";
import { StatusLine } from "./statusLine.tsx";
import { AskedTurn } from "./userTurn.tsx";
import { Beginning, Welcome } from "./welcome.tsx";

/** Frames without a change after which a place has been reached. */
const framesOfRest = 4;

/** Drawn anew for another conversation or snapshot: give it a key of these. */
export function Transcript({ state }: { readonly state: PageState }): JSX.Element {
  const { memory, strings } = usePage();
  const frame = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef<Following | undefined>(undefined);
  const [isAtEnd, setAtEnd] = useState(true);
  const { turns } = state.conversation;

  useLayoutEffect(() => {
    if (!box.current || !content.current) return undefined;
    const follows = new Following(box.current, content.current, setAtEnd);
    following.current = follows;
    comeBack(box.current, follows, revealed(state) ?? memory.now.place);
    return () => follows.stop();
  }, []);

  // A new question is always shown, wherever the reader was.
  const questions = turns.filter(({ kind }) => kind === "user").length;
  const seen = useRef(questions);
  useLayoutEffect(() => {
    if (questions > seen.current) following.current?.toEnd();
    seen.current = questions;
  }, [questions]);

  const keepPlace = (): void => {
    if (box.current) memory.keep({ place: following.current?.isAtEnd ? undefined : placeIn(box.current) });
  };
  const toEnd = (): void => {
    box.current?.focus({ preventScroll: true });
    following.current?.toEnd();
  };
  const isBusy = state.status.isReadOnly === true || runningTurn(state.conversation) !== undefined;
  return (
    <div class={isBusy ? "transcript busy" : "transcript"} ref={frame}>
      <div
        class="scroller"
        role="log"
        aria-label={strings.conversation}
        aria-live="off"
        tabIndex={0}
        ref={box}
        onScrollEnd={keepPlace}
      >
        <div class="turns" ref={content}>
          {turns.length === 0 && (state.status.needsKey ? <Welcome /> : <Beginning />)}
          {turns.length > 0 && <h1 class="only-heard">{strings.conversation}</h1>}
          <Turns state={state} />
          <StatusLine state={state} />
        </div>
      </div>
      <QuoteButton transcript={() => frame.current} />
      {!isAtEnd && (
        <IconButton icon="arrow-down" label={strings.scrollToEnd} className="to-end" press={toEnd} />
      )}
    </div>
  );
}

function Turns({ state }: { readonly state: PageState }): JSX.Element {
  const { turns } = state.conversation;
  return (
    <>
      {turns.map((turn, order) =>
        turn.kind === "user" ? (
          <AskedTurn key={turn.id} turn={turn} />
        ) : (
          <AnsweredTurn
            key={turn.id}
            turn={turn}
            order={order}
            card={state.failures.get(turn.id)}
            display={state.status.thinkingDisplay}
            isLast={order === turns.length - 1}
          />
        ),
      )}
    </>
  );
}

/** The place that the host wants to be seen. */
function revealed({ reveal }: PageState): Place | undefined {
  return reveal === undefined ? undefined : { turn: reveal, block: -1, offset: 0 };
}

/** Shows a place, again and again while answers above it are still being drawn. */
function comeBack(box: HTMLElement, following: Following, place: Place | undefined): void {
  if (!place) return following.toEnd();
  following.leaveEnd();
  let isTouched = false;
  const touch = (): void => {
    isTouched = true;
  };
  for (const sign of ["wheel", "pointerdown", "touchstart", "keydown"]) {
    box.addEventListener(sign, touch, { once: true, passive: true });
  }
  let framesAtRest = 0;
  const hold = (): void => {
    if (isTouched || following.isAtEnd) return;
    // What comes near the screen gets its true height only then, and may push the place away once more.
    framesAtRest = showPlace(box, place) && !isDrawing() ? framesAtRest + 1 : 0;
    if (framesAtRest < framesOfRest) inNextFrame("measure", hold);
  };
  inNextFrame("measure", hold);
}
