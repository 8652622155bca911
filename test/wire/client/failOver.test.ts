/**
 * Going to another base URL, and coming back.
 */
import assert from "node:assert/strict";
import { chunk } from "../notation.ts";
import { accessTo, workbench, type Workbench } from "../workbench.ts";
import { error, good, kindOf, outcome, refused } from "./outcome.ts";

const hosts = (bench: Workbench) => bench.transport.sent.map(({ url }) => new URL(url).host);

describe("fail-over", () => {
  const both = accessTo("https://one.example", "https://two.example");

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
    assert.deepEqual(hosts((await outcome([error(408), good], { access: both })).bench), [
      "one.example",
      "one.example",
    ]);
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
