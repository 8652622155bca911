/**
 * A running VS Code as a page object: a server, a Chromium and the page that shows the workbench. What a person
 * does, suites do through it: commands by F1, files by name, themes by settings. Sonde's own view is chat.ts.
 */
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { format } from "node:util";
import { type Browser, type BrowserContext, type Locator, type Page, chromium } from "playwright-core";
import { findChromium } from "../machine/chromium.ts";
import { root, screenshotFolder } from "../machine/repository.ts";
import { Chat } from "./chat.ts";
import { leanExtensions, leanSettings } from "./lean.ts";
import { type PagePayload, pageAddress } from "./pageAddress.ts";
import { copySample } from "./sample.ts";
import { type Server, type ServerOptions, type Settings, startServer } from "./server.ts";

/** The kinds of theme that a webview is told apart by, and VS Code's own theme of each kind. */
export const themes = {
  dark: { id: "Dark Modern", mark: "vs-dark" },
  light: { id: "Light Modern", mark: "vs" },
  highContrast: { id: "Default High Contrast", mark: "hc-black" },
  highContrastLight: { id: "Default High Contrast Light", mark: "hc-light" },
} as const;
export type Theme = keyof typeof themes;
export const themeNames: readonly Theme[] = ["dark", "light", "highContrast", "highContrastLight"];

export interface WorkbenchOptions {
  /**
   * The folder, or the `.code-workspace` file, to open; otherwise a fresh copy of the sample workspace, removed at the
   * end.
   */
  readonly folder?: string;
  /** A packaged extension to install and show; otherwise this checkout is loaded from its source. */
  readonly vsix?: string;
  readonly settings?: Settings;
  readonly theme?: Theme;
  /** Whether there is a language server for TypeScript, which a start with an open file pays for. */
  readonly typescript?: boolean;
  /** Whether the folder is one that nobody has trusted. */
  readonly restricted?: boolean;
  /** Adds to or replaces the environment of the extension host; undefined removes. */
  readonly environment?: ServerOptions["environment"];
  /** The language that VS Code says it speaks; its own words stay English, because its language packs aren't here. */
  readonly language?: "zh-cn";
  /** Where the page is; the extension runs by the clock of this machine. */
  readonly timeZone?: string;
  /** A file of the folder to show at once. */
  readonly openFile?: string;
  /** Size of the window in pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  /** A module for the extension host to run; see `suiteEnd`. */
  readonly testsPath?: string;
  /** Gets each line that the workbench and the extension host log. */
  readonly onLog?: (line: string) => void;
}

/** How long the page objects wait for something to appear, in milliseconds. */
const patience = 30_000;

/** Lets a workbench say that it speaks a language: extensions get it from there. */
async function speak(context: BrowserContext, language: string): Promise<void> {
  await context.route("**/nls.messages.js", async (route) => {
    const response = await route.fetch();
    const body = `${await response.text()}\nglobalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)};`;
    await route.fulfill({ response, body });
  });
}

/** One VS Code. Whoever opens it closes it, also when a test failed. */
export class Workbench {
  /** Addresses outside this machine that the page asked for. All of them were refused. */
  readonly outsideRequests: string[] = [];
  /** Errors that the page printed or threw. */
  readonly pageErrors: string[] = [];
  /** Settles with the exit code when the suite named by `testsPath` has ended. */
  readonly suiteEnd: Promise<number>;
  /** Sonde's chat view. */
  readonly chat: Chat;
  #suiteEnded: (code: number) => void = () => {};

  private constructor(
    readonly page: Page,
    /** The open folder's path. */
    readonly folder: string,
    private readonly server: Server,
    private readonly closing: () => Promise<void>,
  ) {
    this.suiteEnd = new Promise((end) => (this.#suiteEnded = end));
    this.chat = new Chat(this);
  }

  /** Starts a server, opens the page and waits until the workbench is there. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const undo: (() => unknown)[] = [];
    const close = async () => {
      for (const step of undo.splice(0).toReversed()) await step();
    };
    try {
      const sample = options.folder === undefined ? copySample() : undefined;
      if (sample) undo.push(() => sample.remove());
      const folder = sample?.path ?? resolve(options.folder ?? ".");
      const settings: Settings = {
        ...leanSettings,
        "workbench.colorTheme": themes[options.theme ?? "dark"].id,
        ...options.settings,
      };
      const development = options.vsix === undefined;
      const server = await startServer({
        settings,
        development,
        // The packaged extension is tried among all of them.
        ...(development ? { builtIn: leanExtensions(options.typescript) } : {}),
        ...(options.restricted ? { restricted: true } : {}),
        ...(options.vsix === undefined ? {} : { vsix: options.vsix }),
        ...(options.environment ? { environment: options.environment } : {}),
      });
      undo.push(() => server.stop());
      const browser = await launch();
      undo.push(() => browser.close());
      const context = await browser.newContext({
        viewport: options.size ?? { width: 1400, height: 900 },
        locale: options.language ?? "en-US",
        ...(options.timeZone === undefined ? {} : { timezoneId: options.timeZone }),
      });
      if (options.language !== undefined) await speak(context, options.language);
      context.setDefaultTimeout(patience);
      const page = await context.newPage();
      const workbench = new Workbench(page, folder, server, close);
      await workbench.#prepare(options.onLog ?? (() => {}));
      const payload: PagePayload = {
        ...(development ? { extensions: server.developed } : {}),
        ...(options.testsPath === undefined ? {} : { testsPath: options.testsPath }),
        ...(options.openFile === undefined ? {} : { openFile: join(folder, options.openFile) }),
      };
      await page.goto(pageAddress(server.port, folder, payload));
      await workbench.#ready(options.openFile);
      return workbench;
    } catch (error) {
      await close();
      throw error;
    }
  }

  /** What has to be in place before the page loads. */
  async #prepare(onLog: (line: string) => void): Promise<void> {
    const { page } = this;
    page.on("pageerror", (error) => this.pageErrors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.pageErrors.push(message.text());
    });
    await page.route(isOutside, (route) => {
      this.outsideRequests.push(route.request().url());
      return route.abort();
    });
    await page.exposeFunction("codeAutomationLog", (_type: string, args: unknown[]) =>
      onLog(format(...args)),
    );
    await page.exposeFunction("codeAutomationExit", (code: number) => this.#suiteEnded(code));
  }

  /**
   * Waits until the manifest of Sonde is read, which puts its tab into the activity bar, and a file that opens by
   * itself has the caret: before that commands are missing, and a list that opens is closed by the focus moving on.
   */
  async #ready(openFile?: string): Promise<void> {
    await this.page.getByRole("tab", { name: "Sonde", exact: true }).waitFor();
    if (openFile !== undefined) await this.page.locator(".editor-instance .monaco-editor.focused").waitFor();
  }

  /** The folder of user data: settings, storage, logs. */
  get dataFolder(): string {
    return this.server.dataFolder;
  }

  /** The list that opens over the workbench for commands, files and questions. */
  get quickInput(): Locator {
    return this.page.locator(".quick-input-widget:visible");
  }

  /** The rows that the quick input offers, by their text. */
  quickChoice(text: string | RegExp): Locator {
    return this.quickInput.locator(".monaco-list-row").filter({ hasText: text });
  }

  /** Runs a command as a person does: F1, its full title, Enter. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.quickInput.locator("input").fill(`>${title}`);
    const command = this.quickInput.getByRole("option", { name: title }).first();
    await command.click();
  }

  /** Types into the open quick input and accepts it: the answer to an input box, or the choice named by it. */
  async answer(text: string, { choose = false } = {}): Promise<void> {
    await this.quickInput.locator("input").fill(text);
    if (choose) await this.quickChoice(text).first().click();
    else await this.page.keyboard.press("Enter");
  }

  /** Opens a file of the folder by its name and puts the caret into it. */
  async openFile(path: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.quickInput.locator("input").fill(path);
    const name = path.split("/").at(-1) ?? path;
    await this.quickInput.getByRole("option", { name }).first().click();
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).first().waitFor();
  }

  /** Changes user settings; not in a window of the packaged extension, which has them from the start only. */
  async changeSettings(changes: Settings): Promise<void> {
    await this.server.changeSettings(changes);
  }

  /** Changes the colours and waits until the workbench shows them. */
  async setTheme(theme: Theme): Promise<void> {
    await this.changeSettings({ "workbench.colorTheme": themes[theme].id });
    await this.page.locator(`.monaco-workbench.${themes[theme].mark}`).waitFor();
  }

  /** Ends the newest extension host as a crash does. The page does not notice; `reload` brings another one. */
  killExtensionHost(): void {
    const pid = [...this.server.output().matchAll(/<(\d+)> Launched Extension Host Process/g)].at(-1)?.[1];
    if (pid === undefined) throw new Error("The server has told of no extension host.");
    process.kill(Number(pid), "SIGKILL");
  }

  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height });
  }

  /** Loads the page again, as after "Developer: Reload Window". */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#ready();
  }

  /** Saves a picture: a bare name goes to out/screenshots, a path is one from the checkout. */
  async screenshot(name: string): Promise<string> {
    const path = name.includes("/") ? resolve(root, name) : join(screenshotFolder, `${name}.png`);
    mkdirSync(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
    return path;
  }

  /** Ends the browser and the server and removes what was temporary. */
  async close(): Promise<void> {
    await this.closing();
  }
}

/** Webviews live under vscode-cdn.net too, which VS Code's service worker answers without the network. */
function isOutside({ hostname, protocol }: URL): boolean {
  return protocol.startsWith("http") && !/^(127\.0\.0\.1|localhost|.*\.vscode-cdn\.net)$/.test(hostname);
}

async function launch(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: await findChromium(),
    args: [
      ...(asRoot ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
    handleSIGINT: false,
    handleSIGTERM: false,
  });
}
