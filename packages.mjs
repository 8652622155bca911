// Installs the packages where they are missing or older than the lock file, so that a fresh clone needs no step before
// `npm start`, `npm test` and `npm run package`. It uses nothing but Node's own modules.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";

const root = import.meta.dirname;

/** When a file was changed, in milliseconds; 0 where there is none. */
function changedAt(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (changedAt("node_modules/.package-lock.json") < changedAt("package-lock.json")) {
  console.log("The packages are missing or older than package-lock.json: installing them with npm ci.");
  const npm = process.env.npm_execpath;
  const [program, args] = npm ? [process.execPath, [npm, "ci"]] : ["npm", ["ci"]];
  const shell = !npm && process.platform === "win32";
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: "inherit", shell });
  if (error) console.error(`npm could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}
