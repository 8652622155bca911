/**
 * Runs the in-host suites in a desktop VS Code that @vscode/test-electron downloads. It needs the open internet,
 * and on Linux a display: `xvfb-run -a npm test -- --host=desktop`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { copySample } from "../driver/sample.ts";
import { temporaryFolder } from "../machine/lifetime.ts";
import { cacheFolder, emptyFolder, root } from "../machine/repository.ts";
import { testsPath } from "./serverHost.ts";
import { type Totals, grepVariable, readTotals, totalsVariable } from "./totals.ts";

/** SONDE_VSCODE_VERSION chooses another than the newest stable one, for instance the oldest that we support. */
const version = process.env["SONDE_VSCODE_VERSION"] ?? "stable";

async function download(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: join(cacheFolder, "desktop") });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new Error(`VS Code ${version} could not be downloaded, so nothing was tested in it: ${cause}`, {
      cause: error,
    });
  }
}

/** Undefined if the suites didn't come to their end. */
export async function runInDesktop(grep: string | undefined): Promise<Totals | undefined> {
  if (process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"]) {
    console.error("There is no display: run it as `xvfb-run -a npm test -- --host=desktop`.");
    return undefined;
  }
  const folder = temporaryFolder("desktop");
  const sample = copySample();
  const totals = join(folder.path, "totals.json");
  const userData = join(folder.path, "user-data");
  mkdirSync(join(userData, "User"), { recursive: true });
  writeFileSync(join(userData, "User", "settings.json"), '{ "telemetry.telemetryLevel": "off" }\n');
  try {
    const vscodeExecutablePath = await download();
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: [root, emptyFolder],
      extensionTestsPath: testsPath,
      extensionTestsEnv: { [totalsVariable]: totals, [grepVariable]: grep },
      launchArgs: [
        sample.path,
        "--disable-extensions",
        "--disable-workspace-trust",
        `--user-data-dir=${userData}`,
        `--extensions-dir=${join(folder.path, "extensions")}`,
      ],
    });
    return readTotals(totals);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return readTotals(totals);
  } finally {
    sample.remove();
    folder.remove();
  }
}
