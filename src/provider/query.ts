/**
 * Small questions to a host, asked once: the models it lists, the money left. Uses the machinery of attempts, with
 * an exchange whose one frame is the answer.
 */
import type { Ending } from "../core/event.ts";
import type { Failure } from "../core/failure.ts";
import { parseJson } from "../core/json.ts";
import type { Access } from "../core/model.ts";
import { addressOf } from "./address.ts";
import { runAttempt } from "./attempt.ts";
import { createBatch } from "./batch.ts";
import { cleanText } from "./cleanText.ts";
import type { Call, Dialect, Exchange } from "./dialect.ts";
import { failureInside } from "./failures.ts";
import { describedEnding, unfitCall, type SendingParts } from "./sending.ts";

/** A question, and to whom. */
export interface Query<T> {
  readonly question: { call(access: Access): Call; read(body: string): readonly T[] } | undefined;
  readonly dialect: Dialect;
  readonly access: Access;
  readonly signal: AbortSignal;
}

/** What a host said to a question, or why it did not; undefined where the question was given up. */
export type Told<T> = readonly T[] | Failure | undefined;

/** Longest that a question may take, in milliseconds without a byte. */
const patienceMs = 30_000;

/** The host's answer; empty where the dialect has no such question. Never rejects. */
export async function ask<T>(parts: SendingParts, query: Query<T>): Promise<Told<T>> {
  const { question, dialect, access, signal } = query;
  if (!question) return [];
  const base = access.baseUrls[0] ?? "";
  const address = addressOf(base, "/");
  if ("failure" in address) return address.failure;
  const call = question.call(access);
  const unfit = unfitCall(call, dialect);
  if (unfit) return { ...unfit, host: address.host };
  let answer: readonly T[] | undefined;
  const exchange = oneAnswer(call, access.key?.trim(), (body) => {
    answer = question.read(body);
  });
  const { ending } = await runAttempt(
    { ...parts, idleTimeoutMs: patienceMs, startTimeoutMs: patienceMs },
    {
      dialect,
      exchange,
      urlOf: (path) => {
        const target = addressOf(base, path);
        return "url" in target ? target.url : address.url;
      },
      key: access.key?.trim(),
      signal,
      batch: createBatch(),
      flush() {},
    },
  );
  if (ending.reason === "cancelled") return undefined;
  const told = describedEnding(ending, address.host, access.key?.trim());
  return told.reason === "failed" ? told.failure : (answer ?? []);
}

/** An exchange that hands one JSON body over and is done. */
function oneAnswer(call: Call, key: string | undefined, read: (body: string) => void): Exchange {
  let ending: Ending | undefined;
  return {
    call,
    receive(frame) {
      const parsed = parseJson(frame);
      const failure: Failure | undefined =
        parsed === undefined ? { kind: "malformed" } : failureInside(parsed, key);
      ending = failure ? { reason: "failed", failure } : { reason: "stop" };
      if (!failure) read(frame);
      return [];
    },
    close(end) {
      const detail = end.stray === undefined ? "" : cleanText(end.stray, key);
      const failure: Failure = { kind: "malformed", ...(detail === "" ? {} : { detail }) };
      return [{ type: "end", ending: ending ?? { reason: "failed", failure } }];
    },
  };
}
