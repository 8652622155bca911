/**
 * The one way in which features ask a model: takes endpoint and key at this moment, loads the client, sends, and writes
 * a line into the log. Features never see a key or a client.
 */
import type { ChatEvent, Ending } from "../../core/event.ts";
import type { Log } from "../../core/log.ts";
import type { Message, Purpose } from "../../core/request.ts";
import type { AccessReader } from "./access.ts";
import type { Choice } from "./choice.ts";
import type { LazyClient } from "./client.ts";
import { readSettings } from "./settings.ts";

/** A question to a model. */
export interface Question {
  readonly purpose: Purpose;
  readonly choice: Choice;
  readonly messages: readonly Message[];
  /** Aborting ends the answer with `cancelled`; what had arrived stays. */
  readonly signal: AbortSignal;
  /** Gets the events in batches; the last batch ends with the one `end` event. Must not throw. */
  readonly onEvents: (events: readonly ChatEvent[]) => void;
  /** Asks for a JSON object. */
  readonly json?: boolean | undefined;
}

/** Asks a model. Never rejects: every outcome is an `end` event, and is given back too. */
export type Ask = (question: Question) => Promise<Ending>;

export interface AskParts {
  readonly access: AccessReader;
  readonly client: LazyClient;
  readonly log: Log;
}

/** Makes the function that asks. */
export function createAsk(parts: AskParts): Ask {
  return async (question) => {
    const { dialect, model } = question.choice;
    let ended: Ending | undefined;
    const onEvents = (events: readonly ChatEvent[]): void => {
      const last = events.at(-1);
      if (last?.type === "end") ended = last.ending;
      question.onEvents(events);
    };
    try {
      await send(question, parts, onEvents);
    } catch (error) {
      parts.log.warn(`A request broke off inside Sonde: ${String(error)}`);
    }
    if (!ended) onEvents([{ type: "end", ending: { reason: "failed", failure: { kind: "internal" } } }]);
    const ending = ended ?? { reason: "failed", failure: { kind: "internal" } };
    parts.log.info(`${question.purpose} by ${dialect.id} ${model.id}: ${endingLine(ending)}`);
    return ending;
  };
}

async function send(question: Question, parts: AskParts, onEvents: Question["onEvents"]): Promise<void> {
  const { choice, purpose, messages, signal, json } = question;
  const end = (ending: Ending): void => onEvents([{ type: "end", ending }]);
  const access = await parts.access.read(choice.dialect);
  if ("kind" in access) return end({ reason: "failed", failure: access });
  const client = await parts.client.get();
  if (signal.aborted) return end({ reason: "cancelled" });
  const { temperature, topP, maxOutputTokens } = readSettings();
  const { id: model } = choice.model;
  const request = {
    purpose,
    model,
    messages,
    thinking: choice.effort,
    temperature,
    topP,
    maxOutputTokens,
    json,
  };
  await client.send(choice.dialect, request, access, { signal, onEvents });
}

function endingLine(ending: Ending): string {
  if (ending.reason !== "failed") return ending.reason;
  const { kind, host, status, code } = ending.failure;
  return ["failed", kind, host, status, code].filter((part) => part !== undefined).join(" ");
}
