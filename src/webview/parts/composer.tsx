/** Where the next message is written. Keeps the draft; a message that can't be sent stays where it is. */
import type { JSX, RefObject, TargetedClipboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { runningTurn } from "../../core/conversation.ts";
import type { ToHost } from "../../protocol/toHost.ts";
import { composerKey } from "../page/composerKey.ts";
import { longPaste } from "../page/longPaste.ts";
import type { PageState } from "../page/pageState.ts";
import { chipName } from "./contextChip.tsx";
import { ContextMeter } from "./contextMeter.tsx";
import { EditingBar } from "./editingBar.tsx";
import { OfferedContext } from "./offeredContext.tsx";
import { usePage } from "./pageContext.ts";
import { Pickers } from "./pickers.tsx";
import { SendButton } from "./sendButton.tsx";
import { useDraft, type Draft } from "./useDraft.ts";
import { useDraftReport } from "./useDraftReport.ts";

type Box = RefObject<HTMLTextAreaElement | null>;

/** The composer; it lives as long as the page. */
export function Composer({ state }: { readonly state: PageState }): JSX.Element {
  const { post, strings } = usePage();
  const box: Box = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(state);
  const { status, context } = state;
  const isRunning = runningTurn(state.conversation) !== undefined;
  const focus = (): void => box.current?.focus();
  useCaret(state, box, draft);
  useDraftReport(draft.text, context);

  const send = (): void => {
    if (isRunning || draft.text.trim() === "" || !draft.fits(draft.text)) return;
    post(messageOf(draft, state));
    draft.clear();
  };
  return (
    <div class="composer">
      {draft.refusal !== "" && (
        <p class="refusal" role="alert">
          {draft.refusal}
        </p>
      )}
      <div class="composer-box">
        {draft.editing && <EditingBar draft={draft} focusComposer={focus} />}
        <OfferedContext chips={context} meter={state.meter} focusComposer={focus} />
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
              focus();
              if (isRunning) post({ type: "stop" });
              else send();
            }}
          />
        </div>
      </div>
      <ContextMeter state={state} />
    </div>
  );
}

/** What sending means: a new question, or an old one anew. */
function messageOf({ text, editing, kept }: Draft, { context, strings }: PageState): ToHost {
  const ids = context.map(({ id }) => id);
  if (!editing) return { type: "ask", text, context: ids };
  // What is offered anew goes as it is now, and not a second time as it was then.
  const names = new Set(context.map((chip) => chipName(chip, strings)));
  const keep = kept.filter((item) => !names.has(chipName(item, strings))).map(({ id }) => id);
  return { type: "resend", turn: editing.id, text, context: ids, keep };
}

function onKey(event: KeyboardEvent, { conversation }: PageState, draft: Draft, send: () => void): void {
  const isRunning = runningTurn(conversation) !== undefined;
  if (event.key === "Escape" && draft.editing && !isRunning && !event.isComposing) return draft.leave();
  const key = composerKey(event, draft.text === "");
  const last = conversation.turns.findLast((turn) => turn.kind === "user");
  if (!key || (key === "recall" && !last)) return;
  event.preventDefault();
  if (key === "send") send();
  else if (last) draft.edit(last);
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

/** Puts the caret into the box when it is wanted, and when the page gets the focus and nothing on it has it. */
function useCaret({ caret, conversation }: PageState, box: Box, draft: Draft): void {
  useLayoutEffect(() => {
    if (!caret) return;
    const edited = conversation.turns.find(({ id }) => id === caret.edit);
    if (edited?.kind === "user") draft.edit(edited);
    if (caret.text) draft.add(caret.text);
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
