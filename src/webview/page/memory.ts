/**
 * What the page remembers of its reader while it is hidden or loaded anew: the draft and its chips, what is open, and where
 * the transcript stands. Owned by the page alone; the host reads of it the `conversation`, by that name, when VS Code
 * brings a tab back (chatTabs.ts).
 */
import { asObject, asText, type JsonObject } from "../../core/json.ts";
import type { Edited } from "../../core/history/operations.ts";
import type { ToWebview } from "../../protocol/toWebview.ts";
import type { Editor } from "./editor.ts";

/** A place in the transcript: so many pixels below the top edge of a block of a turn. */
export interface Place {
  readonly turn: string;
  /** Which block of the turn's answer; -1 for the turn itself. */
  readonly block: number;
  readonly offset: number;
}

/** An earlier question that is being edited. */
export interface Editing {
  /** The conversation that it stands in: it is edited while that one is shown. */
  readonly conversation: string;
  readonly turn: string;
  /** What is to take its place. */
  readonly text: string;
  /** Ids of its context that still goes along; missing: all of it. */
  readonly keep?: readonly string[] | undefined;
}

/** A message that was sent. */
export interface Sending {
  /** The conversation that it was sent in, and the last turn of it by then. */
  readonly conversation: string;
  readonly after?: string | undefined;
  readonly text: string;
  /** The question that it is to take the place of. */
  readonly edited?: Edited | undefined;
}

/** All that is remembered. `place` is undefined while the reader follows the end. */
export interface Remembered {
  /** The message that is being written. It waits while an earlier one is edited. */
  readonly draft: string;
  /** Questions that are edited, in any conversation. Of one conversation the last is written at, the others wait. */
  readonly edits: readonly Editing[];
  /** The conversation that `open` and `place` belong to. */
  readonly conversation: string;
  /** Thinking that the reader opened or closed by hand, by turn. */
  readonly open: Readonly<Record<string, boolean>>;
  readonly place?: Place | undefined;
  /** The life of the host's place that `chips` are of: in another one, the host knows nothing of them. */
  readonly life: string;
  /** By what the host makes the chips again (`references` of toWebview.ts). */
  readonly chips: readonly string[];
  /** What the host has been sent and has neither asked nor given back: its context is being read. */
  readonly sending?: Sending | undefined;
}

/** Most questions whose editing is remembered. */
const mostEdits = 10;

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
    // A page that goes is no longer heard. Mostly the person has put the focus elsewhere the moment before.
    window.addEventListener("blur", () => this.flush());
  }

  get now(): Remembered {
    return this.#now;
  }

  /** What is edited in the conversation that is shown. */
  get editing(): Editing | undefined {
    const { edits, conversation } = this.#now;
    return edits.findLast((one) => one.conversation === conversation);
  }

  /** What stands in the composer. */
  get text(): string {
    return this.editing?.text ?? this.#now.draft;
  }

  /** Remembers what stands in the composer. */
  write(text: string): void {
    if (this.editing) this.edit({ ...this.editing, text });
    else this.keep({ draft: text });
  }

  /** Writes behind what stands there. */
  add(more: string): void {
    const { text } = this;
    this.write(text === "" || text.endsWith("\n") ? text + more : `${text}\n${more}`);
  }

  /** Takes words in that the host puts into the composer; a question that is edited already stays the one. */
  take({ text, edited, why }: Omit<Extract<ToWebview, { type: "focus" }>, "type">): void {
    if (text === undefined) return;
    // One message is on its way at a time: it is what comes back.
    if (why !== undefined) this.keep({ sending: undefined });
    if (edited && !this.editing) this.edit({ ...edited, text });
    else this.add(text);
  }

  /** Edits a question from now on. What was edited or written before waits. */
  edit(question: Omit<Editing, "conversation">): void {
    const { edits, conversation } = this.#now;
    const begun = this.editOf(question.turn);
    const others = edits.filter((one) => one !== begun);
    this.keep({ edits: [...others, { ...question, conversation }].slice(-mostEdits) });
  }

  /** What was written so far for a question. A branch has questions of the same ids. */
  editOf(question: string): Editing | undefined {
    const { edits, conversation } = this.#now;
    return edits.find((one) => one.turn === question && one.conversation === conversation);
  }

  /** Ends editing, and brings back what waits. */
  leaveEdit(): void {
    const { editing } = this;
    this.keep({ edits: this.#now.edits.filter((one) => one !== editing) });
  }

  /** Remembers something from now on. It is written soon, and at the latest when the page goes. */
  keep(change: Partial<Remembered>): void {
    this.#now = { ...this.#now, ...change };
    const length = this.text.length + (this.#now.sending?.text.length ?? 0);
    const wait = patience + length / charactersPerMillisecond;
    this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /**
   * Takes in what the host knows: for another conversation all begins anew, but the draft stays, and what was edited waits
   * where it stood. In another life of the host, a message comes back that it did not come to ask. Gives the chips that it
   * is to make again then.
   */
  meet({ conversation, life, references }: Extract<ToWebview, { type: "snapshot" }>): readonly string[] {
    const { id, turns } = conversation;
    if (this.#now.conversation !== id) this.keep({ conversation: id, open: {}, place: undefined });
    const { sending, life: before, chips } = this.#now;
    const isThere = sending?.conversation === id;
    if (isThere && turns.at(-1)?.id !== sending.after) this.asked();
    else if (sending && before !== life) {
      const { text, edited } = sending;
      this.take({ text, edited: isThere ? edited : undefined, why: "" });
    }
    const lost = before === life ? [] : chips;
    if (lost.length === 0) this.hold(references);
    if (before !== life) this.keep({ life });
    return lost;
  }

  /** Takes what was sent out of the composer; behind an edited question what was edited or written before comes back. */
  send(sending: Sending): void {
    this.clear();
    this.keep({ sending });
  }

  /** What was sent is a turn by now, and must not come back, however soon the page goes. */
  asked(): void {
    if (!this.#now.sending) return;
    this.keep({ sending: undefined });
    this.flush();
  }

  /** Takes away what stands in the composer, or ends editing. */
  clear(): void {
    if (this.editing) this.leaveEdit();
    else this.write("");
  }

  /** Remembers the chips that stand in the composer. */
  hold(chips: readonly string[]): void {
    if (chips.join("\n") !== this.#now.chips.join("\n")) this.keep({ chips });
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
  const sending = asObject(fields["sending"]);
  const turn = asText(place?.["turn"]);
  const block = place?.["block"];
  const offset = place?.["offset"];
  const open = Object.entries(asObject(fields["open"]) ?? {}).filter(
    (entry): entry is [string, boolean] => typeof entry[1] === "boolean",
  );
  return {
    draft: asText(fields["draft"]) ?? "",
    edits: Array.isArray(fields["edits"]) ? fields["edits"].flatMap(readEditing) : [],
    conversation: asText(fields["conversation"]) ?? "",
    open: Object.fromEntries(open),
    life: asText(fields["life"]) ?? "",
    chips: texts(fields["chips"]),
    sending: sending && readSending(sending),
    place:
      turn !== undefined && typeof block === "number" && typeof offset === "number"
        ? { turn, block, offset }
        : undefined,
  };
}

function readEditing(value: unknown): readonly Editing[] {
  const { conversation, turn, text, keep } = asObject(value) ?? {};
  if (typeof conversation !== "string" || typeof turn !== "string" || typeof text !== "string") return [];
  return [{ conversation, turn, text, keep: Array.isArray(keep) ? texts(keep) : undefined }];
}

function readSending({ conversation, after, text, edited }: JsonObject): Sending | undefined {
  if (typeof conversation !== "string" || typeof text !== "string") return undefined;
  const { turn, keep } = asObject(edited) ?? {};
  return {
    conversation,
    after: asText(after),
    text,
    edited: typeof turn === "string" ? { turn, keep: texts(keep) } : undefined,
  };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
