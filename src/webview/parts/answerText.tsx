/** The answer's text. Preact owns the element and nothing in it: the stream draws there, word by word. */
import type { JSX } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { MarkdownStream } from "../markdown/stream.ts";
import { draw, drawOn, stopDrawing } from "../page/drawing.ts";
import type { ChatStore } from "../page/chatStore.ts";
import { usePage } from "./pageContext.ts";
import { pure } from "./pure.ts";

/** `order` is the turn's place in the conversation: the newest is drawn first. */
export const AnswerText = pure(
  ({
    turn,
    order,
    label,
    isRunning,
  }: {
    readonly turn: string;
    readonly order: number;
    readonly label: string;
    readonly isRunning: boolean;
  }): JSX.Element => {
    const { store, strings } = usePage();
    const element = useRef<HTMLDivElement>(null);
    const drawing = useMemo(
      () => ({ stream: undefined as MarkdownStream | undefined, step: (): boolean => true }),
      [],
    );
    useLayoutEffect(() => {
      if (!element.current) return undefined;
      const stream = new MarkdownStream(element.current, strings);
      drawing.stream = stream;
      drawing.step = () => stream.step();
      // The state may be ahead of what this part was drawn with; from here on every word comes as a delta.
      stream.append(textOf(store, turn));
      const stop = store.listen(turn, "text", (text) => {
        stream.append(text);
        drawOn(drawing.step, order, text.length);
      });
      draw(drawing.step, order);
      return () => {
        stop();
        stopDrawing(drawing.step);
      };
    }, []);
    useLayoutEffect(() => {
      if (isRunning) return;
      drawing.stream?.end(() => textOf(store, turn));
      draw(drawing.step, order);
    }, [isRunning]);
    return (
      <section class="answer" role="region" aria-label={label}>
        <div class="markdown" ref={element} />
      </section>
    );
  },
);

/** The text of an answer as the store has it now. */
export function textOf(store: ChatStore, id: string): string {
  const turn = store.state?.conversation.turns.findLast((one) => one.id === id);
  return turn?.kind === "answer" ? turn.text : "";
}
