/**
 * What the page knows, as a value: it changes only by taking a message of the host in. The conversation is folded
 * with the very function that the host uses. Pure.
 */
import { foldAll, runningTurn, type ConversationEvent } from "../../core/conversation.ts";
import { away, heldAtEnd, type HeldConversation } from "../../core/history/away.ts";
import { undoableAfter } from "../../core/history/operations.ts";
import type { TurnFinds } from "../../core/history/findWords.ts";
import type { StringKey, Strings } from "../../protocol/strings.ts";
import type {
  Candidate,
  ChatStatus,
  ContextChip,
  FailureCard,
  Meter,
  PromptFile,
  ToWebview,
} from "../../protocol/toWebview.ts";

/** Everything that the page shows. */
export interface PageState {
  readonly sequence: number;
  /** Grows with each snapshot: what was drawn from an older one is drawn anew. */
  readonly generation: number;
  /** All turns, and the words of those that are near the screen. */
  readonly conversation: HeldConversation;
  readonly failures: ReadonlyMap<string, FailureCard>;
  readonly status: ChatStatus;
  readonly context: readonly ContextChip[];
  /** The host's last answer to what can be mentioned. */
  readonly candidates?: { readonly request: number; readonly list: readonly Candidate[] } | undefined;
  /** The person's own slash commands, as the host last said. */
  readonly prompts?: readonly PromptFile[] | undefined;
  /** The host's last answer to where words occur. */
  readonly found?: { readonly request: number; readonly finds: readonly TurnFinds[] } | undefined;
  /** What sending now would take, as the host last said. */
  readonly meter?: Meter | undefined;
  readonly strings: Strings;
  readonly locale: string;
  /** What a screen reader is told while nothing runs. A new object each time, or the same would be told only once. */
  readonly said?: Said | undefined;
  /** A new object whenever the caret is wanted in the composer. */
  readonly caret?: Wish | undefined;
  /** A new object whenever the host wants the whole draft, to show the request that it would make. */
  readonly requestWish?: object | undefined;
  /** What is to be brought into sight now. */
  readonly sight?: Sight | undefined;
  /** The turn to be shown first, in place of where the reader was. */
  readonly reveal?: string | undefined;
  /** Whether turns were taken away that the host can bring back. */
  readonly isUndoable: boolean;
}

/** Something that is said. */
export interface Said {
  readonly key: StringKey;
}

/** A turn that is wanted on the screen. */
export interface Sight {
  readonly turn: string;
  /** Scrolls to the place in the turn, which is drawn by then. Gives true if it already stood there. */
  readonly locate: (box: HTMLElement) => boolean;
}

/** What is wanted of the composer along with the caret. */
export interface Wish {
  /** Id of a question that is to be edited. */
  readonly edit?: string | undefined;
  /** Why what stands there was not sent. */
  readonly why?: string | undefined;
}

/** The state after a message; `"gap"` where a message before it is missing, so that only a snapshot can help. */
export function received(state: PageState | undefined, message: ToWebview): PageState | "gap" | undefined {
  if (message.type === "snapshot") return fromSnapshot(message, state?.generation ?? 0);
  if (!state) return undefined;
  switch (message.type) {
    case "events":
      if (message.sequence <= state.sequence) return state;
      if (message.sequence !== state.sequence + 1) return "gap";
      return withEvents(state, message);
    case "turns":
      return withTurns(state, message);
    case "found":
      return { ...state, found: { request: message.request, finds: message.finds } };
    case "status":
      return { ...state, status: message.status };
    case "context":
      return { ...state, context: message.context };
    case "candidates":
      return { ...state, candidates: { request: message.request, list: message.candidates } };
    case "meter":
      return { ...state, meter: message.meter };
    case "wantRequest":
      return { ...state, requestWish: {} };
    case "prompts":
      return { ...state, prompts: message.prompts };
    case "focus":
      return { ...state, caret: { why: message.why } };
  }
}

function fromSnapshot(message: Extract<ToWebview, { type: "snapshot" }>, generation: number): PageState {
  const { sequence, conversation, failures, status, context, strings, locale, reveal, isUndoable } = message;
  const cards = new Map(failures.map((card) => [card.turn, card]));
  return {
    sequence,
    generation: generation + 1,
    conversation,
    failures: cards,
    status,
    context,
    strings,
    locale,
    reveal,
    isUndoable,
  };
}

function withEvents(state: PageState, message: Extract<ToWebview, { type: "events" }>): PageState {
  const conversation = foldAll(state.conversation, message.events);
  const failures = withCards(state.failures, message.failures);
  const said = message.events.reduce(saidAfter, state.said);
  const isUndoable = undoableAfter(state.isUndoable, state.conversation, message.events) !== "nothing";
  return { ...state, sequence: message.sequence, conversation, failures, said, isUndoable };
}

/** The state with words of turns; those that it has, or that are gone, are passed over. */
function withTurns(state: PageState, message: Extract<ToWebview, { type: "turns" }>): PageState {
  const come = new Map(message.turns.map((turn) => [turn.id, turn]));
  const { conversation } = state;
  const turns = conversation.turns.map((turn) => (turn.kind === "away" ? (come.get(turn.id) ?? turn) : turn));
  const failures = withCards(state.failures, message.failures);
  return { ...state, conversation: { ...conversation, turns }, failures };
}

/** The state without the words of turns, except of those at the end. */
export function withoutWords(state: PageState, isNear: (at: number) => boolean): PageState {
  const { conversation } = state;
  const end = conversation.turns.length - heldAtEnd;
  const isFar = (at: number): boolean => at < end && conversation.turns[at]?.kind !== "away" && !isNear(at);
  if (!conversation.turns.some((_, at) => isFar(at))) return state;
  const turns = conversation.turns.map((turn, at) => (turn.kind !== "away" && isFar(at) ? away(turn) : turn));
  return { ...state, conversation: { ...conversation, turns } };
}

function withCards(
  before: PageState["failures"],
  cards: readonly FailureCard[],
): ReadonlyMap<string, FailureCard> {
  return cards.length === 0
    ? before
    : new Map([...before, ...cards.map((card) => [card.turn, card] as const)]);
}

/** What is said when an event has come. A failure is said by its own card. */
function saidAfter(said: Said | undefined, event: ConversationEvent): Said | undefined {
  if (event.type === "removed") return { key: "turnsRemoved" };
  if (event.type !== "ended") return event.type === "answering" ? undefined : said;
  switch (event.ending.reason) {
    case "failed":
      return undefined;
    case "cancelled":
      return { key: "cancelled" };
    case "stop":
    case "length":
    case "filtered":
    case "tool-calls":
      return { key: "answerFinished" };
  }
}

/** Whether there is something to stop: an answer that runs, or a message whose context is being read. */
export function isBusy({ conversation, status }: PageState): boolean {
  return status.isSending === true || runningTurn(conversation) !== undefined;
}

/** What the page tells about what is under way, or what came of the last answer. */
export function spoken({ conversation, said, status }: PageState): StringKey | undefined {
  const running = runningTurn(conversation);
  if (!running) return status.isSending ? "gathering" : said?.key;
  switch (running.phase) {
    case "connecting":
      return "connecting";
    case "queued":
      return "queued";
    case "thinking":
      return "thinkingPhase";
    case "writing":
      return "writing";
  }
}
