/**
 * A conversation is a value: it changes only by folding an event into it. The host owns the truth and writes the
 * events down, the webview folds the same events and shows the result. Owns the shapes and the fold; how events
 * come to be (a person asks, a model answers) is the host's affair.
 */
import type { Ending } from "./event.ts";
import type { Cost } from "./pricing.ts";
import type { Effort, ToolCall } from "./request.ts";
import type { Usage } from "./usage.ts";

/** What the running turn is doing, as the person sees it. */
export type Phase = "connecting" | "queued" | "thinking" | "writing";

/** A piece of the workspace that goes with a question. `text` is what is sent, byte for byte. */
export interface ContextItem {
  readonly id: string;
  readonly kind: "file" | "selection";
  /** Path relative to the workspace, with `/`. */
  readonly path: string;
  /** Language id as VS Code names it. */
  readonly language: string;
  /** First and last line, from 1, of a selection. */
  readonly lines?: readonly [number, number] | undefined;
  readonly text: string;
}

/** What a person asked. */
export interface UserTurn {
  readonly kind: "user";
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
  readonly context: readonly ContextItem[];
}

/** The thinking of an answer, kept verbatim: some hosts want it back, byte for byte. */
export interface Thinking {
  readonly text: string;
  readonly startedAt: number;
  /** Set when the first word of the answer came, or the turn ended. */
  readonly endedAt?: number | undefined;
}

/** What a model answered. */
export interface AnswerTurn {
  readonly kind: "answer";
  readonly id: string;
  readonly at: number;
  readonly provider: string;
  /** Provider's name as it is shown. */
  readonly providerLabel: string;
  readonly model: string;
  readonly effort: Effort;
  readonly phase: Phase;
  readonly thinking?: Thinking | undefined;
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly usage?: Usage | undefined;
  readonly cost?: Cost | undefined;
  /** Set once the answer has ended, however it ended. */
  readonly ending?: Ending | undefined;
  readonly endedAt?: number | undefined;
}

export type Turn = UserTurn | AnswerTurn;

export interface Conversation {
  readonly id: string;
  readonly createdAt: number;
  readonly turns: readonly Turn[];
}

/** A change of a conversation. These are what is written to disk and sent to the webview. */
export type ConversationEvent =
  | { readonly type: "asked"; readonly turn: UserTurn }
  | {
      readonly type: "answering";
      readonly turn: string;
      readonly at: number;
      readonly provider: string;
      readonly providerLabel: string;
      readonly model: string;
      readonly effort: Effort;
    }
  | { readonly type: "phase"; readonly turn: string; readonly phase: Phase; readonly at: number }
  | { readonly type: "thinking"; readonly turn: string; readonly text: string; readonly at: number }
  | { readonly type: "text"; readonly turn: string; readonly text: string; readonly at: number }
  | { readonly type: "tool-call"; readonly turn: string; readonly call: ToolCall; readonly at: number }
  | {
      readonly type: "usage";
      readonly turn: string;
      readonly usage: Usage;
      readonly cost?: Cost | undefined;
      readonly at: number;
    }
  | { readonly type: "ended"; readonly turn: string; readonly ending: Ending; readonly at: number }
  /** Takes a turn and everything after it away: a retry replaces the answer that failed. */
  | { readonly type: "cut"; readonly from: string; readonly at: number };

/** A conversation without turns. */
export function emptyConversation(id: string, createdAt: number): Conversation {
  return { id, createdAt, turns: [] };
}

/** The conversation after an event. An event for a turn that is not there changes nothing. */
export function fold(conversation: Conversation, event: ConversationEvent): Conversation {
  switch (event.type) {
    case "asked":
      return { ...conversation, turns: [...conversation.turns, event.turn] };
    case "answering":
      return { ...conversation, turns: [...conversation.turns, startedAnswer(event)] };
    case "cut": {
      const at = conversation.turns.findIndex((turn) => turn.id === event.from);
      return at < 0 ? conversation : { ...conversation, turns: conversation.turns.slice(0, at) };
    }
    case "phase":
    case "thinking":
    case "text":
    case "tool-call":
    case "usage":
    case "ended":
      return withAnswer(conversation, event.turn, (turn) => foldAnswer(turn, event));
  }
}

/** The last turn, if it is an answer that still runs. */
export function runningTurn(conversation: Conversation): AnswerTurn | undefined {
  const last = conversation.turns.at(-1);
  return last?.kind === "answer" && !last.ending ? last : undefined;
}

/** Adds an event, joining its text to the last one's where both belong to the same stream of words. */
export function joinText(events: ConversationEvent[], event: ConversationEvent): void {
  const last = events.at(-1);
  const streams = event.type === "text" || event.type === "thinking";
  if (streams && last?.type === event.type && last.turn === event.turn) {
    events[events.length - 1] = { ...last, text: last.text + event.text };
  } else {
    events.push(event);
  }
}

type AnswerEvent = Exclude<ConversationEvent, { type: "asked" | "answering" | "cut" }>;

function startedAnswer(event: ConversationEvent & { type: "answering" }): AnswerTurn {
  const { turn: id, at, provider, providerLabel, model, effort } = event;
  return {
    kind: "answer",
    id,
    at,
    provider,
    providerLabel,
    model,
    effort,
    phase: "connecting",
    text: "",
    toolCalls: [],
  };
}

function foldAnswer(turn: AnswerTurn, event: AnswerEvent): AnswerTurn {
  switch (event.type) {
    case "phase":
      // A keep-alive between two words is no return to the queue.
      return turn.text === "" && !turn.thinking ? { ...turn, phase: event.phase } : turn;
    case "thinking": {
      const before = turn.thinking ?? { text: "", startedAt: event.at };
      return { ...turn, phase: "thinking", thinking: { ...before, text: before.text + event.text } };
    }
    case "text":
      return {
        ...turn,
        phase: "writing",
        text: turn.text + event.text,
        thinking: closed(turn.thinking, event.at),
      };
    case "tool-call":
      return {
        ...turn,
        toolCalls: [...turn.toolCalls, event.call],
        thinking: closed(turn.thinking, event.at),
      };
    case "usage":
      return { ...turn, usage: event.usage, cost: event.cost };
    case "ended":
      return { ...turn, ending: event.ending, endedAt: event.at, thinking: closed(turn.thinking, event.at) };
  }
}

function closed(thinking: Thinking | undefined, at: number): Thinking | undefined {
  return thinking && thinking.endedAt === undefined ? { ...thinking, endedAt: at } : thinking;
}

function withAnswer(
  conversation: Conversation,
  id: string,
  change: (turn: AnswerTurn) => AnswerTurn,
): Conversation {
  const at = conversation.turns.findLastIndex((turn) => turn.id === id);
  const turn = conversation.turns[at];
  if (turn?.kind !== "answer" || turn.ending) return conversation;
  return { ...conversation, turns: conversation.turns.with(at, change(turn)) };
}
