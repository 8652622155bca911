/**
 * The whole client against a server that misbehaves at the socket. Time is virtual: a stall is over when the test
 * says so, and nothing sleeps.
 */
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import type { ChatEvent, Ending } from "../../src/core/event.ts";
import type { Failure } from "../../src/core/failure.ts";
import { createClient } from "../../src/provider/client.ts";
import { deepseek } from "../../src/provider/dialects/deepseek.ts";
import { oneMiB, startFaultServer, type Fault, type FaultServer } from "./faultServer.ts";
import { chunk, done, told } from "./notation.ts";
import { virtualClock } from "./virtualClock.ts";
import { accessTo, network, question, secret } from "./workbench.ts";

/** What a fault must come to. */
interface Expected {
  readonly fault: Fault;
  readonly reason?: Ending["reason"];
  readonly failure?: Partial<Failure>;
  /** The text that was kept. */
  readonly text?: string;
  /** Requests that the server saw. */
  readonly requests?: number;
  /** Headers come before the stall. */
  readonly isAccepted?: boolean;
  /** The connection stays for the next request. */
  readonly stays?: boolean;
}

const cases: readonly Expected[] = [
  { fault: "none", reason: "stop", text: "partial", requests: 1, stays: true },
  { fault: "reset on accept", failure: { code: "ECONNRESET" } },
  { fault: "reset in the request", failure: { kind: "truncated" }, requests: 0 },
  { fault: "reset before the headers", failure: { kind: "truncated" }, requests: 2 },
  { fault: "reset in the headers", requests: 2 },
  { fault: "reset after the headers", failure: { kind: "truncated" }, requests: 2 },
  { fault: "reset in the middle", failure: { kind: "truncated" }, text: "par", requests: 1 },
  { fault: "end in the middle", failure: { kind: "truncated" }, text: "par", requests: 1 },
  { fault: "end with a wrong length", failure: { kind: "truncated" }, text: "par", requests: 1 },
  { fault: "stall before the headers", failure: { kind: "stalled", idleSeconds: 3600 }, requests: 1 },
  {
    fault: "stall after the headers",
    failure: { kind: "stalled", idleSeconds: 3600 },
    requests: 1,
    isAccepted: true,
  },
  {
    fault: "stall in the middle of an event",
    failure: { kind: "stalled", idleSeconds: 300 },
    text: "par",
    requests: 1,
  },
  { fault: "stall after the end", reason: "stop", text: "partial", requests: 1 },
  { fault: "keep-alives", reason: "stop", text: "partial", requests: 1, stays: true },
  { fault: "drip", reason: "stop", text: "partial é漢😀", requests: 1, stays: true },
  { fault: "a mark and CRLF", reason: "stop", text: "partial", requests: 1, stays: true },
  { fault: "lines that end with CR", reason: "stop", text: "partial", requests: 1, stays: true },
  { fault: "a line of one MiB", reason: "stop", text: "t".repeat(oneMiB), requests: 1, stays: true },
  {
    fault: "an error in the middle",
    failure: { kind: "overloaded", status: 503, detail: "overloaded" },
    text: "par",
    requests: 1,
  },
  {
    fault: "trailing text",
    failure: { kind: "truncated", detail: "upstream error: read ECONNRESET" },
    text: "par",
    requests: 1,
    stays: true,
  },
  { fault: "gzip", reason: "stop", text: "partial", requests: 1, stays: true },
  { fault: "page 200", failure: { kind: "malformed", detail: "Sign in" }, requests: 1, stays: true },
  { fault: "page 502", failure: { kind: "server", status: 502, detail: "502 Bad Gateway" }, requests: 4 },
  { fault: "redirect", failure: { kind: "redirected", status: 307 }, requests: 1 },
  { fault: "429 in seconds", reason: "stop", text: "partial", requests: 2 },
  { fault: "429 with a date", reason: "stop", text: "partial", requests: 2 },
  { fault: "401 echo", failure: { kind: "key-refused", status: 401 }, requests: 1 },
  { fault: "endless error page", failure: { kind: "server", status: 500 }, requests: 4 },
  { fault: "not http", failure: { kind: "malformed" }, requests: 1 },
];

/** Runs a request against a server, letting virtual time pass until it has ended. */
async function runAgainst(server: Pick<FaultServer, "url">) {
  const clock = virtualClock();
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const log = { info: write, warn: write, trace: (line: () => string) => write(line()) };
  const client = createClient(
    { network: () => network, log, userAgent: "sonde/test" },
    { clock, random: () => 0 },
  );
  const events: ChatEvent[] = [];
  const signal = new AbortController().signal;
  const rejections: unknown[] = [];
  const reject = (reason: unknown) => void rejections.push(reason);
  process.on("unhandledRejection", reject);
  let ending: Ending | undefined;
  void client
    .send(deepseek, question, accessTo(server.url), { signal, onEvents: (batch) => events.push(...batch) })
    .then((it) => (ending = it));
  return {
    client,
    clock,
    events,
    lines,
    /** Holds that the request has left nothing behind: no timer, no listener, no promise that nobody heard, no key. */
    async leftNothing(): Promise<void> {
      await clock.pass(5000);
      await new Promise((resolve) => setImmediate(resolve));
      process.off("unhandledRejection", reject);
      assert.equal(clock.pending, 0, "a timer is left");
      assert.equal(getEventListeners(signal, "abort").length, 0, "a listener is left");
      assert.deepEqual(rejections, []);
      assert.ok(!JSON.stringify([events, lines]).includes(secret.slice(3, 12)), "the key leaked");
    },
    /**
     * Waits for the end. Waits between retries are cut short, and once `isStalled` says that nothing more will come,
     * the idle time is; real sockets get all the time they need.
     */
    async ended(isStalled: () => boolean = () => false): Promise<Ending> {
      for (;;) {
        await clock.pass(0);
        if (ending !== undefined) return ending;
        const next = clock.nextIn() ?? Infinity;
        if (next <= 60_000 || isStalled()) await clock.pass(next);
      }
    },
  };
}

/** Lets real sockets work until something holds. */
async function turnsUntil(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

function textIn(events: readonly ChatEvent[]): string {
  return told(events)
    .map((event) => (event.type === "text" ? event.text : ""))
    .join("");
}

describe("a host that misbehaves", () => {
  for (const expected of cases) {
    it(expected.fault, async () => {
      const server = await startFaultServer(expected.fault);
      const run = await runAgainst(server);
      try {
        const ending = await run.ended(
          () =>
            expected.failure?.kind === "stalled" &&
            server.requests.length === 1 &&
            (expected.isAccepted !== true || run.events.some((event) => event.type === "accepted")) &&
            textIn(run.events) === (expected.text ?? ""),
        );
        assert.equal(ending.reason, expected.reason ?? "failed");
        if (ending.reason === "failed") {
          assert.deepEqual({ ...ending.failure, ...expected.failure }, ending.failure);
          assert.equal(ending.failure.host, `127.0.0.1:${server.port}`);
        }
        assert.equal(textIn(run.events), expected.text ?? "");
        assert.equal(run.events.filter((event) => event.type === "end").length, 1);
        if (expected.requests !== undefined) assert.equal(server.requests.length, expected.requests);
        await run.leftNothing();
        if (!expected.stays) {
          if (ending.reason === "failed" && ending.failure.status === undefined) await server.idle();
        } else assert.equal(server.connections(), 1, "the connection is kept");
      } finally {
        await run.client.close();
        await server.idle();
        await server.close();
      }
    });
  }

  it("a closed port", async () => {
    const server = await startFaultServer("none");
    await server.close();
    const run = await runAgainst(server);
    const ending = await run.ended();
    assert.ok(ending.reason === "failed");
    assert.equal(ending.failure.kind, "unreachable");
    assert.equal(ending.failure.code, "ECONNREFUSED");
    assert.equal(run.events.filter((event) => event.type === "sending").length, 4);
    assert.ok(!run.events.some((event) => event.type === "sent"));
    await run.leftNothing();
    await run.client.close();
  });

  it("a model that loads for half an hour: told that the host has the request, then its answer", async () => {
    const server = await startFaultServer("stall before the headers");
    const run = await runAgainst(server);
    await turnsUntil(() => server.requests.length === 1);
    assert.deepEqual(
      run.events.map(({ type }) => type),
      ["sending", "sent"],
    );
    await run.clock.pass(1_800_000);
    server.begin();
    server.say(chunk({ content: "late" }, "stop") + done);
    assert.deepEqual(await run.ended(), { reason: "stop" });
    assert.equal(textIn(run.events), "late");
    assert.equal(server.requests.length, 1);
    await run.leftNothing();
    await run.client.close();
    await server.idle();
    await server.close();
  });

  it("keep-alives for ten minutes, then the answer", async () => {
    const server = await startFaultServer("stall after the headers");
    const run = await runAgainst(server);
    const lives = () => run.events.filter((event) => event.type === "keep-alive").length;
    await turnsUntil(() => run.events.some((event) => event.type === "accepted"));
    for (let minute = 1; minute <= 10; minute++) {
      server.say(": keep-alive\n\n");
      await turnsUntil(() => lives() === minute);
      await run.clock.pass(60_000);
    }
    server.say(chunk({ content: "late" }, "stop") + done);
    assert.deepEqual(await run.ended(), { reason: "stop" });
    assert.equal(textIn(run.events), "late");
    assert.equal(server.requests.length, 1);
    await run.leftNothing();
    await run.client.close();
    await server.idle();
    await server.close();
  });

  it("a redirect to another host: nobody there hears of it, the key least of all", async () => {
    const other = await startFaultServer("none");
    const server = await startFaultServer("redirect", `${other.url}/chat/completions`);
    const run = await runAgainst(server);
    const ending = await run.ended();
    assert.ok(ending.reason === "failed");
    assert.equal(ending.failure.kind, "redirected");
    assert.equal(ending.failure.detail, other.url);
    assert.equal(server.requests.length, 1);
    await run.leftNothing();
    await run.client.close();
    assert.equal(other.connections() + other.requests.length, 0);
    await server.close();
    await other.close();
  });

  it("two requests use one connection", async () => {
    const server = await startFaultServer("none");
    const run = await runAgainst(server);
    await run.ended();
    const signal = new AbortController().signal;
    await run.client.send(deepseek, question, accessTo(server.url), { signal, onEvents() {} });
    assert.equal(server.requests.length, 2);
    assert.equal(server.connections(), 1);
    await run.client.close();
    await server.idle();
    await server.close();
  });

  it("T123 an abort in the middle destroys the socket", async () => {
    const server = await startFaultServer("stall in the middle of an event");
    const client = createClient({
      network: () => network,
      log: { info() {}, warn() {}, trace() {} },
      userAgent: "t",
    });
    const control = new AbortController();
    const events: ChatEvent[] = [];
    const ending = await client.send(deepseek, question, accessTo(server.url), {
      signal: control.signal,
      onEvents(batch) {
        events.push(...batch);
        if (textIn(events) === "par") control.abort();
      },
    });
    assert.deepEqual(ending, { reason: "cancelled" });
    await server.idle();
    assert.equal(events.at(-1)?.type, "end");
    await client.close();
    await server.close();
  });
});
