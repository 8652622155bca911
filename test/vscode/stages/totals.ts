/**
 * Mocha's spec reporter that also leaves its totals in the file named by SONDE_TOTALS_FILE, so that runs in several
 * processes can be added up and what failed in any of them is told once more at the end. A run that dies writes
 * nothing, which counts as a failure.
 */
import { readFileSync, writeFileSync } from "node:fs";
import Mocha from "mocha";

/** How many tests passed, and which failed; a failed hook counts as a failed test. */
export interface Totals {
  readonly passed: number;
  /** A name and what was said, for each that failed. */
  readonly failures: readonly string[];
}

/** Names the file; set by whoever starts the run. */
export const totalsVariable = "SONDE_TOTALS_FILE";
/** Selects tests by their name where no command line reaches: in the extension host. */
export const grepVariable = "SONDE_TEST_GREP";

export default class TotalsReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const file = process.env[totalsVariable];
      const totals: Totals = {
        passed: this.stats.passes,
        failures: this.failures.map((test) => `${test.fullTitle()}\n${test.err?.stack ?? test.err?.message}`),
      };
      if (file !== undefined) writeFileSync(file, JSON.stringify(totals));
    });
  }
}

/** Begins each line of a report that comes out of the extension host, amid all that VS Code logs. */
export const reportMark = "| ";

/** What a run left in its file; undefined if it didn't come to its end. */
export function readTotals(file: string): Totals | undefined {
  try {
    const totals: Totals = JSON.parse(readFileSync(file, "utf8"));
    return totals;
  } catch {
    return undefined;
  }
}
