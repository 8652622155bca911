/**
 * `npm start`: shows Sonde on a fresh sample workspace with staged changes. The person's own `code` is used where
 * there is one, else the VS Code server and a browser. The chat is opened by the little extension in companion/,
 * because a page can't be told to run a command.
 */
import { join } from "node:path";
import { pageAddress } from "../driver/pageAddress.ts";
import { copySample, sampleFile } from "../driver/sample.ts";
import { startServer } from "../driver/server.ts";
import { onPath } from "../machine/chromium.ts";
import { runProgram } from "../machine/lifetime.ts";
import { companionFolder, root } from "../machine/repository.ts";

const windows = process.platform === "win32";
const aMinute = 60_000;

/** Whether a window can be opened here. */
function hasDisplay(): boolean {
  if (process.platform !== "linux") return true;
  return [process.env["DISPLAY"], process.env["WAYLAND_DISPLAY"]].some(
    (value) => value !== undefined && value !== "",
  );
}

/** The desktop's own `code`; the one in a terminal of a remote window can't load an extension from its source. */
function desktopCode(): string | undefined {
  const code = hasDisplay() ? onPath(windows ? ["code.cmd"] : ["code"]) : undefined;
  return code?.includes("remote-cli") ? undefined : code;
}

/** Runs until Ctrl+C; resolves only where nothing could be started. */
export async function start(): Promise<number> {
  const sample = copySample();
  const code = desktopCode();
  if (code !== undefined) {
    const developed = [root, companionFolder].map((path) => `--extensionDevelopmentPath=${path}`);
    const quoted = (text: string) => (windows ? `"${text}"` : text);
    const args = ["--new-window", ...developed, sample.path].map(quoted);
    const exit = await runProgram(quoted(code), args, {
      shell: windows,
      limit: aMinute,
      env: desktopEnvironment(),
    });
    if (exit !== 0) return 1;
    console.log(
      "VS Code shows Sonde. Close its window, then press Ctrl+C: the sample workspace is removed then.",
    );
  } else {
    const keys = Object.entries(process.env).filter(([name]) => name.endsWith("_API_KEY"));
    const server = await startServer({
      development: true,
      environment: { ...Object.fromEntries(keys), SONDE_INBOX: undefined },
    });
    const openFile = join(sample.path, sampleFile);
    const address = pageAddress(server.port, sample.path, { extensions: server.developed, openFile });
    const shown = hasDisplay() && (await openBrowser(address));
    console.log(
      `${shown ? "Your browser shows" : "Open this address in a browser to see"} Sonde in VS Code:`,
    );
    console.log(`\n${address}\n\nPress Ctrl+C to end it.`);
    console.log(
      "An API key that you enter lasts until then, also when the page is loaded again. One in an environment variable, " +
        "such as DEEPSEEK_API_KEY, is there each time.",
    );
  }
  return new Promise<number>(() => setInterval(() => {}, aMinute));
}

/** npm's variables would make a terminal in that window behave as if it ran beneath npm. */
function desktopEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("npm_")));
}

/** Asks the system to show an address; false if it can't. */
async function openBrowser(address: string): Promise<boolean> {
  const [program, ...args] = windows
    ? ["rundll32", "url.dll,FileProtocolHandler", address]
    : [process.platform === "darwin" ? "open" : "xdg-open", address];
  if (program === undefined) return false;
  return runProgram(program, args, { stdio: "ignore", limit: aMinute }).then(
    (code) => code === 0,
    () => false,
  );
}
