/** Where the next message is written. Keeps the draft; a message that can't be sent stays where it is. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { runningTurn } from "../../core/conversation.ts";
import { filled } from "../../protocol/strings.ts";
import type { PageState } from "../page/pageState.ts";
import { composerKey } from "../page/composerKey.ts";
import { Icon } from "./iconButton.tsx";
import { OfferedContext } from "./offeredContext.tsx";
import { usePage } from "./pageContext.ts";
import { Pickers } from "./pickers.tsx";

/** The composer; it lives as long as the page. */
export function Composer({ state }: { readonly state: PageState }): JSX.Element {
  const { post, strings } = usePage();
  const box = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useDraft();
  const [refusal, setRefusal] = useState("");
  const { status, context, conversation } = state;
  const isRunning = runningTurn(conversation) !== undefined;

  const write = (text: string): void => {
    setRefusal("");
    setDraft(text);
  };
  useCaret(state, box, (text) => write(draft === "" ? text : `${draft}\n${text}`));

  const send = (): void => {
    if (isRunning || draft.trim() === "") return;
    if (draft.length > status.messageLimit) return setRefusal(tooLong(draft.length, state));
    post({ type: "ask", text: draft, context: context.map(({ id }) => id) });
    write("");
  };
  const press = (event: MouseEvent): void => {
    // The second half of a double click on Send would stop what the first half has sent.
    if (event.detail > 1) return;
    box.current?.focus();
    if (isRunning) post({ type: "stop" });
    else send();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = composerKey(event, draft === "");
    if (!key) return;
    const last = conversation.turns.findLast(({ kind }) => kind === "user");
    if (key === "recall" && last?.kind !== "user") return;
    event.preventDefault();
    if (key === "send") send();
    else if (last?.kind === "user") write(last.text);
  };
  return (
    <div class="composer">
      {refusal !== "" && (
        <p class="refusal" role="alert">
          {refusal}
        </p>
      )}
      <div class="composer-box">
        <OfferedContext chips={context} focusComposer={() => box.current?.focus()} />
        <textarea
          ref={box}
          rows={1}
          aria-label={strings.message}
          placeholder={strings.messagePlaceholder}
          value={draft}
          dir="auto"
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onFocus={() => post({ type: "composing" })}
        />
        <div class="composer-bar">
          <Pickers status={status} />
          <button
            type="button"
            class={isRunning ? "send stop" : "send"}
            aria-label={isRunning ? strings.stop : strings.send}
            title={isRunning ? strings.stop : strings.send}
            aria-disabled={!isRunning && draft.trim() === ""}
            onClick={press}
          >
            <Icon name={isRunning ? "debug-stop" : "send"} />
          </button>
        </div>
      </div>
    </div>
  );
}

function tooLong(length: number, { status, strings, locale }: PageState): string {
  const megabytes = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  return filled(strings.tooLong, {
    size: megabytes.format(Math.ceil(length / 1e4) / 100),
    limit: megabytes.format(status.messageLimit / 1e6),
  });
}

/** The draft, remembered with every change. */
function useDraft(): readonly [string, (text: string) => void] {
  const { memory } = usePage();
  const [draft, setDraft] = useState(memory.now.draft);
  return [
    draft,
    (text) => {
      setDraft(text);
      memory.keep({ draft: text });
    },
  ];
}

/** Puts the caret into the box when the host asks, and when the page gets the focus and nothing on it has it. */
function useCaret(
  { caret }: PageState,
  box: { readonly current: HTMLTextAreaElement | null },
  insert: (text: string) => void,
): void {
  useLayoutEffect(() => {
    if (!caret) return;
    if (caret.text) insert(caret.text);
    box.current?.focus();
  }, [caret]);
  useLayoutEffect(() => {
    const take = (): void => {
      if (!document.activeElement || document.activeElement === document.body) box.current?.focus();
    };
    window.addEventListener("focus", take);
    return () => window.removeEventListener("focus", take);
  }, []);
}
