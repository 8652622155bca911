/**
 * The models that a host lists, and what it tells of them elsewhere: their sizes in another list (LM Studio), or more of
 * each one (Ollama).
 */
import { isLoopback } from "../core/loopback.ts";
import type { Access, Model } from "../core/model.ts";
import { addressOf } from "./address.ts";
import type { Client } from "./client.ts";
import { ask, type Query, type Told } from "./query.ts";
import type { SendingParts } from "./sending.ts";

/** Questions about single models that run at a time: a machine may have dozens, and be busy with an answer. */
const atOnce = 4;

/** Milliseconds for all of them: somebody waits for the list. A model that was not told of by then is as the list has it. */
const patienceMs = 3000;

/** A list as the host wrote it, and what came of it. */
interface Known {
  readonly body: string;
  readonly models: readonly Model[];
}

/** What lists models for a client. Remembers which lists have been asked about model by model. */
export function modelLister(parts: SendingParts): Client["listModels"] {
  const known = new Map<string, Known>();
  return async (dialect, access, signal) => {
    const { listModels } = dialect;
    if (!listModels) return [];
    const { sizes, each } = listModels;
    const answer = <T>(question: Query<T>["question"], until = signal): Promise<Told<T>> =>
      ask(parts, { question, dialect, access, signal: until });
    let body = "";
    const listed = await answer({
      call: () => listModels.call(access),
      read: (said) => listModels.read((body = said)),
    });
    if (!listed || "kind" in listed) return listed;
    if (sizes && isUnsized(listed) && isHere(access)) {
      const sized = await answer({
        call: () => sizes.call(access),
        read: (said) => sizes.read(said, listed),
      });
      return sized && !("kind" in sized) ? sized : listed;
    }
    if (!each) return listed;
    const place = `${dialect.id} ${access.baseUrls[0] ?? ""}`;
    const before = known.get(place);
    if (before?.body === body) return before.models;
    const late = new AbortController();
    const until = AbortSignal.any([signal, late.signal]);
    const cancel = parts.clock.after(patienceMs, () => late.abort());
    let isWhole = true;
    const models = await inOrder(listed, async (model) => {
      const question: Query<Model>["question"] = {
        call: () => each.call(access, model),
        read: (said) => [each.read(said, model)].filter((one) => one !== undefined),
      };
      const told = await answer(question, until);
      if (told && !("kind" in told)) return told;
      isWhole = false;
      return [model];
    });
    cancel();
    if (isWhole) known.set(place, { body, models });
    return models;
  };
}

/** What the work makes of the items, in their order, whichever is done first. */
async function inOrder<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const made: (readonly R[])[] = items.map(() => []);
  const left = items.entries();
  const worker = async (): Promise<void> => {
    // All workers take from the same iterator, each the next one.
    for (const [at, item] of left) made[at] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return made.flat();
}

/** Whether the server runs on this machine. */
function isHere({ baseUrls }: Access): boolean {
  const address = addressOf(baseUrls[0] ?? "", "/");
  return "url" in address && isLoopback(new URL(address.url).hostname);
}

/** Whether models are listed and none of them with its size. */
function isUnsized(listed: readonly Model[]): boolean {
  return listed.length > 0 && listed.every((model) => model.contextTokens === undefined);
}
