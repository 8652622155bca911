/**
 * Those who draw: our page as it ships, with its composer and all, told of words as the host tells it; and the packages
 * that others draw answers with, in a page of their own, with the scroll kept at the end as ours does.
 */
import { join } from "node:path";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { openBrowser, openChatPage } from "../../browser/chatPage.ts";
import { answering, asked, snapshot, start } from "../../browser/script.ts";
import { heldConversation } from "../../../src/core/history/away.ts";
import type { Conversation } from "../../../src/core/conversation.ts";

export const peerNames = ["streamdown", "react-markdown"] as const;
/** Colours code as ours does, which react-markdown alone does not. */
export const colouringPeer = "react-markdown with rehype-highlight";
type Peer = (typeof peerNames)[number] | typeof colouringPeer;
export type ContenderName = "sonde" | Peer;

/** What the page of a contender can do; it lives in the page. */
export interface Contender {
  append(text: string): void;
  end(): void;
}

declare global {
  /** Only in the page. */
  var contender: Contender;
}

/** Switches of the browser: frames come back to back, so that what is measured is work and not waiting. */
const switches = ["--disable-frame-rate-limit", "--js-flags=--expose-gc"];

const element: Readonly<Record<Peer, string>> = {
  streamdown: `import { Streamdown as Draw } from "streamdown"; const options = {};`,
  "react-markdown": `import Draw from "react-markdown"; const options = {};`,
  [colouringPeer]: `
    import Draw from "react-markdown";
    import colour from "rehype-highlight";
    const options = { rehypePlugins: [colour] };`,
};

/** Opens pages. `peers` is the folder with the peers' packages. */
export async function createContenders(peers: string): Promise<{
  readonly open: (name: ContenderName) => Promise<Page>;
}> {
  await openBrowser(switches);
  const scripts = new Map<string, string>();
  for (const name of [...peerNames, colouringPeer] as const) scripts.set(name, await bundled(name, peers));
  return {
    open: (name) => (name === "sonde" ? openSonde() : openPeer(scripts.get(name) ?? "")),
  };
}

async function bundled(name: Peer, peers: string): Promise<string> {
  const contents = `
    import { createElement } from "react";
    import { createRoot } from "react-dom/client";
    import { flushSync } from "react-dom";
    ${element[name]}
    const box = document.getElementById("box");
    const root = createRoot(box.firstElementChild);
    let text = "";
    globalThis.contender = {
      append(piece) {
        text += piece;
        flushSync(() => root.render(createElement(Draw, options, text)));
        box.scrollTop = box.scrollHeight;
      },
      end() {},
    };`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: peers, loader: "js" },
    bundle: true,
    write: false,
    format: "iife",
    minify: true,
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".ttf": "empty", ".woff": "empty", ".woff2": "empty", ".css": "empty" },
    outdir: join(peers, "out"),
    nodePaths: [join(peers, "node_modules")],
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

async function openPeer(script: string): Promise<Page> {
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 400, height: 800 } });
  await page.setContent(
    `<!DOCTYPE html><html lang=en><title>Peer</title><body style="margin:0"><div id=box style="height:100vh;overflow:auto"><div></div></div>`,
  );
  await page.addScriptTag({ content: script });
  return page;
}

/** A page with a text box above text that grows, and nothing else: what a key costs at least while a page streams. */
export async function openBareBox(): Promise<Page> {
  const page = await (await openBrowser()).newPage({ viewport: { width: 400, height: 800 } });
  await page.setContent(
    `<!DOCTYPE html><html lang=en><title>Box</title><textarea></textarea><pre style="height:600px;overflow:auto;white-space:pre-wrap">`,
  );
  await page.evaluate(() => {
    const box = document.querySelector("pre");
    globalThis.contender = {
      append(text) {
        box?.append(text);
        box?.scrollTo(0, box.scrollHeight);
      },
      end() {},
    };
  });
  return page;
}

/** Our page with a question that is being answered. */
async function openSonde(): Promise<Page> {
  const { page } = await openChatPage();
  await page.evaluate(
    ([first, begin, at]) => {
      let sequence = 1;
      const send = (data: object): void => void dispatchEvent(new MessageEvent("message", { data }));
      const happen = (event: object): void =>
        send({ type: "events", sequence: ++sequence, events: [event], failures: [] });
      send(first);
      happen(begin);
      globalThis.contender = {
        append: (text) => happen({ type: "text", turn: "answer", text, at }),
        end: () => happen({ type: "ended", turn: "answer", ending: { reason: "stop" }, at }),
      };
    },
    [snapshot([asked("Go on")]), answering(), start] as const,
  );
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  return page;
}

/** Our page before its first snapshot, which waits in the page as `firstMessage`. */
export async function openConversation(conversation: Conversation): Promise<Page> {
  const { page } = await openChatPage();
  const message = snapshot([], { conversation: heldConversation(conversation) });
  await page.evaluate((data) => void Object.assign(globalThis, { firstMessage: data }), message);
  return page;
}
