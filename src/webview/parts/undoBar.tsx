/** Offers turns back that were taken away, until something new is asked. */
import type { JSX } from "preact";
import { Icon, IconButton } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";

/** The bar; the focus goes to the composer when it goes. */
export function UndoBar(): JSX.Element {
  const { post, store, strings } = usePage();
  const end = (type: "undo" | "dismissUndo"): void => {
    post({ type });
    store.dismissUndo();
    store.compose({});
  };
  return (
    <div class="key-hint undo">
      <Icon name="history" />
      <span>{strings.turnsRemoved}</span>
      <button type="button" class="link-button" onClick={() => end("undo")}>
        {strings.undo}
      </button>
      <IconButton icon="close" label={strings.dismiss} press={() => end("dismissUndo")} />
    </div>
  );
}
