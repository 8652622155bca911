/** Runs plain Mocha in a Node process of its own: the unit tests, and the suites that drive a VS Code from outside. */
import { join } from "node:path";
import { runProgram, temporaryFolder } from "../machine/lifetime.ts";
import { compiledFolder, root } from "../machine/repository.ts";
import { type Totals, readTotals, totalsVariable } from "./totals.ts";

export interface MochaOptions {
  /** Globs of compiled tests; none: what package.json names. */
  readonly specs: readonly string[];
  /** For one test, in milliseconds. */
  readonly testLimit: number;
  /** For all, in milliseconds. */
  readonly limit: number;
  /** How many files run at a time, each in a process of its own. */
  readonly jobs: number;
  readonly grep?: string | undefined;
}

/** Undefined if Mocha didn't come to its end. */
export async function runMocha(options: MochaOptions): Promise<Totals | undefined> {
  const folder = temporaryFolder("totals");
  const totals = join(folder.path, "totals.json");
  const args = [
    "--enable-source-maps",
    join(root, "node_modules", "mocha", "bin", "mocha.js"),
    ...(options.specs.length > 0 ? ["--no-package", "--no-config", ...options.specs] : []),
    // A server that a failed suite left listening would keep Mocha alive after its last line.
    "--exit",
    "--forbid-only",
    "--forbid-pending",
    `--timeout=${options.testLimit}`,
    `--reporter=${join(compiledFolder, "vscode", "stages", "totals.js")}`,
    ...(options.jobs === 1 ? [] : ["--parallel", `--jobs=${options.jobs}`]),
    ...(options.grep === undefined ? [] : ["--grep", options.grep]),
  ];
  const env = { ...process.env, [totalsVariable]: totals };
  await runProgram(process.execPath, args, { cwd: root, env, limit: options.limit });
  const read = readTotals(totals);
  folder.remove();
  return read;
}
