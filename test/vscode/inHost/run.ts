/**
 * Runs in the extension host of a real VS Code: collects the suites under suites/host and runs them with plain
 * Mocha. VS Code calls `run` and takes a rejection for a failure.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import TotalsReporter, { grepVariable, reportMark } from "../stages/totals.ts";

/** For one test, in milliseconds. */
const testLimit = 60_000;

export async function run(): Promise<void> {
  const grep = process.env[grepVariable];
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    for (const line of format(...args).split("\n")) console.log(reportMark + line);
  };
  const mocha = new Mocha({
    forbidOnly: true,
    forbidPending: true,
    reporter: TotalsReporter,
    timeout: testLimit,
    ...(grep === undefined ? {} : { grep }),
  });
  const suites = join(__dirname, "..", "suites", "host");
  for (const file of readdirSync(suites, { recursive: true, encoding: "utf8" }).toSorted()) {
    if (file.endsWith(".test.js")) mocha.addFile(join(suites, file));
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed in the extension host.`);
}
