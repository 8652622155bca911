/**
 * Runs every stream case whole, byte by byte and cut at random: the events must be the same.
 */
import assert from "node:assert/strict";
import type { ChatEvent } from "../../src/core/event.ts";
import { silentLog } from "../../src/core/log.ts";
import { runAttempt } from "../../src/provider/attempt.ts";
import { createBatch } from "../../src/provider/batch.ts";
import { dialectById } from "../../src/provider/dialects/index.ts";
import { endings } from "./cases/endings.ts";
import { framing } from "./cases/framing.ts";
import { hosts } from "./cases/hostStreams.ts";
import { otherShapes } from "./cases/otherShapes.ts";
import type { StreamCase } from "./cases/streamCase.ts";
import { thinking } from "./cases/thinking.ts";
import { tools } from "./cases/tools.ts";
import { feedsOf } from "./feeds.ts";
import { told } from "./notation.ts";
import { scriptedTransport } from "./scriptedTransport.ts";
import { virtualClock } from "./virtualClock.ts";

/** What one attempt reports of a body in these pieces, in batches. */
async function run(one: StreamCase, pieces: readonly string[]): Promise<readonly (readonly ChatEvent[])[]> {
  const dialect = dialectById(one.dialect ?? "deepseek");
  const request = { purpose: "test", model: "deepseek-flash", messages: [], thinking: "off" } as const;
  const access = { baseUrls: [], authentication: "none", headers: {} } as const;
  const exchange = dialect?.open({ ...request, ...one.request }, { ...access, ...one.access });
  assert.ok(dialect && exchange && !("kind" in exchange));
  const batches: ChatEvent[][] = [];
  const batch = createBatch();
  const flush = () => {
    const events = batch.take();
    if (events.length > 0) batches.push(events);
  };
  const { headers, breaks } = one;
  const transport = scriptedTransport([
    { pieces, ...(headers ? { headers } : {}), ...(breaks ? { breaks } : {}) },
  ]);
  const call = { ...exchange.call, framing: one.framing ?? exchange.call.framing };
  const outcome = await runAttempt(
    {
      transport,
      clock: virtualClock(),
      log: silentLog,
      userAgent: "test",
      idleTimeoutMs: 1000,
      startTimeoutMs: 1000,
    },
    {
      dialect,
      exchange: { ...exchange, call },
      urlOf: (path) => path,
      key: undefined,
      signal: new AbortController().signal,
      batch,
      flush,
    },
  );
  batch.add({ type: "end", ending: outcome.ending });
  flush();
  return batches;
}

for (const [group, cases] of Object.entries({ framing, thinking, tools, endings, hosts, otherShapes })) {
  describe(`stream cases: ${group}`, () => {
    for (const one of cases) {
      it(one.title, async () => {
        for (const [name, pieces] of feedsOf(one.body)) {
          const batches = await run(one, pieces);
          assert.deepEqual(told(batches.flat()), one.expected, name);
          // One for `accepted`, one for the end after the body.
          assert.ok(batches.length <= pieces.length + 2, `${name}: more batches than reads`);
          if (one.lives)
            assert.ok(
              batches.flat().some((event) => event.type === "keep-alive"),
              name,
            );
        }
      }).timeout(10_000);
    }
  });
}
