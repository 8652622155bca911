/** Runs the npm that runs us, and installs pinned packages into the cache: complete, or not at all. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "./lifetime.ts";
import { cacheFolder } from "./repository.ts";
import { type Pinned, specifier } from "./versions.ts";

const minute = 60_000;

/** Where and how npm runs. `node` is the Node that runs it: packages with native parts are built for that one. */
export interface NpmOptions {
  readonly folder: string;
  readonly node?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs npm; false if it failed. Its own messages go to the terminal. */
export async function npm(args: readonly string[], options: NpmOptions): Promise<boolean> {
  const script = process.env["npm_execpath"];
  const spawned = {
    cwd: options.folder,
    env: { ...process.env, ...options.environment },
    limit: 15 * minute,
  };
  const code = script
    ? await runProgram(options.node ?? process.execPath, [script, ...args], spawned)
    : await runProgram("npm", args, { ...spawned, shell: process.platform === "win32" });
  return code === 0;
}

/**
 * The folder in the cache that holds these packages; installs them if they aren't there yet. `finish` does what is
 * left to do after npm; only then the marker file is written, so that an interrupted install is done again.
 */
export async function cached(
  packages: readonly Pinned[],
  finish: (folder: string) => Promise<void> = async () => {},
): Promise<string> {
  const key = packages.map((it) => specifier(it).replaceAll(/[^a-z0-9.-]+/gi, "-")).join("_");
  const folder = join(cacheFolder, key);
  const marker = join(folder, "complete");
  if (existsSync(marker)) return folder;
  console.log(`Installing ${packages.map(specifier).join(" and ")} into .vscode-test; this is done once.`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Without a package.json of its own npm would install into the next folder upwards that has one.
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const args = ["install", "--ignore-scripts", "--no-package-lock", "--loglevel=error"];
  if (!(await npm([...args, ...packages.map(specifier)], { folder }))) {
    throw new Error(`npm could not install ${packages.map(specifier).join(" and ")}; its message is above.`);
  }
  await finish(folder);
  writeFileSync(marker, "");
  return folder;
}
