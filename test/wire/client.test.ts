/**
 * What the client does with what comes back: retries, fail-over, repair, silence, abort. Time is virtual.
 */
import assert from "node:assert/strict";
import type { ChatEvent, Ending } from "../../src/core/event.ts";
import { costOf } from "../../src/core/pricing.ts";
import type { Dialect } from "../../src/provider/dialect.ts";
import { custom } from "../../src/provider/dialects/custom.ts";
import { deepseek } from "../../src/provider/dialects/deepseek.ts";
import { practice } from "../../src/provider/dialects/practice.ts";
import { chunk, data, done, E, F, R, T, told } from "./notation.ts";
import type { Scene } from "./scriptedTransport.ts";
import { settled } from "./virtualClock.ts";
import { accessTo, secret, workbench, type Workbench } from "./workbench.ts";

const hello = [chunk({ content: "hello" }), chunk({}, "stop") + done];
const good: Scene = { pieces: hello };
const error = (status: number, message = "no", headers = {}): Scene => ({
  status,
  headers,
  pieces: [JSON.stringify({ error: { message, type: "t", param: null, code: "invalid_request_error" } })],
});
const refused: Scene = { failure: { kind: "unreachable", code: "ECONNREFUSED" }, connected: false };
const reset: Scene = { failure: { kind: "unreachable", code: "ECONNRESET" }, connected: true };
const missing = "The `reasoning_content` in the thinking mode must be passed back to the API.";

function kindOf(ending: Ending): string {
  return ending.reason === "failed" ? ending.failure.kind : ending.reason;
}

function attemptsIn(events: readonly ChatEvent[]): number {
  return events.filter((event) => event.type === "sending").length;
}

function exactlyOneEnd(bench: Workbench, events: readonly ChatEvent[]): void {
  assert.equal(events.filter((event) => event.type === "end").length, 1);
  assert.equal(events.at(-1)?.type, "end");
  assert.ok(!JSON.stringify([events, bench.lines]).includes(secret), "the key leaked");
}

/** Runs a request over these scenes, letting time pass, and tells how long it took. */
async function outcome(scenes: readonly Scene[], given: Parameters<Workbench["send"]>[0] = {}) {
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

describe("retries", () => {
  it("T106 waits as Retry-After says, in seconds, in milliseconds, until a date", async () => {
    const at = (ms: number) => new Date(Date.UTC(2026, 10, 21, 2) + ms).toUTCString();
    assert.equal((await outcome([error(429, "", { "retry-after": "2" }), good])).waited, 2000);
    assert.equal(
      (await outcome([error(429, "", { "retry-after-ms": "1500", "retry-after": "9" }), good])).waited,
      1500,
    );
    assert.equal((await outcome([error(429, "", { "retry-after": at(4000) }), good])).waited, 4000);
  });

  it("T106 waits 60 s at most, and by itself where the wish is absurd", async () => {
    assert.equal((await outcome([error(429, "", { "retry-after": "3600" }), good])).waited, 60_000);
    for (const absurd of ["-5", "999999999", "soon", "Thu, 01 Jan 1970 00:00:00 GMT"]) {
      assert.equal((await outcome([error(429, "", { "retry-after": absurd }), good])).waited, 500, absurd);
    }
  });

  it("T107 tries three times more, waiting twice as long each time", async () => {
    const { ending, attempts, waited } = await outcome([error(500)]);
    assert.equal(kindOf(ending), "server");
    assert.equal(attempts, 4);
    assert.equal(waited, 500 + 1000 + 2000);
  });

  for (const status of [400, 401, 402, 403, 404, 413, 422]) {
    it(`never repeats after ${status}`, async () => {
      assert.equal((await outcome([error(status)])).attempts, 1);
    });
  }

  it("T110 never repeats after the first word, and keeps it", async () => {
    const broken: Scene = {
      pieces: [chunk({ content: "abc" }), data({ error: { message: "x", code: 503 } })],
    };
    const { attempts, events } = await outcome([broken, good]);
    assert.equal(attempts, 1);
    assert.deepEqual(told(events), [
      T("abc"),
      E("overloaded", { status: 503, detail: "x", host: "api.deepseek.com" }),
    ]);
  });

  it("thinking counts as a word", async () => {
    const { attempts } = await outcome([{ pieces: [chunk({ reasoning_content: "a" })] }, good]);
    assert.equal(attempts, 1);
  });

  it("T109 repeats after an error in front of the first word", async () => {
    const { attempts, ending } = await outcome([
      { pieces: [": hi\n\n", data({ error: { message: "x", code: 503 } })] },
      good,
    ]);
    assert.equal(attempts, 2);
    assert.equal(kindOf(ending), "stop");
  });

  it("repeats once, and says so, where the host may have worked on the request", async () => {
    for (const scene of [reset, { pieces: [] }, { pieces: [done] }]) {
      const { attempts, bench } = await outcome([scene]);
      assert.equal(attempts, 2);
      assert.ok(bench.lines.some((line) => line.includes("may have worked on it")));
    }
  });

  it("repeats three times where the host was not reached", async () => {
    const { attempts, ending, events } = await outcome([refused]);
    assert.equal(attempts, 4);
    assert.equal(kindOf(ending), "unreachable");
    assert.ok(!events.some((event) => event.type === "accepted"));
  });

  it("T64 adds what an empty answer was billed to the next one", async () => {
    const usage = { prompt_tokens: 5, completion_tokens: 1 };
    const { events } = await outcome([
      { pieces: [chunk({}, "stop", { usage }) + done] },
      { pieces: [chunk({ content: "x" }, "stop", { usage }) + done] },
    ]);
    const counts = events.filter((event) => event.type === "usage").map((event) => event.usage);
    assert.equal(counts.at(-1)?.input, 10);
    assert.equal(counts.at(-1)?.output, 2);
  });

  it("an abort ends the wait", async () => {
    const bench = workbench([error(429, "", { "retry-after": "30" })]);
    const run = bench.send();
    await bench.clock.pass(1000);
    run.abort();
    assert.deepEqual(await run.ending, { reason: "cancelled" });
    assert.equal(bench.transport.sent.length, 1);
    assert.equal(bench.clock.pending, 0);
    exactlyOneEnd(bench, run.events);
  });
});

describe("repair", () => {
  it("T101 switches thinking off once where the host misses earlier thinking", async () => {
    for (const words of [
      missing,
      "The content[].thinking in the thinking mode must be passed back to the API.",
      "Missing `reasoning_content` field in the assistant message at message index 2",
    ]) {
      const { bench, ending, waited } = await outcome([error(400, words), good]);
      assert.equal(kindOf(ending), "stop");
      assert.equal(waited, 0);
      assert.match(bench.transport.sent[0]?.body ?? "", /"thinking":\{"type":"enabled"\}/);
      assert.match(bench.transport.sent[1]?.body ?? "", /"thinking":\{"type":"disabled"\}/);
    }
  });

  it("T101 does not try it twice", async () => {
    const { attempts, ending } = await outcome([error(400, missing)]);
    assert.equal(attempts, 2);
    assert.equal(kindOf(ending), "reasoning-missing");
  });

  it("T103 leaves the tool to the model once", async () => {
    const request = { tools: [{ name: "f", description: "", parameters: {} }], toolChoice: "none" as const };
    const { bench, attempts } = await outcome(
      [error(400, "Thinking mode does not support this tool_choice")],
      { request },
    );
    assert.equal(attempts, 2);
    assert.match(bench.transport.sent[1]?.body ?? "", /"tool_choice":"auto"/);
  });

  it("both repairs may follow each other, each once", async () => {
    const request = { tools: [{ name: "f", description: "", parameters: {} }], toolChoice: "none" as const };
    const scenes = [
      error(400, missing),
      error(400, "Thinking mode does not support this tool_choice"),
      error(400, missing),
    ];
    assert.equal((await outcome(scenes, { request })).attempts, 3);
  });
});

describe("fail-over", () => {
  const both = accessTo("https://one.example", "https://two.example");
  const hosts = (bench: Workbench) => bench.transport.sent.map(({ url }) => new URL(url).host);

  for (const [name, scene] of Object.entries({ refused, "500": error(500), "503": error(503) })) {
    it(`T119 goes to the second base URL at once: ${name}`, async () => {
      const { bench, ending, waited } = await outcome([scene, good], { access: both });
      assert.deepEqual(hosts(bench), ["one.example", "two.example"]);
      assert.equal(bench.transport.sent[0]?.body, bench.transport.sent[1]?.body);
      assert.equal(kindOf(ending), "stop");
      assert.equal(waited, 0);
    });
  }

  it("T119 stays after a 4xx", async () => {
    assert.deepEqual(hosts((await outcome([error(400), good], { access: both })).bench), ["one.example"]);
    assert.deepEqual(hosts((await outcome([error(429), good], { access: both })).bench), [
      "one.example",
      "one.example",
    ]);
  });

  it("T120 stays after the first word", async () => {
    const { bench } = await outcome([{ pieces: [chunk({ content: "a" })] }, good], { access: both });
    assert.deepEqual(hosts(bench), ["one.example"]);
  });

  it("goes round and waits once all were tried", async () => {
    const { bench, waited } = await outcome([refused], { access: both });
    assert.deepEqual(hosts(bench), ["one.example", "two.example", "one.example", "two.example"]);
    assert.equal(waited, 1000 + 2000);
  });

  it("skips a base URL that is not fit for a key", async () => {
    const access = accessTo("https://one.example", "http://plain.example", "https://two.example");
    assert.deepEqual(hosts((await outcome([refused, good], { access })).bench), [
      "one.example",
      "two.example",
    ]);
  });

  it("remembers what worked, and goes back to the first after a minute", async () => {
    const bench = workbench([refused, good]);
    await bench.send({ access: both }).ending;
    await bench.send({ access: both }).ending;
    await bench.clock.pass(60_000);
    await bench.send({ access: both }).ending;
    assert.deepEqual(hosts(bench), ["one.example", "two.example", "two.example", "one.example"]);
  });
});

describe("silence", () => {
  const stalled = (end: ChatEvent | undefined) => {
    assert.ok(end?.type === "end" && end.ending.reason === "failed");
    assert.equal(end.ending.failure.kind, "stalled");
    assert.equal(end.ending.failure.idleSeconds, 300);
  };

  it("before the headers", async () => {
    const { events, attempts, waited } = await outcome(["hangs"]);
    stalled(events.at(-1));
    assert.equal(attempts, 1);
    assert.equal(waited, 300_000);
  });

  it("T122 in the middle: what had come is kept, the socket destroyed", async () => {
    const { events, bench } = await outcome([{ pieces: [chunk({ content: "par" })], hangs: true }]);
    assert.deepEqual(told(events).slice(0, -1), [T("par")]);
    stalled(events.at(-1));
    assert.equal(bench.transport.sent[0]?.signal.aborted, true);
  });

  it("in the middle of an error page", async () => {
    const { events } = await outcome([{ status: 401, pieces: ['{"error":{"mess'], hangs: true }]);
    assert.equal(kindOf((events.at(-1) as { ending: Ending }).ending), "key-refused");
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

describe("abort", () => {
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

describe("faults of our own", () => {
  const broken = (part: Partial<Dialect>): Dialect => ({ ...deepseek, ...part });
  const fault = () => {
    throw new TypeError(`oops ${secret}`);
  };

  it("a dialect that throws while it opens", async () => {
    const { ending } = await outcome([good], { dialect: broken({ open: fault }) });
    assert.equal(kindOf(ending), "internal");
  });

  it("a dialect that throws while it reads", async () => {
    const open: Dialect["open"] = (...given) => {
      const exchange = deepseek.open(...given);
      return "kind" in exchange ? exchange : { ...exchange, receive: fault };
    };
    const { ending, attempts, bench } = await outcome([good], { dialect: broken({ open }) });
    assert.equal(kindOf(ending), "internal");
    assert.equal(attempts, 1);
    assert.equal(bench.transport.sent[0]?.signal.aborted, true);
  });

  it("a dialect that throws while it describes", async () => {
    assert.equal(
      kindOf((await outcome([error(400)], { dialect: broken({ describe: fault }) })).ending),
      "internal",
    );
  });

  it("a listener that throws", async () => {
    const bench = workbench([good]);
    const request = { purpose: "test", model: "m", messages: [], thinking: "off" } as const;
    const signal = new AbortController().signal;
    const ending = await bench.client.send(deepseek, request, accessTo("https://h"), {
      signal,
      onEvents: fault,
    });
    assert.deepEqual(ending, { reason: "stop" });
  });
});

describe("keys", () => {
  it("T125 a host that repeats the key in every place", async () => {
    const echo = `bad key ${secret}, ${secret.slice(0, 12)} Bearer ${secret}`;
    const scenes: readonly Scene[] = [
      error(401, echo, { "x-request-id": secret }),
      { status: 401, pieces: [`${"x".repeat(190)}${echo}`] },
      { pieces: [data({ error: { message: echo, code: secret } })] },
      { pieces: [echo] },
      { pieces: [`<title>${echo}</title>`] },
      { status: 307, headers: { location: `https://evil.example/${secret}` }, pieces: [] },
      { failure: { kind: "proxy", detail: echo }, connected: false },
    ];
    for (const scene of scenes) {
      const { events, bench } = await outcome([scene]);
      assert.ok(
        !JSON.stringify([events, bench.lines]).includes("canary"),
        JSON.stringify([scene, events, bench.lines]),
      );
    }
  });

  it("a redirect is a failure that names the other host", async () => {
    const { ending } = await outcome([
      { status: 307, headers: { location: "https://evil.example/x" }, pieces: [] },
    ]);
    assert.deepEqual(ending, {
      reason: "failed",
      failure: { host: "api.deepseek.com", kind: "redirected", status: 307, detail: "evil.example" },
    });
  });
});

describe("questions beside the chat", () => {
  const signal = new AbortController().signal;

  it("T136 the models that a host lists, over what is known of them", async () => {
    const bench = workbench([
      {
        pieces: [
          JSON.stringify({
            object: "list",
            data: [
              { id: "deepseek-flash", object: "model", owned_by: "deepseek" },
              {
                id: "deepseek-new",
                context_window: 5,
                max_output_tokens: 4,
                input_modalities: ["text", "image"],
                effort: { supported_levels: ["low", "medium", "ultra"] },
                zzz: 1,
              },
              { object: "model" },
              7,
            ],
          }),
        ],
      },
    ]);
    const models = await bench.client.listModels(deepseek, accessTo("https://h/v1/"), signal);
    assert.deepEqual(models, [
      deepseek.models[0],
      {
        id: "deepseek-new",
        efforts: ["off", "low", "high", "max"],
        usesTools: true,
        contextTokens: 5,
        outputTokens: 4,
        seesImages: true,
      },
    ]);
    assert.equal(bench.transport.sent[0]?.url, "https://h/v1/models");
    assert.equal(bench.transport.sent[0]?.method, "GET");
    assert.equal(bench.transport.sent[0]?.body, undefined);
  });

  it("T137 the balance, as the host writes it", async () => {
    const body = {
      is_available: true,
      balance_infos: [
        { currency: "USD", total_balance: "1.10", granted_balance: "0.10", topped_up_balance: "1.00" },
      ],
    };
    const bench = workbench([{ pieces: ["\n\n", JSON.stringify(body)] }]);
    assert.deepEqual(await bench.client.readBalance(deepseek, accessTo("https://h"), signal), [
      { currency: "USD", total: "1.10" },
    ]);
    assert.equal(bench.transport.sent[0]?.url, "https://h/user/balance");
  });

  it("a failure is a value, once", async () => {
    const bench = workbench([error(401, `no ${secret}`)]);
    const models = await bench.client.listModels(deepseek, accessTo("https://h"), signal);
    assert.deepEqual(models, {
      host: "h",
      kind: "key-refused",
      status: 401,
      detail: "no •••",
      code: "invalid_request_error",
    });
    assert.equal(bench.transport.sent.length, 1);
  });

  it("a page is no list", async () => {
    const bench = workbench([{ pieces: ["<html><title>hi</title>"] }]);
    assert.deepEqual(await bench.client.listModels(deepseek, accessTo("https://h"), signal), {
      host: "h",
      kind: "malformed",
      detail: "hi",
    });
  });

  it("a host without such a question has nothing to say", async () => {
    assert.deepEqual(await workbench([good]).client.readBalance(custom, accessTo("https://h"), signal), []);
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
    assert.equal(costOf(counted.usage, practice.models[0], 0), undefined, "practice has no prices");
  });
});
