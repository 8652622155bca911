/**
 * Takes pictures of the page in every theme and in awkward sizes, to be looked at by a person:
 * `node esbuild.mjs --tests && node out/test/browser/screenshots.js <folder>`.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { closeBrowser } from "./chatPage.ts";
import { scenes, showScene } from "./scenes.ts";

async function main(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [name, scene] of Object.entries(scenes)) {
    const chat = await showScene(scene);
    await chat.page.screenshot({ path: join(folder, `${name}.png`) });
    await chat.close();
  }
  await closeBrowser();
}

void main(process.argv[2] ?? "out/screenshots");
