/** How often words are drawn, in frames of our own. */
import assert from "node:assert/strict";
import { drawOn, stopDrawing } from "../../../src/webview/page/drawing.ts";

describe("drawing words as they come", () => {
  const before = globalThis.requestAnimationFrame;
  let asked: FrameRequestCallback[] = [];
  let drawn = 0;
  const step = (): boolean => {
    drawn += 1;
    return true;
  };
  const frame = (): void => {
    const now = asked;
    asked = [];
    for (const task of now) task(0);
  };
  /** How often words are drawn in 240 frames that bring so many characters each. */
  const drawings = (characters: number): number => {
    drawn = 0;
    for (let at = 0; at < 240; at++) {
      if (characters > 0) drawOn(step, 0, characters);
      frame();
    }
    return drawn;
  };

  beforeEach(() => {
    globalThis.requestAnimationFrame = (task) => asked.push(task);
  });
  afterEach(() => {
    stopDrawing(step);
    globalThis.requestAnimationFrame = before;
  });

  it("is done in every third frame", () => assert.equal(drawings(20), 80));

  it("is done in every tenth where they come faster than anybody reads", () => {
    const fast = drawings(133);
    assert.ok(fast >= 24 && fast <= 26, `${fast} of 240 frames`);
  });

  it("is done as often as before once they come slower again", () => {
    drawings(133);
    const slow = drawings(20);
    assert.ok(slow >= 77 && slow <= 80, `${slow} of 240 frames`);
  });

  it("is not done where none come", () => {
    drawings(0);
    assert.equal(drawings(0), 0);
  });
});
