/**
 * The one way in which features ask a model: asks the person first where the day's limit is reached, takes endpoint and
 * key at this moment, loads the client, sends, and writes a line into the log and an entry into the ledger. Features
 * never see a key or a client.
 */
import type { ChatEvent, Ending } from "../../core/event.ts";
import type { Log } from "../../core/log.ts";
import type { ChatRequest, Message, Purpose } from "../../core/request.ts";
import type { AccessReader } from "./access.ts";
import type { Choice } from "./choice.ts";
import type { LazyClient } from "./client.ts";
import type { Ledger } from "./ledgerFile.ts";
import type { ModelMemory } from "./modelMemory.ts";
import { readProviderSettings } from "./providerSettings.ts";
import { requestCourse, type Errand } from "./requestCourse.ts";
import { readSettings } from "./settings.ts";
import type { Unfinished } from "./unfinished.ts";

/** A question to a model. */
export interface Question {
  readonly purpose: Purpose;
  readonly choice: Choice;
  readonly messages: readonly Message[];
  /** Aborting ends the answer with `cancelled`; what had arrived stays. */
  readonly signal: AbortSignal;
  /** Gets the events in batches; the last batch ends with the one `end` event. Must not throw. */
  readonly onEvents: (events: readonly ChatEvent[]) => void;
  readonly expected?: Errand["expected"];
  /** Asks for a JSON object. */
  readonly json?: boolean | undefined;
  /** Answers to ask for, where the model gives several; missing: what the settings say. */
  readonly count?: number | undefined;
}

/** Asks a model. Never rejects: every outcome is an `end` event, and is given back too. */
export type Ask = (question: Question) => Promise<Ending>;

export interface AskParts {
  readonly access: AccessReader;
  readonly client: LazyClient;
  readonly ledger: Ledger;
  readonly log: Log;
  /** Gets to know how long a prompt a model can take. */
  readonly memory: Pick<ModelMemory, "learn">;
  /** Gets to know of every request, until it is in the ledger. */
  readonly unfinished: Unfinished;
  /** Whether a request may be sent though it may pass the day's limit. */
  readonly mayExceedLimit: (question: Question) => Promise<boolean>;
}

/** Makes the function that asks. */
export function createAsk(parts: AskParts): Ask {
  const ask: Ask = async (question) => {
    const { purpose, choice, messages, expected } = question;
    const { dialect, model } = choice;
    const course = requestCourse({ purpose, dialect, model, messages, expected });
    const onEvents = (events: readonly ChatEvent[]): void => {
      course.follow(events);
      // Before anybody hears of the end, and reckons what the model has room for.
      if (course.ending)
        parts.memory.learn(dialect, model.id, { ending: course.ending, usage: course.usage });
      question.onEvents(course.priced(events, Date.now()));
    };
    try {
      await send(question, parts, onEvents);
    } catch (error) {
      parts.log.warn(`A request broke off inside Sonde: ${String(error)}`);
    }
    const ending = course.ending ?? ({ reason: "failed", failure: { kind: "internal" } } as const);
    if (!course.ending) onEvents([{ type: "end", ending }]);
    parts.log.info(`${purpose} by ${dialect.id} ${model.id}: ${endingLine(ending)}`);
    const entry = course.entry(ending, Date.now());
    if (entry) await parts.ledger.record(entry);
    return ending;
  };
  return (question) => parts.unfinished.add(ask(question));
}

/** The request that a question makes, with the user's settings as they are now. */
export function requestOf(
  question: Pick<Question, "purpose" | "choice" | "messages" | "json" | "count">,
): ChatRequest {
  const { choice, purpose, messages, json, count } = question;
  const { temperature, topP, maxOutputTokens } = readSettings();
  const { id: model } = choice.model;
  const { parameters } = readProviderSettings(choice.dialect.id);
  return {
    ...parameters,
    ...(count === undefined ? {} : { count }),
    card: choice.model,
    purpose,
    model,
    messages,
    thinking: choice.effort,
    temperature,
    topP,
    maxOutputTokens,
    json,
  };
}

async function send(question: Question, parts: AskParts, onEvents: Question["onEvents"]): Promise<void> {
  const { choice, signal } = question;
  const end = (ending: Ending): void => onEvents([{ type: "end", ending }]);
  const access = await parts.access.read(choice.dialect);
  if ("kind" in access) return end({ reason: "failed", failure: access });
  // A server of one's own has no model until one is chosen.
  if (choice.model.id === "") {
    return end({ reason: "failed", failure: { kind: "model-unknown", code: "no-model" } });
  }
  // The key may have taken its time: its store asks for a password, too.
  if (signal.aborted) return end({ reason: "cancelled" });
  if (!(await parts.mayExceedLimit(question))) return end({ reason: "cancelled" });
  const client = await parts.client.get();
  if (signal.aborted) return end({ reason: "cancelled" });
  await client.send(choice.dialect, requestOf(question), access, { signal, onEvents });
}

function endingLine(ending: Ending): string {
  if (ending.reason !== "failed") return ending.reason;
  const { kind, host, status, code } = ending.failure;
  return ["failed", kind, host, status, code].filter((part) => part !== undefined).join(" ");
}
