/** Starts one VS Code server on 127.0.0.1 with an empty data folder, and ends it. It has no window of its own. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram, startProgram, temporaryFolder } from "../machine/lifetime.ts";
import { installedServer } from "../machine/vscodeServer.ts";

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
  /** Adds to or replaces the environment of the server and its extension hosts; undefined removes. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface Server {
  readonly port: number;
  /** User data: settings, storage, logs. */
  readonly dataFolder: string;
  /** All that it printed so far. */
  output(): string;
  /** Replaces the user's settings; VS Code sees the file change. */
  writeSettings(settings: Settings): void;
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

const startLimit = 60_000;

/** Starts a server; resolves when it listens. Nothing of it is left after `stop`. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { node, main } = await installedServer();
  const folder = temporaryFolder("vscode");
  const settingsFile = join(folder.path, "data", "User", "settings.json");
  const writeSettings = (settings: Settings) =>
    writeFileSync(settingsFile, JSON.stringify({ ...quiet, ...settings }, null, 2));
  mkdirSync(join(folder.path, "data", "User"), { recursive: true });
  writeSettings(options.settings ?? {});

  const data = ["--accept-server-license-terms", "--server-data-dir", folder.path];
  const env = environment(options.environment);
  if (options.vsix !== undefined) {
    const args = [main, ...data, "--install-extension", options.vsix];
    const code = await runProgram(node, args, { env, limit: startLimit });
    if (code !== 0) throw new Error(`VS Code refused to install ${options.vsix}.`);
  }

  const flags = ["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--disable-telemetry"];
  flags.push("--disable-workspace-trust", ...(options.development ? ["--enable-smoke-test-driver"] : []));
  const program = startProgram(node, [main, ...data, ...flags], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const stop = async () => {
    await program.stop();
    folder.remove();
  };
  try {
    const port = await new Promise<number>((resolve, reject) => {
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
      setTimeout(() => reject(new Error(`The VS Code server didn't start:\n${output}`)), startLimit).unref();
    });
    return { port, dataFolder: join(folder.path, "data"), output: () => output, writeSettings, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
