/** The list behind `@` and `/`. The focus stays in the text; the chosen entry is told by `aria-activedescendant`. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Strings } from "../../protocol/strings.ts";
import { contextIcons, marked } from "./contextChip.tsx";
import { Icon } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";
import type { Suggestion, Suggestions } from "./useSuggestions.ts";

/** Id of the list, for `aria-controls`. */
export const suggestionListId = "suggestions";

/** Id of an entry, for `aria-activedescendant`. */
export const entryId = (at: number): string => `suggestion-${at}`;

/** Shown while there are entries. */
export function SuggestionList(properties: {
  readonly suggestions: Suggestions;
  readonly pick: (entry: Suggestion) => void;
}): JSX.Element {
  const { suggestions, pick } = properties;
  const { entries, chosen } = suggestions;
  const { strings } = usePage();
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen, entries]);
  return (
    <ul class="suggestions" role="listbox" id={suggestionListId} aria-label={strings.suggestions} ref={list}>
      {entries.map((entry, at) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the text box's
        <li
          key={keyOf(entry)}
          id={entryId(at)}
          role="option"
          class={at === chosen ? "suggestion chosen" : "suggestion"}
          aria-selected={at === chosen}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => pick(entry)}
        >
          <Entry entry={entry} />
        </li>
      ))}
    </ul>
  );
}

function keyOf(entry: Suggestion): string {
  if (entry.kind === "command") return entry.command.name;
  return entry.kind === "prompt" ? entry.prompt.id : entry.candidate.id;
}

function Entry({ entry }: { readonly entry: Suggestion }): JSX.Element {
  const { strings } = usePage();
  const { icon, label, detail } = shown(entry, strings);
  return (
    <>
      <Icon name={icon} />
      <span class="suggestion-label">{marked(label)}</span>
      <span class="suggestion-detail">{marked(detail)}</span>
    </>
  );
}

function shown(
  entry: Suggestion,
  strings: Strings,
): { readonly icon: string; readonly label: string; readonly detail: string } {
  switch (entry.kind) {
    case "command":
      return { icon: "terminal-cmd", label: `/${entry.command.name}`, detail: strings[entry.command.detail] };
    case "prompt":
      return { icon: "note", label: `/${entry.prompt.name}`, detail: entry.prompt.detail };
    case "mention": {
      const { kind, label, detail } = entry.candidate;
      return { icon: contextIcons[kind] ?? "file", label, detail };
    }
  }
}
