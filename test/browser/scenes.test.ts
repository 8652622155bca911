/** axe-core finds nothing to say in any state that pictures are taken of. */
import assert from "node:assert/strict";
import { axeFinds } from "./axe.ts";
import { closeBrowser } from "./chatPage.ts";
import { scenes, showScene } from "./scenes.ts";

describe("a state that pictures are taken of", function () {
  this.timeout(60_000);
  after(closeBrowser);

  for (const [name, scene] of Object.entries(scenes)) {
    it(`gives axe nothing to say: ${name}`, async () => {
      const chat = await showScene(scene);
      assert.deepEqual(await axeFinds(chat), []);
      await chat.close();
    });
  }
});
