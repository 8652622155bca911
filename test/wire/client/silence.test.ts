/**
 * The watch over silence, and the abort. Time is virtual.
 */
import assert from "node:assert/strict";
import type { ChatEvent } from "../../../src/core/event.ts";
import { deepseek } from "../../../src/provider/dialects/deepseek.ts";
import { chunk, done, F, T, told, U } from "../notation.ts";
import { settled } from "../virtualClock.ts";
import { accessTo, workbench } from "../workbench.ts";
import { attemptsIn, exactlyOneEnd, good, hello, kindOf, outcome } from "./outcome.ts";

function stalled(end: ChatEvent | undefined): void {
  assert.ok(end?.type === "end" && end.ending.reason === "failed");
  assert.equal(end.ending.failure.kind, "stalled");
  assert.equal(end.ending.failure.idleSeconds, 300);
}

describe("silence", () => {
  it("before the headers", async () => {
    const { events, attempts, waited } = await outcome(["hangs"]);
    stalled(events.at(-1));
    assert.equal(attempts, 1);
    assert.equal(waited, 300_000);
  });

  it("T122 in the middle: what had come is kept, the socket destroyed (Q14)", async () => {
    const { events, bench } = await outcome([{ pieces: [chunk({ content: "par" })], hangs: true }]);
    assert.deepEqual(told(events).slice(0, -1), [T("par")]);
    stalled(events.at(-1));
    assert.equal(bench.transport.sent[0]?.signal.aborted, true);
  });

  it("in the middle of an error page", async () => {
    const { ending } = await outcome([{ status: 401, pieces: ['{"error":{"mess'], hangs: true }]);
    assert.equal(kindOf(ending), "key-refused");
  });

  it("after a finish reason is no failure", async () => {
    const { ending } = await outcome([{ pieces: [chunk({ content: "x" }, "stop")], hangs: true }]);
    assert.equal(kindOf(ending), "stop");
  });

  it("T121 comments keep an answer alive for as long as they come", async () => {
    const bench = workbench([{ pieces: [": keep-alive\n\n"], hangs: true }]);
    const run = bench.send();
    for (let minute = 0; minute < 10; minute++) {
      await bench.clock.pass(290_000);
      bench.transport.push(": keep-alive\n\n");
    }
    bench.transport.push(hello.join(""));
    assert.deepEqual(await run.ending, { reason: "stop" });
    assert.ok(run.events.filter((event) => event.type === "keep-alive").length >= 10);
    assert.equal(attemptsIn(run.events), 1);
  });
});

describe("silence of a server on this machine", () => {
  const here = { access: accessTo("http://127.0.0.1:11434") };
  const idleOf = (end: ChatEvent | undefined): number | undefined =>
    end?.type === "end" && end.ending.reason === "failed" ? end.ending.failure.idleSeconds : undefined;

  it("may last an hour before the first byte of the answer, with headers or without", async () => {
    for (const scene of ["hangs", { pieces: [], hangs: true }] as const) {
      const bench = workbench([scene]);
      const run = bench.send(here);
      await bench.clock.pass(3_599_000);
      assert.ok(!run.events.some((event) => event.type === "end"));
      await bench.clock.pass(1000);
      assert.equal(idleOf(run.events.at(-1)), 3600);
      assert.equal(bench.clock.pending, 0);
    }
  });

  it("lasts as long as anywhere else after that, and in an error page", async () => {
    const bench = workbench([{ pieces: [], hangs: true }]);
    const run = bench.send(here);
    await bench.clock.pass(3_000_000);
    bench.transport.push(chunk({ content: "par" }));
    await bench.clock.pass(299_000);
    assert.ok(!run.events.some((event) => event.type === "end"));
    await bench.clock.pass(1000);
    assert.equal(idleOf(run.events.at(-1)), 300);
    const { waited, ending } = await outcome([{ status: 401, pieces: [], hangs: true }], here);
    assert.deepEqual([kindOf(ending), waited], ["key-refused", 300_000]);
  });

  it("ends at once by an abort", async () => {
    const bench = workbench(["hangs"]);
    const run = bench.send(here);
    await bench.clock.pass(1_000_000);
    run.abort();
    assert.deepEqual(await run.ending, { reason: "cancelled" });
    assert.equal(bench.clock.pending, 0);
  });
});

describe("abort", () => {
  it("tells what the host has counted so far", async () => {
    const usage = { prompt_tokens: 7, completion_tokens: 3 };
    const bench = workbench([{ pieces: [chunk({ content: "a" }, null, { usage })], hangs: true }]);
    const run = bench.send();
    await settled();
    run.abort();
    await run.ending;
    assert.deepEqual(told(run.events), [T("a"), U({ input: 7, output: 3 }), F("cancelled")]);
  });

  for (const [when, scene] of Object.entries({
    "before the headers": "hangs",
    "in the middle": { pieces: [chunk({ content: "a" })], hangs: true },
  } as const)) {
    it(`T123 ${when}: the socket is destroyed at once, and nothing follows`, async () => {
      const bench = workbench([scene]);
      const run = bench.send();
      await settled();
      run.abort();
      assert.equal(bench.transport.sent[0]?.signal.aborted, true, "at once");
      assert.deepEqual(await run.ending, { reason: "cancelled" });
      bench.transport.push(chunk({ content: "late" }));
      await bench.clock.pass(600_000);
      exactlyOneEnd(bench, run.events);
      assert.equal(attemptsIn(run.events), 1);
      assert.ok(!JSON.stringify(run.events).includes("late"));
      assert.equal(bench.clock.pending, 0);
    });
  }

  it("at every event of an answer", async () => {
    const pieces = [
      ": hi\n\n",
      chunk({ reasoning_content: "a" }),
      chunk({ content: "b" }),
      chunk({}, "stop"),
      done,
    ];
    for (let at = 1; at <= pieces.length + 2; at++) {
      const bench = workbench([{ pieces }]);
      const control = new AbortController();
      const events: ChatEvent[] = [];
      let calls = 0;
      const request = { purpose: "test", model: "m", messages: [], thinking: "off" } as const;
      const ending = await bench.client.send(deepseek, request, accessTo("https://h"), {
        signal: control.signal,
        onEvents(batch) {
          events.push(...batch);
          if (++calls === at) control.abort();
        },
      });
      exactlyOneEnd(bench, events);
      assert.ok(
        ending.reason === "cancelled" || (at >= pieces.length && ending.reason === "stop"),
        `at ${at}`,
      );
    }
  });

  it("keeps no listener on the caller's signal", async () => {
    const bench = workbench([good]);
    const control = new AbortController();
    let listeners = 0;
    const { signal } = control;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<typeof add>) => (listeners++, add(...given));
    signal.removeEventListener = (...given: Parameters<typeof remove>) => (listeners--, remove(...given));
    const request = { purpose: "test", model: "m", messages: [], thinking: "off" } as const;
    await bench.client.send(deepseek, request, accessTo("https://h"), { signal, onEvents() {} });
    assert.equal(listeners, 0);
  });
});
