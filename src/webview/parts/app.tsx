/** The whole page: the conversation, a hint where a key is missing, the composer. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { runningTurn } from "../../core/conversation.ts";
import { filled } from "../../protocol/strings.ts";
import { altStep } from "../page/composerKey.ts";
import { isBusy, type PageState } from "../page/pageState.ts";
import { nextTurn, turnSight } from "../page/turnSteps.ts";
import { Composer } from "./composer.tsx";
import { FindBar } from "./findBar.tsx";
import { Icon } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";
import { Transcript } from "./transcript.tsx";
import { UndoBar } from "./undoBar.tsx";

/** The page of a state. */
export function App({ state }: { readonly state: PageState }): JSX.Element {
  const { post, store } = usePage();
  const main = useRef<HTMLElement>(null);
  // The conversation that is searched. Another one has a search of its own, once somebody asks for it.
  const [searched, setSearched] = useState("");
  const { conversation, generation, status } = state;
  if (searched !== "" && searched !== conversation.id) setSearched("");
  const scroller = (): HTMLElement | null => main.current?.querySelector<HTMLElement>(".scroller") ?? null;
  const closeFind = (): void => {
    setSearched("");
    scroller()?.focus({ preventScroll: true });
  };
  const find = (): void => {
    setSearched(conversation.id);
    const input = main.current?.querySelector<HTMLInputElement>(".find input");
    input?.select();
    input?.focus();
  };
  useFocusKept(() => (conversation.turns.length > 0 ? scroller() : main.current?.querySelector("textarea")));
  useKeys((event) => {
    if (event.isComposing) return;
    if (isFindKey(event)) {
      event.preventDefault();
      return find();
    }
    if (event.key === "Escape" && isBusy(state)) post({ type: "stop" });
    const box = scroller();
    const step = altStep(event, "ArrowUp", "ArrowDown");
    if (step === undefined || !box) return;
    event.preventDefault();
    const target = nextTurn(box, conversation, step);
    if (target !== undefined) store.bring(turnSight(target));
    // Behind the last turn stands the composer.
    else if (step === 1) store.compose({});
  });
  return (
    <main class="chat" ref={main}>
      {searched === conversation.id && <FindBar state={state} scroller={scroller} close={closeFind} />}
      <Transcript key={`${conversation.id} ${generation}`} state={state} />
      {status.needsKey && conversation.turns.length > 0 && <KeyHint provider={status.providerLabel} />}
      {state.isUndoable && !runningTurn(conversation) && <UndoBar />}
      <Composer state={state} />
    </main>
  );
}

/** Ctrl+F, or Cmd+F. */
function isFindKey({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === "f" && ctrlKey !== metaKey && !altKey && !shiftKey;
}

/** Hears keys wherever the focus is, also where nothing has it. */
function useKeys(onKey: (event: KeyboardEvent) => void): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  useLayoutEffect(() => {
    const hear = (event: KeyboardEvent): void => latest.current(event);
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, []);
}

/**
 * Gives the focus to something else where what had it is drawn no more. Who has put it outside of the page, or on
 * nothing, keeps it there.
 */
function useFocusKept(other: () => HTMLElement | null | undefined): void {
  const last = useRef<Element | null>(null);
  const before = document.activeElement;
  if (before !== document.body) last.current = before;
  else if (last.current?.checkVisibility()) last.current = null;
  useLayoutEffect(() => {
    const now = document.activeElement;
    // The browser takes the focus from what the sheet hides only once it has laid the page out.
    const isLost = now === document.body ? last.current : now?.matches(".busy .changes");
    if (isLost && document.hasFocus()) other()?.focus({ preventScroll: true });
  });
}

function KeyHint({ provider }: { readonly provider: string }): JSX.Element {
  const { post, strings } = usePage();
  return (
    <div class="key-hint">
      <Icon name="key" />
      <span>{filled(strings.keyMissing, { provider })}</span>
      <button type="button" class="link-button" onClick={() => post({ type: "press", button: "setApiKey" })}>
        {strings.setApiKey}
      </button>
    </div>
  );
}
