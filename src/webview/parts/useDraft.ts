/**
 * What stands in the composer: the text, and the earlier question that it is to take the place of, if it is. The page's
 * memory holds it, because the page may be hidden at any moment and the host may put words there.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ContextItem, UserTurn } from "../../core/conversation.ts";
import { decimal } from "../../core/text/numbers.ts";
import { filled } from "../../protocol/strings.ts";
import type { Editing, Sending } from "../page/memory.ts";
import type { PageState } from "../page/pageState.ts";
import { usePage } from "./pageContext.ts";

/** The draft and what can be done with it. */
export interface Draft {
  readonly text: string;
  /** Why the text can't be sent, if somebody has tried. */
  readonly refusal: string;
  /** The question that is being edited; undefined also where it has gone since. */
  readonly editing: UserTurn | undefined;
  readonly isEditing: boolean;
  /** What goes along from the edited question. */
  readonly kept: readonly ContextItem[];
  readonly write: (text: string) => void;
  /** Writes behind what is there. */
  readonly add: (text: string) => void;
  /** Begins to edit a question, or goes on where that was begun. */
  readonly edit: (turn: UserTurn) => void;
  /** Takes an item of the edited question out. */
  readonly drop: (item: string) => void;
  /** Ends editing, and brings back what was written before. */
  readonly leave: () => void;
  /** Takes away what was sent as this message, or done at once where it is none; what waits behind it comes back. */
  readonly clear: (sending?: Sending) => void;
  /** Says why something can't be done, until the text changes. */
  readonly refuse: (why: string) => void;
  /** Whether a text can be sent; says why, if it can't. */
  readonly fits: (text: string) => boolean;
}

/** The draft of the page. */
export function useDraft(state: PageState): Draft {
  const { memory } = usePage();
  const [, draw] = useState({});
  const [refusal, setRefusal] = useState("");
  const { text, editing: edited } = memory;
  const editing = useEdited(state, edited?.turn);
  const kept = editing?.context.filter(({ id }) => edited?.keep?.includes(id) ?? true) ?? [];
  const changed = (): void => {
    setRefusal("");
    draw({});
  };
  const write = (next: string): void => {
    memory.write(next);
    changed();
  };
  const edit = (question: Omit<Editing, "conversation">): void => {
    memory.edit(question);
    changed();
  };
  const leave = (): void => {
    memory.leaveEdit();
    changed();
  };
  return {
    text,
    refusal,
    editing,
    isEditing: edited !== undefined,
    kept,
    write,
    add(more) {
      memory.add(more);
      changed();
    },
    edit: (turn) => edit(memory.editOf(turn.id) ?? { turn: turn.id, text: turn.text }),
    drop(item) {
      if (edited) edit({ ...edited, keep: kept.map(({ id }) => id).filter((id) => id !== item) });
    },
    leave,
    clear(sending) {
      if (sending) {
        memory.send(sending);
      } else {
        memory.clear();
        // What was done must not come back, however soon the page goes.
        memory.flush();
      }
      changed();
    },
    refuse: setRefusal,
    fits(whole) {
      const isTooLong = whole.length > state.status.messageLimit;
      if (isTooLong) setRefusal(tooLong(whole.length, state));
      return !isTooLong;
    },
  };
}

/** The question of an id. Its words may be with the host, or go there while it is edited. */
function useEdited({ conversation }: PageState, id: string | undefined): UserTurn | undefined {
  const { store } = usePage();
  const known = useRef<UserTurn | undefined>(undefined);
  const turn = id === undefined ? undefined : conversation.turns.find((one) => one.id === id);
  if (turn?.kind === "user") known.current = turn;
  const isMissing = turn?.kind === "away" && known.current?.id !== id;
  useEffect(() => {
    if (isMissing && turn) store.want([turn.id]);
  }, [isMissing]);
  return turn && known.current?.id === id ? known.current : undefined;
}

function tooLong(length: number, state: PageState): string {
  return filled(state.strings.tooLong, {
    size: decimal(Math.ceil(length / 1e4) / 100, state),
    limit: decimal(state.status.messageLimit / 1e6, state),
  });
}
