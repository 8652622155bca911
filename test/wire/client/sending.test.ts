/**
 * What a request that goes well reports, and what is refused before anything is sent.
 */
import assert from "node:assert/strict";
import type { ChatEvent } from "../../../src/core/event.ts";
import { costOf } from "../../../src/core/pricing.ts";
import { custom } from "../../../src/provider/dialects/custom.ts";
import { deepseek } from "../../../src/provider/dialects/deepseek.ts";
import { practice } from "../../../src/provider/dialects/practice.ts";
import { chunk, done, E, F, R, T, told } from "../notation.ts";
import { accessTo, secret, workbench, type Workbench } from "../workbench.ts";
import { good, hello, kindOf, outcome } from "./outcome.ts";

describe("a request that goes well", () => {
  it("reports sending, accepted, the answer and one end", async () => {
    const { events, ending } = await outcome([{ pieces: hello, headers: { "x-request-id": "r-1" } }]);
    assert.deepEqual(events, [
      { type: "sending", attempt: 1 },
      { type: "accepted", requestId: "r-1" },
      T("hello"),
      F("stop"),
    ]);
    assert.deepEqual(ending, { reason: "stop" });
  });

  for (const name of ["x-request-id", "x-deepseek-request-id", "x-ds-trace-id"]) {
    it(`takes the request id from ${name}`, async () => {
      const { events } = await outcome([{ pieces: hello, headers: { [name]: "id" } }]);
      assert.deepEqual(events[1], { type: "accepted", requestId: "id" });
    });
  }

  it("makes one batch of one read, neighbours joined", async () => {
    const read =
      chunk({ reasoning_content: "a" }) +
      chunk({ reasoning_content: "b" }) +
      chunk({ content: "c" }) +
      chunk({ content: "d" });
    const { batches } = await outcome([{ pieces: [read, chunk({ content: "e" }, "stop") + done] }]);
    assert.deepEqual(batches.slice(2), [
      [R("ab"), T("cd")],
      [T("e"), F("stop")],
    ]);
  });

  it("T45 ends at [DONE] and frees a connection that goes on", async () => {
    const bench = workbench([{ pieces: [...hello, chunk({ content: "more" })], hangs: true }]);
    const run = bench.send();
    assert.deepEqual(await run.ending, { reason: "stop" });
    const signal = bench.transport.sent[0]?.signal;
    assert.equal(signal?.aborted, false, "the connection may end by itself");
    await bench.clock.pass(2000);
    assert.equal(signal?.aborted, true);
    assert.deepEqual(told(run.events), [T("hello"), F("stop")]);
    assert.equal(bench.clock.pending, 0);
  });

  it("leaves no timer behind", async () => {
    const { bench } = await outcome([good]);
    assert.equal(bench.clock.pending, 0);
  });

  it("sends the headers of the dialect and its own", async () => {
    const { bench } = await outcome([good]);
    assert.equal(bench.transport.sent[0]?.url, "https://api.deepseek.com/chat/completions");
    assert.equal(bench.transport.sent[0]?.headers["user-agent"], "sonde/test");
    assert.equal(bench.transport.sent[0]?.headers["accept-encoding"], "identity");
    assert.equal(bench.transport.sent[0]?.headers["authorization"], `Bearer ${secret}`);
  });
});

describe("what is refused before anything is sent", () => {
  const cases: readonly (readonly [string, Parameters<Workbench["send"]>[0], ChatEvent])[] = [
    ["no key", { access: { ...accessTo("https://h"), key: " " } }, E("key-missing", { host: "h" })],
    [
      "a key that no header can carry",
      { access: { ...accessTo("https://h"), key: "sk-\u4f60" } },
      E("key-refused", { host: "h", code: "invalid-characters" }),
    ],
    [
      "a header that HTTP does not allow",
      { access: { ...accessTo("https://h"), headers: { "x y": "1" } } },
      E("bad-request", { host: "h", code: "invalid-header" }),
    ],
    ["no base URL", { access: accessTo() }, E("address", { code: "not-a-url" })],
    [
      "plain http to another machine",
      { access: accessTo("http://h.example") },
      E("address", { code: "not-https", host: "h.example" }),
    ],
    [
      "images for pro",
      {
        request: {
          model: "deepseek-v4-pro",
          messages: [{ role: "user", text: "", images: [{ dataUrl: "data:," }] }],
        },
      },
      E("no-vision", { host: "api.deepseek.com" }),
    ],
    [
      "a body beyond the limit",
      { dialect: { ...deepseek, bodyLimit: 100 } },
      E("too-large", { host: "api.deepseek.com" }),
    ],
  ];
  for (const [title, given, end] of cases) {
    it(title, async () => {
      const { events, bench } = await outcome([good], given);
      assert.deepEqual(events, [end]);
      assert.equal(bench.transport.sent.length, 0);
    });
  }

  it("practice and a custom server need no key", async () => {
    for (const dialect of [practice, custom]) {
      const { ending } = await outcome([good], {
        dialect,
        access: { ...accessTo("http://127.0.0.1:1"), key: undefined },
      });
      assert.equal(kindOf(ending), "stop");
    }
  });

  it("a request that was aborted before makes no call", async () => {
    const bench = workbench([good]);
    const control = new AbortController();
    control.abort();
    const events: ChatEvent[] = [];
    await bench.client.send(
      deepseek,
      { purpose: "test", model: "m", messages: [], thinking: "off" },
      accessTo("https://h"),
      {
        signal: control.signal,
        onEvents: (batch) => events.push(...batch),
      },
    );
    assert.deepEqual(events, [F("cancelled")]);
    assert.equal(bench.transport.sent.length, 0);
  });
});

describe("cost", () => {
  it("T96 of an answer with cached tokens, off-peak", async () => {
    const usage = {
      prompt_tokens: 283,
      completion_tokens: 69,
      prompt_cache_hit_tokens: 256,
      prompt_cache_miss_tokens: 27,
    };
    const { events } = await outcome([{ pieces: [chunk({ content: "x" }, "stop", { usage }) + done] }]);
    const counted = told(events)[1];
    assert.ok(counted?.type === "usage");
    const cost = costOf(counted.usage, deepseek.models[0], Date.UTC(2026, 10, 21, 2));
    assert.equal(cost?.usd.toFixed(9), "0.000046218");
    assert.equal(costOf(counted.usage, practice.models[0], 0)?.usd, 0, "practice is free");
  });
});
