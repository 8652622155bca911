/**
 * Tells the host what would be sent from the composer, a moment after the last change, so that it can say what that
 * takes.
 */
import { useEffect } from "preact/hooks";
import { sampleOf } from "../../core/context/draftSample.ts";
import { goesAlong, sentText } from "../page/message.ts";
import type { PageState } from "../page/pageState.ts";
import { usePage } from "./pageContext.ts";
import type { Draft } from "./useDraft.ts";

/** Milliseconds that a change may wait. */
const patience = 250;

/** Reports the draft and what goes along, whenever they change; the whole draft when the host asks for it. */
export function useDraftReport(draft: Draft, state: PageState): void {
  const { post, strings } = usePage();
  const said = sentText(draft.text, strings);
  // A command that presses a button sends nothing.
  const text = typeof said === "string" ? said : "";
  const along = goesAlong(draft, state);
  useEffect(() => {
    const report = (): void => post({ type: "draft", text: sampleOf(text), length: text.length, ...along });
    const timer = setTimeout(report, patience);
    return () => clearTimeout(timer);
  }, [text, state.context, draft.editing, draft.kept.length]);
  useEffect(() => {
    if (state.requestWish) post({ type: "showRequest", text, ...along });
  }, [state.requestWish]);
}
