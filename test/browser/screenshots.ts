/**
 * Takes pictures of the page in every theme and in awkward sizes, to be looked at by a person:
 * `node esbuild.mjs --tests && node out/test/browser/screenshots.js <folder>`.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { closeBrowser, openChatPage } from "./chatPage.ts";
import { scenes } from "./scenes.ts";

async function main(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [name, { options, messages, draft, act }] of Object.entries(scenes)) {
    const chat = await openChatPage(options);
    await chat.send(...messages);
    if (draft !== undefined) await chat.page.getByRole("textbox").fill(draft);
    await chat.settled();
    await act?.(chat);
    await chat.settled();
    await chat.page.evaluate(() => document.fonts.ready.then(() => undefined));
    await chat.page.evaluate(
      () => new Promise((done) => requestIdleCallback(() => requestIdleCallback(done))),
    );
    await chat.page.screenshot({ path: join(folder, `${name}.png`) });
    await chat.close();
  }
  await closeBrowser();
}

void main(process.argv[2] ?? "out/screenshots");
