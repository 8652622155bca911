/** The waits between attempts. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { backoff, longestWaitMs, retryAfter, waitBefore } from "../../../src/provider/retry.ts";

const now = Date.UTC(2026, 10, 21, 2);

describe("waits", () => {
  it("grow, stay within 8 s, and vary by a quarter at most", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (retry, random) => {
          const ms = backoff(retry, random);
          const full = Math.min(8000, 500 * 2 ** (retry - 1));
          assert.ok(ms <= full && ms >= full * 0.75 - 1);
          assert.ok(backoff(retry + 1, random) >= ms);
        },
      ),
    );
  });

  it("never exceed a minute, whatever the host says", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom("retry-after", "retry-after-ms"),
          fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String)),
        ),
        (headers) => {
          const asked = retryAfter(headers, now);
          const ms = waitBefore(1, asked, 0.5);
          assert.ok(Number.isInteger(ms) && ms >= 0 && ms <= longestWaitMs);
        },
      ),
    );
  });

  const cases: readonly (readonly [Readonly<Record<string, string>>, number | undefined])[] = [
    [{}, undefined],
    [{ "retry-after": "2" }, 2000],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": " 1.5 " }, 1500],
    [{ "retry-after-ms": "0", "retry-after": "9" }, 0],
    [{ "retry-after-ms": "no", "retry-after": "9" }, 9000],
    [{ "retry-after": "Sat, 21 Nov 2026 02:00:05 GMT" }, 5000],
    [{ "retry-after": "Sat, 21 Nov 2026 01:00:00 GMT" }, undefined],
    [{ "retry-after": "Sat, 21 Nov 2037 01:00:00 GMT" }, undefined],
    [{ "retry-after": "-1" }, undefined],
    [{ "retry-after": "1e99" }, undefined],
    [{ "retry-after": "99999999" }, undefined],
    [{ "retry-after": "" }, undefined],
  ];
  for (const [headers, expected] of cases) {
    it(`${JSON.stringify(headers)} is ${expected ?? "no wish"}`, () => {
      assert.equal(retryAfter(headers, now), expected);
    });
  }
});
