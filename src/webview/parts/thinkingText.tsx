/** The text of an open thinking: plain, growing in boxes, followed to its end unless the reader scrolls up. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { TextBoxes } from "../markdown/textBoxes.ts";
import { Following } from "../page/following.ts";
import { inNextFrame } from "../page/frame.ts";
import { usePage } from "./pageContext.ts";
import { pure } from "./pure.ts";

const scrollKeys: ReadonlySet<string> = new Set([
  "ArrowUp",
  "ArrowDown",
  "PageUp",
  "PageDown",
  "Home",
  "End",
  " ",
]);

/** `touched` hears that the reader has put a hand on it. */
export const ThinkingText = pure(
  ({ turn, touched }: { readonly turn: string; readonly touched: () => void }): JSX.Element => {
    const { store, strings } = usePage();
    const box = useRef<HTMLDivElement>(null);
    const content = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
      if (!box.current || !content.current) return undefined;
      const following = new Following(box.current, content.current, () => undefined);
      const answer = store.state?.conversation.turns.findLast(({ id }) => id === turn);
      const thinking = answer?.kind === "answer" ? answer.thinking : undefined;
      const boxes = new TextBoxes(content.current, { keepsLines: false });
      boxes.append(thinking?.text ?? "");
      // A thinking that is over is read from its beginning.
      if (thinking?.endedAt !== undefined) following.leaveEnd();
      let pending = "";
      const write = (): void => {
        boxes.append(pending);
        pending = "";
      };
      const stop = store.listen(turn, "thinking", (text) => {
        pending += text;
        inNextFrame("draw", write);
      });
      return () => {
        stop();
        following.stop();
      };
    }, []);
    return (
      <div
        class="thinking-text"
        role="group"
        aria-label={strings.thinking}
        tabIndex={0}
        ref={box}
        onWheel={touched}
        onPointerDown={touched}
        onTouchMove={touched}
        onKeyDown={(event) => scrollKeys.has(event.key) && touched()}
      >
        <div ref={content} />
      </div>
    );
  },
);
