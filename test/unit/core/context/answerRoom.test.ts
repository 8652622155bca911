/** What of a model's context is kept for the answer, and what a prompt may take. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { answerRoom, isTightAt, promptRoom } from "../../../../src/core/context/answerRoom.ts";

describe("the room for an answer", () => {
  it("is an eighth of a large context, and enough to think in of a small one", () => {
    const rooms = [1_000_000, 128_000, 32_768, 16_384, 8192, 4096].map((contextTokens) =>
      answerRoom({ contextTokens }),
    );
    assert.deepEqual(rooms, [32_000, 16_000, 4096, 4096, 4096, 2048]);
  });

  it("is what the settings let an answer have, with what an estimate misses", () => {
    assert.equal(answerRoom({ contextTokens: 32_000, maxOutputTokens: 12_000 }), 13_000);
    assert.equal(answerRoom({ contextTokens: 8192, maxOutputTokens: 1024 }), 1280);
  });

  it("goes by the context where the settings can't be meant", () => {
    for (const maxOutputTokens of [0, -1, 8192, 20_000]) {
      assert.equal(answerRoom({ contextTokens: 8192, maxOutputTokens }), 4096);
    }
  });

  it("leaves a prompt what hosts let it have that count the longest answer in", () => {
    const size = fc.record({
      contextTokens: fc.integer({ min: 1, max: 2_000_000 }),
      maxOutputTokens: fc.option(fc.integer({ min: 1, max: 400_000 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(size, (one) => {
        const room = promptRoom(one);
        assert.ok(Number.isInteger(room) && room >= 0);
        const { contextTokens, maxOutputTokens = 0 } = one;
        if (maxOutputTokens < contextTokens) assert.ok(room + maxOutputTokens <= contextTokens);
      }),
    );
  });

  it("is short from four fifths of what a prompt may take on", () => {
    assert.equal(isTightAt(3276, { contextTokens: 8192 }), false);
    assert.equal(isTightAt(3277, { contextTokens: 8192 }), true);
    assert.equal(isTightAt(3277, { contextTokens: 8192, maxOutputTokens: 1024 }), false);
    assert.equal(isTightAt(1e9, {}), false);
  });
});
