/** Where the next message is written. Keeps the draft; a message that can't be sent stays where it is. */
import type { JSX, RefObject, TargetedClipboardEvent } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { runningTurn } from "../../core/conversation.ts";
import { filled } from "../../protocol/strings.ts";
import { composerKey } from "../page/composerKey.ts";
import { decimal } from "../page/figures.ts";
import { longPaste } from "../page/longPaste.ts";
import type { PageState } from "../page/pageState.ts";
import { OfferedContext } from "./offeredContext.tsx";
import { usePage } from "./pageContext.ts";
import { Pickers } from "./pickers.tsx";
import { SendButton } from "./sendButton.tsx";

type Box = RefObject<HTMLTextAreaElement | null>;

/** The composer; it lives as long as the page. */
export function Composer({ state }: { readonly state: PageState }): JSX.Element {
  const { post, strings } = usePage();
  const box: Box = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(state);
  const { status, context } = state;
  const isRunning = runningTurn(state.conversation) !== undefined;
  useCaret(state, box, draft.add);

  const send = (): void => {
    if (isRunning || draft.text.trim() === "" || !draft.fits(draft.text)) return;
    post({ type: "ask", text: draft.text, context: context.map(({ id }) => id) });
    draft.write("");
  };
  return (
    <div class="composer">
      {draft.refusal !== "" && (
        <p class="refusal" role="alert">
          {draft.refusal}
        </p>
      )}
      <div class="composer-box">
        <OfferedContext chips={context} focusComposer={() => box.current?.focus()} />
        <textarea
          ref={box}
          rows={1}
          aria-label={strings.message}
          placeholder={strings.messagePlaceholder}
          value={draft.text}
          onInput={(event) => draft.write(event.currentTarget.value)}
          onKeyDown={(event) => onKey(event, state, draft, send)}
          onPaste={(event) => onPaste(event, draft)}
          onFocus={() => post({ type: "composing" })}
        />
        <div class="composer-bar">
          <Pickers status={status} />
          <SendButton
            isRunning={isRunning}
            isEmpty={draft.text.trim() === ""}
            press={() => {
              box.current?.focus();
              if (isRunning) post({ type: "stop" });
              else send();
            }}
          />
        </div>
      </div>
    </div>
  );
}

/** What stands in the box. */
interface Draft {
  readonly text: string;
  /** Why the text can't be sent, if somebody has tried. */
  readonly refusal: string;
  readonly write: (text: string) => void;
  /** Writes behind what is there. */
  readonly add: (text: string) => void;
  /** Whether a text can be sent; says why, if it can't. */
  readonly fits: (text: string) => boolean;
}

/** The draft, remembered with every change. */
function useDraft(state: PageState): Draft {
  const { memory } = usePage();
  const [text, setText] = useState(memory.now.draft);
  const [refusal, setRefusal] = useState("");
  const write = (next: string): void => {
    setRefusal("");
    setText(next);
    memory.keep({ draft: next });
  };
  const add = (more: string): void => write(text === "" ? more : `${text}\n${more}`);
  const fits = (whole: string): boolean => {
    const isTooLong = whole.length > state.status.messageLimit;
    if (isTooLong) setRefusal(tooLong(whole.length, state));
    return !isTooLong;
  };
  return { text, refusal, write, add, fits };
}

function tooLong(length: number, state: PageState): string {
  return filled(state.strings.tooLong, {
    size: decimal(Math.ceil(length / 1e4) / 100, state),
    limit: decimal(state.status.messageLimit / 1e6, state),
  });
}

function onKey(event: KeyboardEvent, { conversation }: PageState, draft: Draft, send: () => void): void {
  const key = composerKey(event, draft.text === "");
  const last = conversation.turns.findLast((turn) => turn.kind === "user");
  if (!key || (key === "recall" && !last)) return;
  event.preventDefault();
  if (key === "send") send();
  else if (last) draft.write(last.text);
}

function onPaste(event: TargetedClipboardEvent<HTMLTextAreaElement>, draft: Draft): void {
  const box = event.currentTarget;
  const paste = longPaste(event, box);
  if (!paste) return;
  event.preventDefault();
  if (!draft.fits(paste.text)) return;
  box.value = paste.text;
  box.setSelectionRange(paste.caret, paste.caret);
  draft.write(paste.text);
}

/** Puts the caret into the box when the host asks, and when the page gets the focus and nothing on it has it. */
function useCaret({ caret }: PageState, box: Box, add: (text: string) => void): void {
  useLayoutEffect(() => {
    if (!caret) return;
    if (caret.text) add(caret.text);
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
