/** A turn of the model's: thinking, answer, how it ended, what it took. */
import type { JSX } from "preact";
import type { AnswerTurn } from "../../core/conversation.ts";
import type { StringKey } from "../../protocol/strings.ts";
import type { ChatStatus, FailureCard as Card } from "../../protocol/toWebview.ts";
import { usageFigures } from "../page/figures.ts";
import { AnswerText, textOf } from "./answerText.tsx";
import { CopyButton } from "./copyButton.tsx";
import { FailureCard } from "./failureCard.tsx";
import { Icon } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";
import { pure } from "./pure.ts";
import { Thinking } from "./thinking.tsx";

/** All that the turn is drawn from, so that turns which stand unchanged are skipped. */
export interface AnsweredProperties {
  readonly turn: AnswerTurn;
  readonly order: number;
  readonly card: Card | undefined;
  readonly display: ChatStatus["thinkingDisplay"];
  readonly isLast: boolean;
}

/** An answer, running or ended. */
export const AnsweredTurn = pure(
  ({ turn, order, card, display, isLast }: AnsweredProperties): JSX.Element => {
    const { strings } = usePage();
    const { ending } = turn;
    const note = ending && endingNote(ending.reason);
    return (
      <article class="turn answered" aria-label={strings.sonde} data-turn={turn.id}>
        <h2 class="turn-name">
          <Icon name="sparkle" />
          {strings.sonde}
        </h2>
        {turn.thinking && <Thinking turn={turn} display={display} />}
        {turn.text !== "" && <AnswerText turn={turn.id} order={order} isRunning={!ending} />}
        {note && (
          <p class="ending">
            <Icon name="info" />
            {strings[note]}
          </p>
        )}
        {ending?.reason === "failed" && <FailureCard turn={turn} card={card} isLast={isLast} />}
        {ending && <Footer turn={turn} />}
      </article>
    );
  },
);

function Footer({ turn }: { readonly turn: AnswerTurn }): JSX.Element | null {
  const page = usePage();
  const { store, strings } = page;
  if (turn.text === "" && !turn.thinking && !turn.usage) return null;
  return (
    <div class="footer">
      <div class="usage" role="note" aria-label={strings.usage}>
        {usageFigures(turn, page).map((figure, at) => [at > 0 && " · ", <span key={figure}>{figure}</span>])}
      </div>
      {turn.text !== "" && <CopyButton label={strings.copyAnswer} text={() => textOf(store, turn.id)} />}
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
