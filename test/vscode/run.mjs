// The front door of `npm start` and `npm test`. It uses nothing but Node's own modules, because on a fresh
// clone nothing is installed: it has the packages installed, builds, and hands over to the compiled main.ts.
//
//   node test/vscode/run.mjs start [--smoke] [--screenshot=FILE]
//   node test/vscode/run.mjs test  [--only=STAGE] [--host=desktop] [--grep=TEXT]
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
process.chdir(root);

await import(pathToFileURL(join(root, "packages.mjs")).href);
const { status } = spawnSync(process.execPath, ["esbuild.mjs", "--tests"], { stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);

process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(root, "out", "test", "vscode", "main.js")).href);
