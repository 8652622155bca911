/**
 * What the page remembers of its reader while it is hidden or loaded anew: the draft, what is open, and where the
 * transcript stands. Owned by the page alone; the host never sees it.
 */
import { asObject, asText } from "../../core/json.ts";
import type { Editor } from "./editor.ts";

/** A place in the transcript: so many pixels below the top edge of a block of a turn. */
export interface Place {
  readonly turn: string;
  /** Which block of the turn's answer; -1 for the turn itself. */
  readonly block: number;
  readonly offset: number;
}

/** All that is remembered. `place` is undefined while the reader follows the end. */
export interface Remembered {
  readonly draft: string;
  /** The question that the draft is to take the place of, and the draft before. */
  readonly editing?: { readonly turn: string; readonly before: string } | undefined;
  /** The conversation that `open` and `place` belong to. */
  readonly conversation: string;
  /** Thinking that the reader opened or closed by hand, by turn. */
  readonly open: Readonly<Record<string, boolean>>;
  readonly place?: Place | undefined;
}

/** Milliseconds that a change may wait before it is written: every write is a message to the editor. */
const patience = 250;

/**
 * And one more for so many characters of a draft: somebody may have pasted a log of megabytes, which the editor takes
 * seconds to put away. A page that is hidden or closed writes at once, so only a crash can cost more.
 */
const charactersPerMillisecond = 100;

export class Memory {
  readonly #editor: Editor;
  #now: Remembered;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(editor: Editor) {
    this.#editor = editor;
    this.#now = readRemembered(editor.readState());
    document.addEventListener("visibilitychange", () => this.flush());
    window.addEventListener("pagehide", () => this.flush());
  }

  get now(): Remembered {
    return this.#now;
  }

  /** Remembers something from now on. It is written soon, and at the latest when the page goes. */
  keep(change: Partial<Remembered>): void {
    this.#now = { ...this.#now, ...change };
    const wait = patience + this.#now.draft.length / charactersPerMillisecond;
    this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Begins anew for another conversation; the draft stays. */
  turnTo(conversation: string): void {
    if (this.#now.conversation !== conversation)
      this.keep({ conversation, open: {}, place: undefined, editing: undefined });
  }

  /** Writes what has changed. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#editor.writeState(this.#now);
  }
}

/** What a state of unknown shape holds: an older version of the page may have written it. */
export function readRemembered(state: unknown): Remembered {
  const fields = asObject(state) ?? {};
  const place = asObject(fields["place"]);
  const turn = asText(place?.["turn"]);
  const block = place?.["block"];
  const offset = place?.["offset"];
  const open = Object.entries(asObject(fields["open"]) ?? {}).filter(
    (entry): entry is [string, boolean] => typeof entry[1] === "boolean",
  );
  const edited = asObject(fields["editing"]);
  const editedTurn = asText(edited?.["turn"]);
  return {
    draft: asText(fields["draft"]) ?? "",
    editing:
      editedTurn === undefined ? undefined : { turn: editedTurn, before: asText(edited?.["before"]) ?? "" },
    conversation: asText(fields["conversation"]) ?? "",
    open: Object.fromEntries(open),
    place:
      turn !== undefined && typeof block === "number" && typeof offset === "number"
        ? { turn, block, offset }
        : undefined,
  };
}
