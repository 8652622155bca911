/** Tells the host what stands in the composer, a moment after the last change, so that it can say what that takes. */
import { useEffect } from "preact/hooks";
import { sampleOf } from "../../core/context/draftSample.ts";
import type { PageState } from "../page/pageState.ts";
import { usePage } from "./pageContext.ts";

/** Milliseconds that a change may wait. */
const patience = 250;

/** Reports the draft and the chips, whenever they change; the whole draft when the host asks for it. */
export function useDraftReport(text: string, { context: chips, requestWish }: PageState): void {
  const { post } = usePage();
  const context = chips.map(({ id }) => id);
  useEffect(() => {
    const report = (): void => post({ type: "draft", text: sampleOf(text), length: text.length, context });
    const timer = setTimeout(report, patience);
    return () => clearTimeout(timer);
  }, [text, chips]);
  useEffect(() => {
    if (requestWish) post({ type: "showRequest", text, context });
  }, [requestWish]);
}
