/** Where the next message is written. Keeps the draft; a message that can't be sent stays where it is. */
import type { JSX, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { UserTurn } from "../../core/conversation.ts";
import type { Strings } from "../../protocol/strings.ts";
import { composerKey, listKey } from "../page/composerKey.ts";
import { goesAlong, sentText } from "../page/message.ts";
import { isBusy, type PageState } from "../page/pageState.ts";
import { ContextMeter } from "./contextMeter.tsx";
import { EditingBar } from "./editingBar.tsx";
import { OfferedContext } from "./offeredContext.tsx";
import { usePage } from "./pageContext.ts";
import { Pickers } from "./pickers.tsx";
import { SendButton } from "./sendButton.tsx";
import { entryId, SuggestionList, suggestionListId } from "./suggestionList.tsx";
import { useAdding } from "./useAdding.ts";
import { useDraft, type Draft } from "./useDraft.ts";
import { useDraftReport } from "./useDraftReport.ts";
import { useSuggestions, type Suggestion, type Suggestions } from "./useSuggestions.ts";

type Box = RefObject<HTMLTextAreaElement | null>;

/** The composer; it lives as long as the page. */
export function Composer({ state }: { readonly state: PageState }): JSX.Element {
  const { post, strings } = usePage();
  const box: Box = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(state);
  const { status, context } = state;
  const isRunning = isBusy(state);
  const focus = (): void => box.current?.focus();
  useCaret(state, box, draft);
  useDraftReport(draft, state);

  const sendNow = useRef(() => {});
  const adding = useAdding(state, draft, () => sendNow.current());
  const suggestions = useSuggestions(state);
  const look = ({ currentTarget }: { readonly currentTarget: HTMLTextAreaElement }): void =>
    suggestions.look(currentTarget.value, currentTarget.selectionStart);

  const send = (): void => {
    const text = sentText(draft.text, strings);
    if (typeof text !== "string") {
      post({ type: "press", button: text.presses, words: text.words });
      return draft.clear();
    }
    if (isRunning || text.trim() === "" || !draft.fits(text) || adding.mustWait()) return;
    const { context: chips, edited } = goesAlong(draft, state);
    const { id: conversation, turns } = state.conversation;
    const sent = { conversation, text, context: chips };
    post(edited ? { type: "resend", ...sent, ...edited } : { type: "ask", ...sent });
    draft.clear({ conversation, after: turns.at(-1)?.id, text, edited });
  };
  sendNow.current = send;
  const pick = (entry: Suggestion): void => {
    const { trigger } = suggestions;
    const element = box.current;
    if (!trigger || !element) return;
    const words = wordsOf(entry, state.strings);
    if (entry.kind === "mention") post({ type: "addContext", id: entry.candidate.id });
    else if (entry.kind === "prompt") post({ type: "usePrompt", id: entry.prompt.id });
    else if ("presses" in entry.command.does && words === "")
      post({ type: "press", button: entry.command.does.presses });
    focus();
    element.setSelectionRange(trigger.start, trigger.start + 1 + trigger.query.length);
    // As if they were typed, which tells the draft, and can be undone as all that was typed before.
    document.execCommand(words === "" ? "delete" : "insertText", false, words);
  };
  return (
    <div class="composer">
      {draft.refusal !== "" && (
        <p class="refusal" role="alert">
          {draft.refusal}
        </p>
      )}
      <div class="composer-box" onDragOver={adding.onDragOver} onDrop={adding.onDrop}>
        {suggestions.entries.length > 0 && <SuggestionList suggestions={suggestions} pick={pick} />}
        {draft.editing && <EditingBar draft={draft} focusComposer={focus} />}
        <OfferedContext chips={context} meter={state.meter} focusComposer={focus} />
        <textarea
          ref={box}
          rows={1}
          aria-label={strings.message}
          placeholder={strings.messageHint}
          value={draft.text}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={suggestions.entries.length > 0 ? suggestionListId : undefined}
          aria-activedescendant={suggestions.entries.length > 0 ? entryId(suggestions.chosen) : undefined}
          onInput={(event) => {
            draft.write(event.currentTarget.value);
            look(event);
          }}
          onKeyDown={(event) => onSuggestionKey(event, suggestions, pick) || onKey(event, state, draft, send)}
          onKeyUp={look}
          onClick={look}
          onBlur={suggestions.close}
          onPaste={adding.onPaste}
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

/** What takes the place of the letters once an entry is picked. */
function wordsOf(entry: Suggestion, strings: Strings): string {
  if (entry.kind === "mention") return entry.candidate.insert === "" ? "" : `${entry.candidate.insert} `;
  // The host puts the words of a prompt file in.
  if (entry.kind === "prompt") return "";
  const { name, does } = entry.command;
  if ("says" in does) return `${strings[does.says]} `;
  // What it is to mind may follow.
  return does.presses === "compactChat" ? `/${name} ` : "";
}

/** The keys of an open list. Gives true for a key that was its own. */
function onSuggestionKey(
  event: KeyboardEvent,
  { entries, chosen, choose, close }: Suggestions,
  pick: (entry: Suggestion) => void,
): boolean {
  const meaning = entries.length > 0 ? listKey(event) : undefined;
  if (meaning === undefined) return false;
  event.preventDefault();
  // Esc closes the list and stops nothing else.
  event.stopPropagation();
  const entry = entries[chosen];
  if (meaning === "close") close();
  else if (meaning !== "pick") choose(chosen + meaning);
  else if (entry) pick(entry);
  return true;
}

function onKey(event: KeyboardEvent, state: PageState, draft: Draft, send: () => void): void {
  if (event.key === "Escape" && draft.isEditing && !isBusy(state) && !event.isComposing) return draft.leave();
  const key = composerKey(event, draft.text === "");
  const last = state.conversation.turns.findLast((turn): turn is UserTurn => turn.kind === "user");
  if (!key || (key === "recall" && !last)) return;
  event.preventDefault();
  if (key === "send") send();
  else if (last) draft.edit(last);
}

/** Puts the caret into the box when it is wanted, and when the page gets the focus and nothing on it has it. */
function useCaret({ caret, conversation }: PageState, box: Box, draft: Draft): void {
  useLayoutEffect(() => {
    if (!caret) return;
    const edited = conversation.turns.find(({ id }) => id === caret.edit);
    if (edited?.kind === "user") draft.edit(edited);
    if (caret.why) draft.refuse(caret.why);
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
