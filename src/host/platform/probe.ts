/**
 * Asks a host whether endpoint and key work: by its list of models, or, where it has none, by the smallest question.
 */
import type { Ending } from "../../core/event.ts";
import type { Failure } from "../../core/failure.ts";
import type { Access, Model } from "../../core/model.ts";
import type { Client } from "../../provider/client.ts";
import type { Dialect } from "../../provider/dialect.ts";
import { rememberListed } from "./choice.ts";

/** What is to be tried. */
export interface Probe {
  readonly dialect: Dialect;
  readonly access: Access;
  readonly model: Model;
  readonly signal: AbortSignal;
}

/** The models that the host lists, none where it has no list, or why it does not answer. */
export async function probeHost(client: Client, probe: Probe): Promise<readonly Model[] | Failure> {
  const { dialect, access, model, signal } = probe;
  if (dialect.listModels) {
    const models = await client.listModels(dialect, access, signal);
    if (!("kind" in models) && models.length > 0) rememberListed(dialect, models);
    return models;
  }
  const request = {
    purpose: "test",
    model: model.id,
    messages: [{ role: "user", text: "Say: ok" }],
    thinking: model.efforts[0] ?? "off",
    maxOutputTokens: 16,
  } as const;
  const ending: Ending = await client.send(dialect, request, access, { signal, onEvents() {} });
  // An answer that is cut, or that was all thinking, has come all the same.
  if (ending.reason !== "failed" || ending.failure.kind === "empty") return [];
  return ending.failure;
}
