/** Says that an earlier message is being edited, what goes along with it, and lets go of it. */
import type { JSX } from "preact";
import { filled } from "../../protocol/strings.ts";
import { chipName } from "../../protocol/chipName.ts";
import { Chip } from "./contextChip.tsx";
import { Icon, IconButton } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";
import type { Draft } from "./useDraft.ts";

/** Stands above the composer's text. */
export function EditingBar(properties: {
  readonly draft: Draft;
  readonly focusComposer: () => void;
}): JSX.Element {
  const { draft, focusComposer } = properties;
  const { strings } = usePage();
  const leave = (): void => {
    draft.leave();
    focusComposer();
  };
  const drop = (item: string): void => {
    draft.drop(item);
    focusComposer();
  };
  return (
    <div class="editing" role="group" aria-label={strings.editing}>
      <div class="editing-bar">
        <Icon name="edit" />
        <span class="editing-note">
          <b>{strings.editing}</b> {strings.editingNote}
        </span>
        <IconButton icon="close" label={strings.cancelEdit} press={leave} />
      </div>
      {draft.kept.length > 0 && (
        <ul class="chips" role="list" aria-label={strings.contextKept}>
          {draft.kept.map((item) => (
            <Chip key={item.id} chip={item}>
              <IconButton
                icon="close"
                label={filled(strings.remove, { name: chipName(item, strings) })}
                press={() => drop(item.id)}
              />
            </Chip>
          ))}
        </ul>
      )}
    </div>
  );
}
