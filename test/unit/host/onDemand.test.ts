/** What is made when it is first asked for: once, unless it failed. */
import assert from "node:assert/strict";
import { onDemand } from "../../../src/host/platform/onDemand.ts";

describe("a thing that is made on demand", () => {
  it("is made once, for all who ask", async () => {
    let made = 0;
    const thing = onDemand(async () => (made += 1));
    const before = thing.current;
    assert.equal(before, undefined);
    assert.deepEqual(await Promise.all([thing.get(), thing.get()]), [1, 1]);
    assert.equal(await thing.current, 1);
  });

  it("is tried again after it failed, and told as failed to those who asked", async () => {
    let tries = 0;
    const thing = onDemand(async () => {
      tries += 1;
      if (tries === 1) throw new Error("away");
      return tries;
    });
    const both = await Promise.allSettled([thing.get(), thing.get()]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ["rejected", "rejected"],
    );
    assert.equal(thing.current, undefined);
    assert.equal(await thing.get(), 2);
  });

  it("is ended where it is there, and not made to be ended", async () => {
    const ended: string[] = [];
    const end = (thing: string): number => ended.push(thing);
    const made = onDemand(async () => "made");
    await made.get();
    made.end(end);
    const failed = onDemand<string>(async () => Promise.reject(new Error("away")));
    failed.get().catch(() => {});
    failed.end(end);
    onDemand(async () => "never asked for").end(end);
    await new Promise(setImmediate);
    assert.deepEqual(ended, ["made"]);
  });
});
