/** What the person asked, as plain text, with the context that went along. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { UserTurn } from "../../core/conversation.ts";
import { filled } from "../../protocol/strings.ts";
import { TextBoxes } from "../markdown/textBoxes.ts";
import { count } from "../../core/text/numbers.ts";
import { Chip } from "./contextChip.tsx";
import { Icon } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";
import { pure } from "./pure.ts";
import { AskedActions } from "./turnActions.tsx";

/** Characters that are shown at once. Somebody may have pasted a log of megabytes. */
const shownAtOnce = 10_000;

/** All that the turn is drawn from. */
export interface AskedProperties {
  readonly turn: UserTurn;
  /** Whether its answer goes in the place of what stands above it. */
  readonly isSummary: boolean;
}

/** A turn of the person's. */
export const AskedTurn = pure(({ turn, isSummary }: AskedProperties): JSX.Element => {
  const page = usePage();
  const { strings } = page;
  const text = useRef<HTMLDivElement>(null);
  const [isWhole, setWhole] = useState(turn.text.length <= shownAtOnce);
  useLayoutEffect(() => {
    if (!text.current) return;
    text.current.replaceChildren();
    new TextBoxes(text.current, { keepsLines: false }).append(
      isWhole ? turn.text : `${turn.text.slice(0, shownAtOnce)}…`,
    );
  }, [turn, isWhole]);
  const showWhole = ({ currentTarget }: { readonly currentTarget: HTMLElement }): void => {
    // The button goes. A search presses it too, and keeps the focus.
    if (currentTarget === document.activeElement)
      currentTarget.closest<HTMLElement>(".turn")?.focus({ preventScroll: true });
    setWhole(true);
  };
  return (
    <article class="turn asked" aria-label={strings.you} data-turn={turn.id} tabIndex={-1}>
      <h2 class="turn-name">
        <Icon name="account" />
        {strings.you}
      </h2>
      <div class="asked-text" ref={text} />
      {!isWhole && (
        <button type="button" class="link-button" onClick={showWhole}>
          {filled(strings.showAll, { size: count(turn.text.length, page) })}
        </button>
      )}
      {turn.context.length > 0 && (
        <ul class="chips" role="list" aria-label={strings.contextSent}>
          {turn.context.map((item) => (
            <Chip key={item.id} chip={item} />
          ))}
        </ul>
      )}
      {isSummary && (
        <p class="ending">
          <Icon name="fold" />
          {strings.compactNote}
        </p>
      )}
      <AskedActions turn={turn} />
    </article>
  );
});
