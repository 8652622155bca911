/** Why an answer failed, in one sentence, with the host's own words and the buttons that mend it. */
import type { JSX } from "preact";
import type { AnswerTurn } from "../../core/conversation.ts";
import type { Remedy } from "../../core/failure.ts";
import type { FailureCard as Card } from "../../protocol/toWebview.ts";
import { Icon } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";

/** What concerns the last answer alone: it is asked for again. */
const ofLast: ReadonlySet<Remedy> = new Set(["retry", "compactChat"]);

/** `isLast`: only the last answer can be asked for again, because that takes away what stands behind it. */
export function FailureCard(properties: {
  readonly turn: AnswerTurn;
  readonly card: Card | undefined;
  readonly isLast: boolean;
}): JSX.Element {
  const { turn, card, isLast } = properties;
  const { post, strings } = usePage();
  const remedies = (card?.remedies ?? []).filter((remedy) => isLast || !ofLast.has(remedy));
  const press = (remedy: Remedy): void =>
    post(remedy === "retry" ? { type: "retry", turn: turn.id } : { type: "press", button: remedy });
  return (
    // Of those that are scrolled to, or of a chat that is opened, the older ones are no news.
    <div class="failure" role={isLast ? "alert" : "group"}>
      <Icon name="error" />
      <div class="failure-text">
        <p class="failure-sentence">{card?.sentence ?? strings.answerFailed}</p>
        {card && card.cause !== "" && <p class="failure-cause">{card.cause}</p>}
        {remedies.length > 0 && (
          <div class="buttons">
            {remedies.map((remedy, at) => (
              <button
                type="button"
                key={remedy}
                class={at === 0 ? "button" : "button secondary"}
                onClick={() => press(remedy)}
              >
                {strings[remedy]}
              </button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
