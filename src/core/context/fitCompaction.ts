/**
 * Makes the request for a summary fit, where the conversation has outgrown the model. The oldest turns give way first: what
 * was attached to them and the middle of what they say, and where that is not enough, the turns themselves. Pure.
 */
import type { Conversation, Turn } from "../conversation.ts";
import type { Model } from "../model.ts";
import { refusedQuestion, sentTurns, summedUp } from "./compacted.ts";
import { roomFor } from "./fit.ts";
import { turnTokens } from "./forecast.ts";

/** Characters that stay of a long text at its beginning, and as many at its end. */
const keptAtEnds = 1000;

/** Tokens that every model takes. */
const leastRoom = 2000;

/** To whom a summary goes. */
export interface Summarising {
  /** The person's own instructions. */
  readonly instructions: string;
  readonly model: Model;
  /** Most tokens of an answer, where the settings say. */
  readonly maxOutputTokens?: number | undefined;
  /** Whether the thinking of earlier answers is no part of the request. */
  readonly forgetsThinking: boolean;
  /** What an estimate is multiplied by. */
  readonly ratio: number;
}

/** The conversation to be summed up, as it goes; it ends with the question for the summary. */
export function fitCompaction(whole: Conversation, to: Summarising): Conversation {
  const conversation = summedUp(whole);
  const { forgetsThinking: forgets } = to;
  const turns = sentTurns(conversation.turns);
  const tokensOf = (turn: Turn): number => turnTokens(turn, conversation, forgets);
  const allOf = (some: readonly Turn[]): number => some.reduce((sum, turn) => sum + tokensOf(turn), 0);
  const known = roomFor({ ...to, conversation: { ...conversation, turns: [] }, draftTokens: 0 });
  const at = refusedQuestion(whole.turns);
  // What a host has refused was too long for it, whatever it says that it takes.
  const half = at === undefined ? known : allOf(sentTurns(whole.turns.slice(0, at + 1))) / 2;
  let over = allOf(turns) - Math.min(known, Math.max(half, leastRoom));
  if (over <= 0) return conversation;
  const shortened = turns.slice(0, -1).map((turn) => {
    if (over <= 0) return turn;
    const short = shortenedTurn(turn);
    over -= tokensOf(turn) - tokensOf(short);
    return short;
  });
  const first = shortened.findIndex((turn) => {
    if (over <= 0) return true;
    over -= tokensOf(turn);
    return false;
  });
  return { ...conversation, turns: [...(first < 0 ? [] : shortened.slice(first)), ...turns.slice(-1)] };
}

function shortenedTurn(turn: Turn): Turn {
  const text = withoutMiddle(turn.text);
  if (turn.kind === "answer") return { ...turn, text, thinking: undefined, reasoningDetails: undefined };
  const pieces = turn.context.filter(({ kind }) => kind !== "image" && kind !== "instructions");
  return { ...turn, text, context: pieces.map((piece) => ({ ...piece, text: "[left out]" })) };
}

function withoutMiddle(text: string): string {
  if (text.length <= 3 * keptAtEnds) return text;
  return `${text.slice(0, keptAtEnds)}\n[left out]\n${text.slice(-keptAtEnds)}`;
}
