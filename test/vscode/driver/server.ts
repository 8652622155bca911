/** Starts one VS Code server on 127.0.0.1 with an empty data folder, and ends it. It has no window of its own. */
import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { runProgram, startProgram, temporaryFolder } from "../machine/lifetime.ts";
import { companionFolder, emptyFolder, root } from "../machine/repository.ts";
import { installedServer } from "../machine/vscodeServer.ts";
import { type Front, openFront } from "./front.ts";

/** Values of VS Code's settings by their names. */
export type Settings = Readonly<Record<string, unknown>>;

export interface ServerOptions {
  /** User settings, on top of the quiet ones. */
  readonly settings?: Settings;
  /** A packaged extension to install before the start. */
  readonly vsix?: string;
  /**
   * Whether the page may load an extension from its source. It hides toasts and makes modal dialogs throw, so a
   * packaged extension is shown without it.
   */
  readonly development: boolean;
  /** The only ones of VS Code's own extensions to have, by the names of their folders; otherwise all. */
  readonly builtIn?: readonly string[];
  /** Whether folders have to be trusted first; nobody is asked, so the window is a restricted one. */
  readonly restricted?: boolean;
  /** Adds to or replaces the environment of the server and its extension hosts; undefined removes. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface Server {
  /** Where the page is to be found: the front's port, not the server's own. */
  readonly port: number;
  /** User data: settings, storage, logs. */
  readonly dataFolder: string;
  /**
   * A folder with Sonde, the companion and an empty extension, as links: a page can name only one folder. (If that were
   * this checkout, VS Code would take the themes below it, which are its own in the cache, for the ones under
   * development.)
   */
  readonly developed: string;
  /** All that it printed so far. */
  output(): string;
  /** Changes user settings in the running window, which has the companion extension in it. */
  changeSettings(changes: Settings): Promise<void>;
  stop(): Promise<void>;
}

/** No telemetry, no updates, nothing that pops up, nothing that saves by itself. */
const quiet: Settings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": "off",
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.openRepositoryInParentFolders": "never",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "window.commandCenter": false,
  "window.autoDetectColorScheme": false,
  "window.autoDetectHighContrast": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** Workspace trust as VS Code has it, without its question at the start. */
const restrictedWindow: Settings = {
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
};

/**
 * The machine's environment without what would make a run depend on the developer: keys,
 * npm's and VS Code's own. The server asks no gallery of extensions.
 */
function environment(changes: ServerOptions["environment"]): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/_API_KEY$|^npm_|^VSCODE_|^ELECTRON_|^NODE_OPTIONS$/i.test(name),
  );
  return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: "{}", ...changes };
}

/** How long a start and a change of settings may take, in milliseconds. */
const startLimit = 60_000;
const wishLimit = 30_000;

/** Starts a server; resolves when it listens. Nothing of it is left after `stop`. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { node, main } = await installedServer();
  const folder = temporaryFolder("vscode");
  const userFolder = join(folder.path, "data", "User");
  mkdirSync(userFolder, { recursive: true });
  writeFileSync(
    join(userFolder, "settings.json"),
    JSON.stringify(
      { ...quiet, ...(options.restricted ? restrictedWindow : {}), ...options.settings },
      null,
      2,
    ),
  );
  const inbox = join(folder.path, "inbox");
  mkdirSync(inbox);
  const developed = join(folder.path, "developed");
  mkdirSync(developed);
  symlinkSync(root, join(developed, "sonde"), "junction");
  symlinkSync(companionFolder, join(developed, "companion"), "junction");
  symlinkSync(emptyFolder, join(developed, "empty"), "junction");

  const builtIn = join(folder.path, "built-in");
  if (options.builtIn) {
    mkdirSync(builtIn);
    const all = join(dirname(main), "..", "extensions");
    // The modules that they share stand beside them.
    for (const name of [...options.builtIn, "node_modules"])
      symlinkSync(join(all, name), join(builtIn, name), "junction");
  }

  const data = ["--accept-server-license-terms", "--server-data-dir", folder.path];
  const env = environment({ SONDE_INBOX: inbox, ...options.environment });
  if (options.vsix !== undefined) {
    const args = [main, ...data, "--install-extension", options.vsix];
    const code = await runProgram(node, args, { env, limit: startLimit });
    if (code !== 0) throw new Error(`VS Code refused to install ${options.vsix}.`);
  }

  const flags = ["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--disable-telemetry"];
  if (!options.restricted) flags.push("--disable-workspace-trust");
  if (options.development) flags.push("--enable-smoke-test-driver");
  if (options.builtIn) flags.push("--builtin-extensions-dir", builtIn);
  const program = startProgram(node, [main, ...data, ...flags], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let front: Front | undefined;
  const stop = async () => {
    await front?.close();
    await program.stop();
    folder.remove();
  };
  try {
    const ownPort = await new Promise<number>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        output += chunk.toString();
        const listening = /agent listening on (\d+)/.exec(output);
        if (listening) resolve(Number(listening[1]));
      };
      program.process.stdout?.on("data", read);
      program.process.stderr?.on("data", read);
      program.ended.then(
        (code) => reject(new Error(`The VS Code server ended with ${code}:\n${output}`)),
        reject,
      );
      const late = new Error("The VS Code server didn't start in time.");
      void setTimeout(startLimit, undefined, { ref: false }).then(() => reject(late));
    });
    front = await openFront(ownPort);
    return {
      port: front.port,
      dataFolder: join(folder.path, "data"),
      developed,
      output: () => output,
      changeSettings: (changes) => ask(inbox, changes),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Puts a wish into the companion's inbox and waits until the companion has taken it out. */
async function ask(inbox: string, changes: Settings): Promise<void> {
  const draft = join(inbox, "draft");
  const wish = join(inbox, "settings.json");
  writeFileSync(draft, JSON.stringify(changes));
  renameSync(draft, wish);
  const until = Date.now() + wishLimit;
  while (existsSync(wish)) {
    if (Date.now() > until)
      throw new Error(`VS Code didn't change the settings ${Object.keys(changes).join(", ")}.`);
    await setTimeout(50);
  }
}
