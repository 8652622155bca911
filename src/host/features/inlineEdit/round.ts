/**
 * One question to the model and its answer, while an edit runs: turns what arrives into events of the edit and into a
 * diff that grows with the text. Knows nothing of editors.
 */
import { instead, type EditMessages } from "../../../core/context/fitEdit.ts";
import type { EditEvent } from "../../../core/edit/editState.ts";
import { createAnswerStream } from "../../../core/edit/answerStream.ts";
import { lineFitter, type FitLine, type IndentStyle } from "../../../core/edit/fit.ts";
import { isBlank } from "../../../core/edit/lines.ts";
import { createStreamDiff, type StreamView } from "../../../core/edit/streamDiff.ts";
import type { ChatEvent, Ending } from "../../../core/event.ts";
import type { Ask } from "../../platform/ask.ts";
import type { Choice } from "../../platform/choice.ts";

/** Milliseconds between two paints of what streams. */
const paintMs = 100;

export interface RoundParts {
  readonly ask: Ask;
  readonly purpose: "edit" | "fix";
  readonly choice: Choice;
  readonly asked: EditMessages;
  /** The lines that are to be replaced. */
  readonly original: readonly string[];
  readonly style: IndentStyle;
  readonly signal: AbortSignal;
  /** Answers to ask for; missing: one. The first of them is the one that is shown while it streams. */
  readonly count?: number | undefined;
  /** Gets the events of the edit, joined; at most one call every `paintMs`. */
  readonly emit: (events: readonly EditEvent[]) => void;
}

/** A running round. */
export interface Round {
  /** New lines so far, made to fit. Grows in place. */
  readonly fresh: readonly string[];
  /** How they differ from the old ones. */
  readonly view: StreamView;
  readonly ended: Promise<Ended>;
}

/** How a round went. */
export interface Ended {
  readonly ending: Ending;
  readonly texts: readonly string[];
  /** What was sent in the end: less than at first, where that was too long for the host. */
  readonly sent: EditMessages;
}

/** Asks; once more with less, where the host says that it was too long. Never rejects. */
export function startRound(parts: RoundParts): Round {
  let stream = createAnswerStream(parts.original);
  let diff = createStreamDiff(parts.original);
  const fresh: string[] = [];
  const pending: EditEvent[] = [];
  /** The answers, each at the index of its choice. */
  const texts: string[] = [""];
  let fit: FitLine | undefined;
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (pending.length > 0) parts.emit(pending.splice(0));
  };
  const addLine = (line: string): void => {
    if (!fit && !isBlank(line)) fit = lineFitter([line], parts.original, parts.style);
    const own = fit ? fit(line) : line;
    fresh.push(own);
    diff.push(own);
  };
  const startOver = (): void => {
    fresh.length = 0;
    fit = undefined;
    stream = createAnswerStream(parts.original);
    diff = createStreamDiff(parts.original);
  };
  const take = (event: ChatEvent): void => {
    if (event.type === "rethought") {
      texts[event.choice] = "";
      if (event.choice === 0) startOver();
    }
    if (event.type === "text") {
      texts[event.choice] = (texts[event.choice] ?? "") + event.text;
      if (event.choice === 0) stream.push(event.text).forEach(addLine);
    }
    for (const one of editEvents(event)) join(pending, one);
  };
  const { ask, purpose, choice, signal, count } = parts;
  const onEvents = (events: readonly ChatEvent[]): void => {
    events.forEach(take);
    if (pending.length > 0) timer ??= setTimeout(flush, paintMs);
  };
  const send = async (sent: EditMessages): Promise<Ended> => {
    const { messages } = sent;
    const ending = await ask({ purpose, choice, messages, signal, count, onEvents });
    flush();
    return { ending, texts: Array.from(texts, (text) => text ?? ""), sent };
  };
  const sendFitting = async (): Promise<Ended> => {
    const first = await send(parts.asked);
    const { ending } = first;
    const less = ending.reason === "failed" ? instead(parts.asked, ending.failure) : undefined;
    return less ? send(less) : first;
  };
  const ended = sendFitting();
  return {
    fresh,
    get view() {
      return diff.view;
    },
    ended,
  };
}

function editEvents(event: ChatEvent): readonly EditEvent[] {
  switch (event.type) {
    case "sending":
      return [{ type: "phase", phase: "connecting" }];
    case "sent":
    case "accepted":
    case "keep-alive":
      return [{ type: "phase", phase: "queued" }];
    case "thinking":
    case "text":
      return event.choice === 0 ? [{ type: event.type, text: event.text }] : [];
    case "rethought":
      return event.choice === 0 ? [{ type: "rethought" }] : [];
    case "tool-call":
    case "reasoning-details":
    case "usage":
    case "end":
      return [];
  }
}

function join(events: EditEvent[], event: EditEvent): void {
  const last = events.at(-1);
  const isText = event.type === "text" || event.type === "thinking";
  if (isText && last?.type === event.type)
    events[events.length - 1] = { ...last, text: last.text + event.text };
  else events.push(event);
}
