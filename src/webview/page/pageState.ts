/**
 * What the page knows, as a value: it changes only by taking a message of the host in. The conversation is folded
 * with the very function that the host uses. Pure.
 */
import { fold, runningTurn, type Conversation, type ConversationEvent } from "../../core/conversation.ts";
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
  readonly conversation: Conversation;
  readonly failures: ReadonlyMap<string, FailureCard>;
  readonly status: ChatStatus;
  readonly context: readonly ContextChip[];
  /** The host's last answer to what can be mentioned. */
  readonly candidates?: { readonly request: number; readonly list: readonly Candidate[] } | undefined;
  /** The person's own slash commands, as the host last said. */
  readonly prompts?: readonly PromptFile[] | undefined;
  /** What sending now would take, as the host last said. */
  readonly meter?: Meter | undefined;
  readonly strings: Strings;
  readonly locale: string;
  /** What a screen reader is told while nothing runs. */
  readonly said?: StringKey | undefined;
  /** A new object whenever the caret is wanted in the composer. */
  readonly caret?: Wish | undefined;
  /** A new object whenever the host wants the whole draft, to show the request that it would make. */
  readonly requestWish?: object | undefined;
  /** The turn to be shown first, in place of where the reader was. */
  readonly reveal?: string | undefined;
  /** Whether turns were taken away that the host can bring back. */
  readonly isUndoable: boolean;
}

/** What is wanted of the composer along with the caret. */
export interface Wish {
  /** Put behind what stands there. */
  readonly text?: string | undefined;
  /** Id of a question that is to be edited. */
  readonly edit?: string | undefined;
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
      return { ...state, caret: { text: message.text } };
  }
}

/** Reads a message of the host; undefined if it is none. */
export function asToWebview(data: unknown): ToWebview | undefined {
  const type: unknown = typeof data === "object" && data !== null && "type" in data ? data.type : undefined;
  const isOurs = [
    "snapshot",
    "events",
    "status",
    "context",
    "candidates",
    "prompts",
    "meter",
    "wantRequest",
    "focus",
  ].some((known) => known === type);
  return isOurs ? (data as ToWebview) : undefined;
}

function fromSnapshot(message: Extract<ToWebview, { type: "snapshot" }>, generation: number): PageState {
  const { sequence, conversation, failures, status, context, strings, locale, reveal } = message;
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
    isUndoable: false,
  };
}

function withEvents(state: PageState, message: Extract<ToWebview, { type: "events" }>): PageState {
  const conversation = message.events.reduce(fold, state.conversation);
  const failures =
    message.failures.length === 0
      ? state.failures
      : new Map([...state.failures, ...message.failures.map((card) => [card.turn, card] as const)]);
  const said = message.events.reduce(saidAfter, state.said);
  const isUndoable = undoableAfter(state, message.events);
  return { ...state, sequence: message.sequence, conversation, failures, said, isUndoable };
}

/** Whether there is something to undo after events that came together. An answer that failed is no loss. */
function undoableAfter(
  { isUndoable, conversation }: PageState,
  events: readonly ConversationEvent[],
): boolean {
  const types = new Set(events.map(({ type }) => type));
  if (types.has("copied")) return false;
  if (types.has("removed")) return true;
  const cut = events.find((event) => event.type === "cut");
  if (!cut) return isUndoable && !types.has("asked") && !types.has("continuing");
  const from = conversation.turns.findIndex(({ id }) => id === cut.from);
  const gone = from < 0 ? [] : conversation.turns.slice(from);
  return gone.some((turn) => turn.kind === "user" || turn.ending?.reason !== "failed");
}

/** What is said when an event has come. A failure is said by its own card. */
function saidAfter(said: StringKey | undefined, event: ConversationEvent): StringKey | undefined {
  if (event.type === "removed") return "turnsRemoved";
  if (event.type !== "ended") return event.type === "answering" ? undefined : said;
  switch (event.ending.reason) {
    case "failed":
      return undefined;
    case "cancelled":
      return "cancelled";
    case "stop":
    case "length":
    case "filtered":
    case "tool-calls":
      return "answerFinished";
  }
}

/** What the page tells about the running answer, or what came of the last one. */
export function spoken({ conversation, said }: PageState): StringKey | undefined {
  const running = runningTurn(conversation);
  if (!running) return said;
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
