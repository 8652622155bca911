import assert from "node:assert/strict";
import { isStillIn } from "../../../../src/core/commit/stillIn.ts";

describe("whether a message is still in the box", () => {
  const message = "Add a discount\n\nRegulars pay a tenth less.";

  it("is so while a line of it stands there", () => {
    assert.ok(isStillIn(message, message));
    assert.ok(isStillIn("Give a discount\n\nRegulars pay a tenth less.\n", message));
    assert.ok(isStillIn("Add a discount", message));
  });

  it("is not so in a box that is empty or holds other words", () => {
    for (const box of ["", "\n\n", "mine", "Add a discount to the cart"])
      assert.equal(isStillIn(box, message), false, box);
  });
});
