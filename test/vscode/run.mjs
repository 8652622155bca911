// The front door of `npm start` and `npm test`. It uses nothing but Node's own modules, because on a fresh
// clone nothing is installed: it installs the packages when they are missing or older than the lock file,
// builds, and hands over to the compiled main.ts.
//
//   node test/vscode/run.mjs start [--smoke] [--screenshot=FILE]
//   node test/vscode/run.mjs test  [--only=STAGE] [--host=desktop] [--grep=TEXT]
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
process.chdir(root);

/** When a file was changed, in milliseconds; 0 where there is none. */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function run(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, { stdio: "inherit", ...options });
  if (error) console.error(`${program} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

if (changedAt("node_modules/.package-lock.json") < changedAt("package-lock.json")) {
  console.log("The packages are missing or older than package-lock.json: installing them with npm ci.");
  const npm = process.env.npm_execpath;
  if (npm) run(process.execPath, [npm, "ci"]);
  else run("npm", ["ci"], { shell: process.platform === "win32" });
}
run(process.execPath, ["esbuild.mjs", "--tests"]);

process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(root, "out", "test", "vscode", "main.js")).href);
