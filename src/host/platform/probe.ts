/**
 * Asks a host whether endpoint and key work: by its list of models, with a call for the key before it where the list is
 * public, or, where it has none, by the smallest question.
 */
import type { ChatEvent } from "../../core/event.ts";
import type { Failure } from "../../core/failure.ts";
import type { Access, Model } from "../../core/model.ts";
import type { Client } from "../../provider/client.ts";
import type { Dialect } from "../../provider/dialect.ts";
import type { Ledger } from "./ledgerFile.ts";
import type { ModelMemory } from "./modelMemory.ts";
import { requestCourse } from "./requestCourse.ts";

/** What is to be tried. */
export interface Probe {
  readonly dialect: Dialect;
  readonly access: Access;
  readonly model: Model;
  readonly signal: AbortSignal;
  /** Gets the models that the host lists. */
  readonly memory: Pick<ModelMemory, "remember">;
  /** Gets an entry where the question cost tokens. */
  readonly ledger: Pick<Ledger, "record">;
}

/**
 * The models that the host lists, none where it has no list, or why it does not answer; undefined where the signal was
 * aborted before anything was known.
 */
export async function probeHost(
  client: Client,
  probe: Probe,
): Promise<readonly Model[] | Failure | undefined> {
  const { dialect, access, model, signal, memory, ledger } = probe;
  if (dialect.listModels) {
    const taken = await client.checkKey(dialect, access, signal);
    if (!taken) return undefined;
    // A gateway that has the models of a host need not have all of its pages.
    if ("kind" in taken && taken.status !== 404) return taken;
    const models = await client.listModels(dialect, access, signal);
    if (models && !("kind" in models) && models.length > 0) memory.remember(dialect, models);
    return models;
  }
  const request = {
    purpose: "test",
    model: model.id,
    messages: [{ role: "user", text: "Say: ok" }],
    thinking: model.efforts[0] ?? "off",
    maxOutputTokens: 16,
  } as const;
  const course = requestCourse({ ...request, dialect, model });
  const onEvents = (events: readonly ChatEvent[]): void => course.follow(events);
  const ending = await client.send(dialect, request, access, { signal, onEvents });
  const entry = course.entry(ending, Date.now());
  if (entry) await ledger.record(entry);
  if (ending.reason === "cancelled") return undefined;
  // An answer that is cut, or that was all thinking, has come all the same.
  if (ending.reason !== "failed" || ending.failure.kind === "empty") return [];
  return ending.failure;
}

/**
 * Whether a host lists its models without a key as well, so that its list proves no key: llama.cpp does, whatever key it
 * wants for the rest. False where that is not known.
 */
export async function listsToAnybody(
  client: Client,
  { dialect, access, signal }: Pick<Probe, "dialect" | "access" | "signal">,
): Promise<boolean> {
  if (!dialect.keyless) return false;
  const keyless: Access = { ...access, key: undefined, authentication: "none" };
  const models = await client.listModels(dialect, keyless, signal);
  return models !== undefined && !("kind" in models);
}
