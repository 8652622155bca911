/** Runs the in-host suites in the VS Code server, with a Chromium that shows the workbench. */
import { join } from "node:path";
import { Workbench } from "../driver/workbench.ts";
import { temporaryFolder } from "../machine/lifetime.ts";
import { compiledFolder } from "../machine/repository.ts";
import { type Totals, grepVariable, readTotals, reportMark, totalsVariable } from "./totals.ts";

/** The module that VS Code runs. */
export const testsPath = join(compiledFolder, "vscode", "inHost", "run.js");

/** For all suites, in milliseconds. */
const limit = 10 * 60_000;

/** Undefined if the suites didn't come to their end. */
export async function runInServer(grep: string | undefined): Promise<Totals | undefined> {
  const folder = temporaryFolder("totals");
  const totals = join(folder.path, "totals.json");
  const log: string[] = [];
  const workbench = await Workbench.open({
    testsPath,
    typescript: true,
    onLog: (line) => {
      if (line.startsWith(reportMark)) console.log(line.slice(reportMark.length));
      else log.push(line);
    },
    environment: { [totalsVariable]: totals, [grepVariable]: grep },
  });
  const timer = new AbortController();
  try {
    await Promise.race([
      workbench.suiteEnd,
      new Promise((_, reject) => {
        const late = setTimeout(
          () => reject(new Error("The suites in the extension host didn't end.")),
          limit,
        );
        timer.signal.addEventListener("abort", () => clearTimeout(late));
      }),
    ]);
    return readTotals(totals);
  } catch (error) {
    console.error(log.slice(-50).join("\n"));
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  } finally {
    timer.abort();
    await workbench.close();
    folder.remove();
  }
}
