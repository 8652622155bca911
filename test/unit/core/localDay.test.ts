/** Days in time zones, those included in which the clock changes. */
import assert from "node:assert/strict";
import { dayOf, daysBefore, daysBetween, isZone } from "../../../src/core/localDay.ts";

describe("a day", () => {
  it("is that of the time zone, or else of the machine", () => {
    const at = Date.UTC(2026, 10, 30, 23, 30);
    assert.equal(dayOf(at, "Asia/Shanghai"), "2026-12-01");
    assert.equal(dayOf(at, "UTC"), "2026-11-30");
    assert.equal(dayOf(Date.UTC(2026, 0, 1, 4), "America/New_York"), "2025-12-31");
    assert.equal(dayOf(new Date(2026, 0, 5, 23, 59).getTime(), undefined), "2026-01-05");
  });

  it("is as far from another one as the calendar says, whatever the clock does", () => {
    assert.equal(daysBetween("2026-03-28", "2026-03-30"), 2);
    assert.equal(daysBetween("2026-03-01", "2026-03-01"), 0);
    assert.equal(daysBefore("2026-03-02", 29), "2026-02-01");
    assert.equal(daysBefore("2024-03-01", 1), "2024-02-29");
  });
});

describe("a time zone", () => {
  for (const [name, isKnown] of [
    ["Asia/Shanghai", true],
    ["UTC", true],
    ["Etc/Unknown", false],
    ["Mars/Olympus", false],
    ["", false],
  ] as const) {
    it(`${name === "" ? "without a name" : name} is ${isKnown ? "" : "not "}known`, () =>
      assert.equal(isZone(name), isKnown));
  }
});
