/**
 * Runs one request over a script from its beginning to its end, for the tests of the client.
 */
import assert from "node:assert/strict";
import type { ChatEvent, Ending } from "../../../src/core/event.ts";
import { chunk, done } from "../notation.ts";
import type { Scene } from "../scriptedTransport.ts";
import { secret, workbench, type Workbench } from "../workbench.ts";

/** The pieces of a good answer. */
export const hello: readonly string[] = [chunk({ content: "hello" }), chunk({}, "stop") + done];

/** A good answer. */
export const good: Scene = { pieces: hello };

/** A refusal in DeepSeek's words. */
export const error = (
  status: number,
  message = "no",
  headers: Readonly<Record<string, string>> = {},
): Scene => ({
  status,
  headers,
  pieces: [JSON.stringify({ error: { message, type: "t", param: null, code: "invalid_request_error" } })],
});

/** A connection that never stood. */
export const refused: Scene = { failure: { kind: "unreachable", code: "ECONNREFUSED" }, connected: false };

/** A connection that broke with the request on it. */
export const reset: Scene = { failure: { kind: "unreachable", code: "ECONNRESET" }, connected: true };

/** The kind of a failure, or the reason of another end. */
export function kindOf(ending: Ending): string {
  return ending.reason === "failed" ? ending.failure.kind : ending.reason;
}

/** How often a request was sent. */
export function attemptsIn(events: readonly ChatEvent[]): number {
  return events.filter((event) => event.type === "sending").length;
}

/** Fails unless there is one end, at the end, and the key is nowhere. */
export function exactlyOneEnd(bench: Workbench, events: readonly ChatEvent[]): void {
  assert.equal(events.filter((event) => event.type === "end").length, 1);
  assert.equal(events.at(-1)?.type, "end");
  assert.ok(!JSON.stringify([events, bench.lines]).includes(secret), "the key leaked");
}

/** What came of a request. */
export interface Outcome {
  readonly bench: Workbench;
  readonly events: readonly ChatEvent[];
  readonly batches: readonly (readonly ChatEvent[])[];
  readonly ending: Ending;
  /** Virtual milliseconds until the end. */
  readonly waited: number;
  readonly attempts: number;
}

/** Runs a request over these scenes, letting time pass. */
export async function outcome(
  scenes: readonly Scene[],
  given: Parameters<Workbench["send"]>[0] = {},
): Promise<Outcome> {
  const bench = workbench(scenes);
  const startedAt = bench.clock.now();
  const run = bench.send(given);
  let endedAt = 0;
  void run.ending.then(() => (endedAt = bench.clock.now()));
  await bench.clock.pass(600_000);
  const ending = await run.ending;
  exactlyOneEnd(bench, run.events);
  return { bench, ...run, ending, waited: endedAt - startedAt, attempts: attemptsIn(run.events) };
}
