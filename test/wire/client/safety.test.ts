/**
 * Faults of our own end a request and nothing else, and the key is never told.
 */
import assert from "node:assert/strict";
import type { Dialect } from "../../../src/provider/dialect.ts";
import { deepseek } from "../../../src/provider/dialects/deepseek.ts";
import { data } from "../notation.ts";
import type { Scene } from "../scriptedTransport.ts";
import { accessTo, secret, workbench } from "../workbench.ts";
import { error, good, kindOf, outcome } from "./outcome.ts";

const broken = (part: Partial<Dialect>): Dialect => ({ ...deepseek, ...part });

function fault(): never {
  throw new TypeError(`oops ${secret}`);
}

const openBroken: Dialect["open"] = (...given) => {
  const exchange = deepseek.open(...given);
  return "kind" in exchange ? exchange : { ...exchange, receive: fault };
};

describe("faults of our own", () => {
  it("a dialect that throws while it opens", async () => {
    const { ending } = await outcome([good], { dialect: broken({ open: fault }) });
    assert.equal(kindOf(ending), "internal");
  });

  it("a dialect that throws while it reads", async () => {
    const { ending, attempts, bench } = await outcome([good], { dialect: broken({ open: openBroken }) });
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

describe("what is asked", () => {
  it("is in no line of the log, at its most talkative either", async () => {
    const { bench } = await outcome([error(400), good]);
    assert.match(bench.transport.sent[0]?.body ?? "", /what is it\?/);
    assert.ok(bench.lines.some((line) => line.startsWith("POST ")));
    assert.ok(!bench.lines.join("\n").includes("what is it?"), bench.lines.join("\n"));
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

  it("T125 a key is not cut in half by the limit of the text", async () => {
    for (let before = 150; before < 200; before++) {
      const text = `${"x".repeat(before)} ${secret.slice("sk-".length)}`;
      const access = { ...accessTo("https://h"), key: secret.slice("sk-".length) };
      for (const scene of [
        { status: 401, pieces: [text] },
        { pieces: [`data: ${JSON.stringify({ error: text })}\n\n`] },
      ]) {
        const { events, bench } = await outcome([scene], { access });
        assert.ok(!JSON.stringify([events, bench.lines]).includes("cana"), `after ${before}`);
      }
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
