/** Where the person is, as pages tell it and as it is remembered. */
import assert from "node:assert/strict";
import { createTimeZone } from "../../../src/host/platform/timeZone.ts";

function memoryOf(zone?: unknown) {
  const kept = new Map<string, unknown>([["sonde.timeZone", zone]]);
  return {
    kept,
    get: (name: string) => kept.get(name),
    update: async (name: string, value: unknown) => void kept.set(name, value),
  };
}

describe("the person's time zone", () => {
  it("is that of the machine until a page has told it, and is remembered", () => {
    const memory = memoryOf();
    const zone = createTimeZone(memory);
    assert.equal(zone.current(), undefined);
    zone.tell("Asia/Shanghai");
    assert.equal(zone.current(), "Asia/Shanghai");
    assert.equal(createTimeZone(memory).current(), "Asia/Shanghai");
  });

  it("is none that nobody knows", () => {
    const zone = createTimeZone(memoryOf("Mars/Olympus"));
    assert.equal(zone.current(), undefined);
    zone.tell("Asia/Shanghai");
    for (const told of ["Mars/Olympus", "", undefined, 8, {}]) zone.tell(told);
    assert.equal(zone.current(), "Asia/Shanghai");
  });
});
