/** A turn of the model's: thinking, answer, how it ended, what it took. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { AnswerTurn } from "../../core/conversation.ts";
import { canContinue } from "../../core/history/operations.ts";
import type { StringKey } from "../../protocol/strings.ts";
import type { ChatStatus, FailureCard as Card } from "../../protocol/toWebview.ts";
import { usageFigures } from "../page/figures.ts";
import { AnswerText } from "./answerText.tsx";
import { FailureCard } from "./failureCard.tsx";
import { Icon } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";
import { pure } from "./pure.ts";
import { Thinking } from "./thinking.tsx";
import { AnswerActions, ContinueButton } from "./turnActions.tsx";

/** All that the turn is drawn from, so that turns which stand unchanged are skipped. */
export interface AnsweredProperties {
  readonly turn: AnswerTurn;
  readonly order: number;
  /** Which of the answers it is, from 1. */
  readonly number: number;
  readonly card: Card | undefined;
  readonly display: ChatStatus["thinkingDisplay"];
  readonly isLast: boolean;
}

/** An answer, running or ended. */
export const AnsweredTurn = pure(
  ({ turn, order, number, card, display, isLast }: AnsweredProperties): JSX.Element => {
    const { strings } = usePage();
    const drawing = useDrawing(turn);
    const { ending } = turn;
    const note = ending && endingNote(ending.reason);
    // Regions of one page must differ by their names; the newest answer goes without a number.
    const named = (name: string): string => (isLast ? name : `${name} ${number}`);
    return (
      <article class="turn answered" aria-label={strings.sonde} data-turn={turn.id} tabIndex={-1}>
        <h2 class="turn-name">
          <Icon name="sparkle" />
          {strings.sonde}
        </h2>
        {turn.thinking && <Thinking turn={turn} display={display} label={named(strings.thinking)} />}
        {turn.text !== "" && (
          <AnswerText
            key={drawing}
            turn={turn.id}
            order={order}
            label={named(strings.answer)}
            isRunning={!ending}
          />
        )}
        {note && (
          <p class="ending">
            <Icon name="info" />
            {strings[note]}
          </p>
        )}
        {ending?.reason === "failed" && <FailureCard turn={turn} card={card} isLast={isLast} />}
        {isLast && canContinue(turn) && <ContinueButton turn={turn.id} />}
        {ending && <Footer turn={turn} />}
      </article>
    );
  },
);

/**
 * A number that grows whenever the text is drawn anew: where a cut answer goes on, whose text had been drawn to the end,
 * and where the text turns out to have been thinking, which shows by a later end of that.
 */
function useDrawing({ earlier, thinking }: AnswerTurn): number {
  const sign = earlier ?? thinking?.endedAt;
  const last = useRef({ sign, drawing: 0 });
  if (last.current.sign !== sign) last.current = { sign, drawing: last.current.drawing + 1 };
  return last.current.drawing;
}

function Footer({ turn }: { readonly turn: AnswerTurn }): JSX.Element {
  const page = usePage();
  const hasFigures = turn.text !== "" || turn.thinking !== undefined || turn.usage !== undefined;
  return (
    <div class="footer">
      {hasFigures && (
        <div class="usage" role="note" aria-label={page.strings.usage}>
          {usageFigures(turn, page).map((figure, at, all) => [
            <span key={figure}>
              {figure}
              {at < all.length - 1 && "\u00A0·"}
            </span>,
            " ",
          ])}
        </div>
      )}
      <AnswerActions turn={turn} />
    </div>
  );
}

function endingNote(reason: NonNullable<AnswerTurn["ending"]>["reason"]): StringKey | undefined {
  switch (reason) {
    case "cancelled":
      return "cancelled";
    case "length":
      return "lengthReached";
    case "filtered":
      return "filtered";
    case "stop":
    case "tool-calls":
    case "failed":
      return undefined;
  }
}
