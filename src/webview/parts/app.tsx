/** The whole page: the conversation, a hint where a key is missing, the composer. */
import type { JSX } from "preact";
import { runningTurn } from "../../core/conversation.ts";
import { filled } from "../../protocol/strings.ts";
import type { PageState } from "../page/pageState.ts";
import { Composer } from "./composer.tsx";
import { Icon } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";
import { Transcript } from "./transcript.tsx";
import { UndoBar } from "./undoBar.tsx";

/** The page of a state. */
export function App({ state }: { readonly state: PageState }): JSX.Element {
  const { post } = usePage();
  const { conversation, generation, status } = state;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.isComposing && runningTurn(conversation)) post({ type: "stop" });
  };
  return (
    <main class="chat" onKeyDown={onKeyDown}>
      <Transcript key={`${conversation.id} ${generation}`} state={state} />
      {status.needsKey && conversation.turns.length > 0 && <KeyHint provider={status.providerLabel} />}
      {state.isUndoable && !runningTurn(conversation) && <UndoBar />}
      <Composer state={state} />
    </main>
  );
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
