/**
 * The list that comes up behind `@` and `/`: which letters it is for, what it holds, which entry is chosen. The host is
 * asked for mentions; an answer to older letters is passed over.
 */
import { useRef, useState } from "preact/hooks";
import type { Candidate, PromptFile } from "../../protocol/toWebview.ts";
import { commandsFor, triggerAt, type SlashCommand, type Trigger } from "../page/mention.ts";
import type { PageState } from "../page/pageState.ts";
import { usePage } from "./pageContext.ts";

/** An entry of the list. */
export type Suggestion =
  | { readonly kind: "command"; readonly command: SlashCommand }
  | { readonly kind: "prompt"; readonly prompt: PromptFile }
  | { readonly kind: "mention"; readonly candidate: Candidate };

/** The list and what can be done with it. */
export interface Suggestions {
  readonly trigger: Trigger | undefined;
  /** Empty: no list is shown. */
  readonly entries: readonly Suggestion[];
  readonly chosen: number;
  /** Looks at the text anew: it or the caret has changed. */
  readonly look: (text: string, caret: number) => void;
  readonly choose: (at: number) => void;
  readonly close: () => void;
}

/** The list of the composer. */
export function useSuggestions({ candidates, prompts = [] }: PageState): Suggestions {
  const { post } = usePage();
  const [trigger, setTrigger] = useState<Trigger | undefined>(undefined);
  const [chosen, setChosen] = useState(0);
  const request = useRef(0);
  /** Where the sign stands whose list the person has closed. */
  const closed = useRef<number | undefined>(undefined);
  const look = (text: string, caret: number): void => {
    const next = triggerAt(text, caret);
    if (next?.start !== closed.current) closed.current = undefined;
    const wanted = closed.current === undefined ? next : undefined;
    if (
      wanted?.kind === trigger?.kind &&
      wanted?.query === trigger?.query &&
      wanted?.start === trigger?.start
    )
      return;
    setTrigger(wanted);
    setChosen(0);
    if (wanted?.kind === "command" && trigger?.kind !== "command") post({ type: "listPrompts" });
    if (wanted?.kind !== "mention") return;
    request.current += 1;
    post({ type: "mention", query: wanted.query, request: request.current });
  };
  const known = candidates?.request === request.current ? candidates.list : [];
  const entries = entriesOf(trigger, known, prompts);
  return {
    trigger,
    entries,
    chosen: Math.min(chosen, Math.max(0, entries.length - 1)),
    look,
    choose: (at) => setChosen((at + entries.length) % Math.max(1, entries.length)),
    close() {
      closed.current = trigger?.start;
      setTrigger(undefined);
    },
  };
}

function entriesOf(
  trigger: Trigger | undefined,
  candidates: readonly Candidate[],
  prompts: readonly PromptFile[],
): readonly Suggestion[] {
  if (!trigger) return [];
  if (trigger.kind === "mention") return candidates.map((candidate) => ({ kind: "mention", candidate }));
  const own = prompts.filter(({ name }) => name.startsWith(trigger.query.toLowerCase()));
  return [
    ...commandsFor(trigger.query).map((command) => ({ kind: "command", command }) as const),
    ...own.map((prompt) => ({ kind: "prompt", prompt }) as const),
  ];
}
