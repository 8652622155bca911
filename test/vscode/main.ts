/** Reads the command line that run.mjs was given and starts what it asks for. */
import { parseArgs } from "node:util";
import { smoke } from "./commands/smoke.ts";
import { start } from "./commands/start.ts";
import { test } from "./commands/test.ts";

const usage = `node test/vscode/run.mjs start [--smoke] [--screenshot=FILE]
node test/vscode/run.mjs test [--only=unit|browser|vsix|host|ui|vscode] [--host=server|desktop] [--grep=TEXT]`;

/** Resolves to the exit code. */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      smoke: { type: "boolean", default: false },
      screenshot: { type: "string", default: "out/screenshots/smoke.png" },
      only: { type: "string" },
      host: { type: "string", default: "server" },
      grep: { type: "string" },
    },
  });
  switch (positionals.join(" ")) {
    case "start":
      return values.smoke ? smoke(values.screenshot) : start();
    case "test":
      return test(values);
    default:
      console.error(usage);
      return 2;
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    process.exit(1);
  },
);
