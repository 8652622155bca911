/** Tells the host what stands in the composer, a moment after the last change, so that it can say what that takes. */
import { useEffect } from "preact/hooks";
import type { ContextChip } from "../../protocol/toWebview.ts";
import { usePage } from "./pageContext.ts";

/** Milliseconds that a change may wait, and one more for so many characters. */
const patience = 250;
const charactersPerMillisecond = 1000;

/** Reports the draft and the chips, whenever they change. */
export function useDraftReport(text: string, context: readonly ContextChip[]): void {
  const { post } = usePage();
  useEffect(() => {
    const report = (): void => post({ type: "draft", text, context: context.map(({ id }) => id) });
    const timer = setTimeout(report, patience + text.length / charactersPerMillisecond);
    return () => clearTimeout(timer);
  }, [text, context]);
}
