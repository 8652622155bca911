/**
 * Opens the built chat page (dist/webview) in a real Chromium, as VS Code would: the host's content security policy,
 * a stand-in for the editor's door, a theme. Nothing else can be loaded, and every attempt is written down.
 */
import { existsSync, readFileSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from "playwright-core";
import { pagePolicy } from "../../src/protocol/pagePolicy.ts";
import { createEncoder } from "../../src/protocol/posting.ts";
import type { ToHost } from "../../src/protocol/toHost.ts";
import type { ToWebview } from "../../src/protocol/toWebview.ts";
import { findChromium } from "../vscode/machine/chromium.ts";
import { bodyClasses, themeSheet, type Theme } from "./themes.ts";

const origin = "http://sonde.test";
const nonce = "dGVzdA==";
/** How the page is opened. */
export interface PageOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** 2 is a zoom of 200%: half the room, twice the size. */
  readonly zoom?: number;
  /** What the editor kept of the page's state. */
  readonly state?: unknown;
  readonly reducedMotion?: boolean;
  /** Hears what the page posts, as it posts it. */
  readonly onPost?: (message: ToHost) => unknown;
}

declare global {
  interface Window {
    readonly postedToHost: ToHost[];
    readonly violations: string[];
    readonly hearPost?: (message: ToHost) => void;
  }
}

let browser: Promise<Browser> | undefined;

/** The one browser of a run; `closeBrowser` ends it. The first who asks may give it more switches. */
export function openBrowser(switches: readonly string[] = []): Promise<Browser> {
  browser ??= findChromium().then((executablePath) =>
    chromium.launch({
      executablePath,
      headless: true,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        ...switches,
      ],
    }),
  );
  return browser;
}

/** Ends the browser. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

/** An open chat page. */
export class ChatPage {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #encode = createEncoder();
  /** Addresses that the page tried to load besides its own files. */
  readonly strangeRequests: readonly string[];

  constructor(page: Page, context: BrowserContext, strangeRequests: readonly string[]) {
    this.page = page;
    this.#context = context;
    this.strangeRequests = strangeRequests;
  }

  /** Sends messages as the host does, in one go. */
  async send(...messages: readonly ToWebview[]): Promise<void> {
    await this.page.evaluate((list) => {
      for (const data of list) window.dispatchEvent(new MessageEvent("message", { data }));
    }, messages.map(this.#encode));
  }

  /** What the page has posted so far of a type, or of all but those that come whenever they like. */
  async posted(type?: ToHost["type"]): Promise<readonly ToHost[]> {
    const all = await this.page.evaluate(() => window.postedToHost);
    const unasked: readonly ToHost["type"][] = ["draft", "focused"];
    return all.filter((one) => (type === undefined ? !unasked.includes(one.type) : one.type === type));
  }

  /** The button of exactly this name, somewhere on the page or within a part of it. */
  button(name: string, within: Locator | Page = this.page): Locator {
    return within.getByRole("button", { name, exact: true });
  }

  /** The composer. */
  box(): Locator {
    return this.page.getByRole("textbox", { name: "Message" });
  }

  /** Waits for the page's next frames, so that all it was told is on the screen. */
  async settled(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise<void>((done) => {
          let frames = 0;
          const next = (): void => void (++frames > 3 ? done() : requestAnimationFrame(next));
          next();
        }),
    );
  }

  /** What the content security policy refused. */
  violations(): Promise<readonly string[]> {
    return this.page.evaluate(() => window.violations);
  }

  /** Loads the page anew; the editor's state stays. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.waitForFunction(() => window.postedToHost.some(({ type }) => type === "ready"));
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}

/** Opens the page and waits for its `ready`. */
export async function openChatPage(options: PageOptions = {}): Promise<ChatPage> {
  const { width = 400, height = 800, zoom = 1, reducedMotion = false, state } = options;
  if (!existsSync("dist/webview/chat.js"))
    throw new Error("dist/webview is missing: run `node esbuild.mjs` first.");
  const context = await (
    await openBrowser()
  ).newContext({
    viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
    deviceScaleFactor: zoom,
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
  });
  const page = await context.newPage();
  const strangeRequests: string[] = [];
  await serve(context, options.theme ?? "dark", strangeRequests);
  if (options.onPost) await page.exposeFunction("hearPost", options.onPost);
  await page.addInitScript(standIn, JSON.stringify(state ?? null));
  const chat = new ChatPage(page, context, strangeRequests);
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => window.postedToHost.some(({ type }) => type === "ready"));
  return chat;
}

/** Opens the page and shows what a message says. */
export async function showChat(message: ToWebview, options?: PageOptions): Promise<ChatPage> {
  const chat = await openChatPage(options);
  await chat.send(message);
  await chat.box().waitFor();
  return chat;
}

async function serve(context: BrowserContext, theme: Theme, strangeRequests: string[]): Promise<void> {
  const files: Readonly<
    Record<string, { readonly contentType: string; readonly body: () => string | Buffer }>
  > = {
    "/": { contentType: "text/html", body: () => shell(theme) },
    "/theme.css": { contentType: "text/css", body: () => themeSheet(theme) },
    "/chat.js": { contentType: "text/javascript", body: () => readFileSync("dist/webview/chat.js") },
    "/chat.css": { contentType: "text/css", body: () => readFileSync("dist/webview/chat.css") },
    "/codicon.ttf": { contentType: "font/ttf", body: () => readFileSync("dist/webview/codicon.ttf") },
  };
  await context.route(
    () => true,
    async (route) => {
      const url = new URL(route.request().url());
      const file = url.origin === origin ? files[url.pathname] : undefined;
      if (file) return route.fulfill({ contentType: file.contentType, body: file.body() });
      strangeRequests.push(url.href);
      return route.abort();
    },
  );
}

function shell(theme: Theme): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${pagePolicy(nonce, origin)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Sonde</title>
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/chat.css"></head>
<body class="${bodyClasses[theme]}"><div id="sonde-chat"></div>
<script nonce="${nonce}" src="/chat.js"></script></body></html>`;
}

/** Runs in the page before its own script: what VS Code would have put there. */
function standIn(firstState: string): void {
  const posted: ToHost[] = [];
  const violations: string[] = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    violations.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
  const key = "state of the page";
  Object.assign(window, {
    postedToHost: posted,
    violations,
    acquireVsCodeApi: () => ({
      postMessage(message: ToHost) {
        posted.push(structuredClone(message));
        window.hearPost?.(message);
      },
      getState: () => JSON.parse(sessionStorage.getItem(key) ?? firstState) as unknown,
      setState: (next: unknown) => sessionStorage.setItem(key, JSON.stringify(next)),
    }),
  });
}
