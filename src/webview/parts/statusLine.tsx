/**
 * What is under way: the reading of a message's context, or the running turn. The only thing on the page that a screen
 * reader is told unasked, besides failures: phases and the end of an answer, never its words. Stands on the page
 * always, or its changes would not be heard.
 */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { runningTurn } from "../../core/conversation.ts";
import { spoken, type PageState } from "../page/pageState.ts";
import { Icon } from "./iconButton.tsx";

/** The phase, for the eye too while nothing else shows it. */
export function StatusLine({ state }: { readonly state: PageState }): JSX.Element {
  const said = spoken(state);
  const running = runningTurn(state.conversation);
  // Only a change is heard: where the same is said again, a blank stands behind it, or no more.
  const last = useRef({ said: state.said, blank: "" });
  if (last.current.said !== state.said)
    last.current = { said: state.said, blank: last.current.blank === "" ? "\u00A0" : "" };
  const isShown = running ? !(running.phase === "thinking" && running.thinking) : state.status.isSending;
  return (
    <div role="status" class={isShown ? "status" : "status only-heard"}>
      {isShown && <Icon name="loading" isSpinning />}
      <span>{said ? state.strings[said] + last.current.blank : ""}</span>
    </div>
  );
}
