/** Installs what a benchmark compares with, as a package.json beside it pins it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cached } from "../vscode/machine/npm.ts";
import { root } from "../vscode/machine/repository.ts";

/** The folder in the cache that holds the packages of `test/bench/<name>/package.json`. */
export function installPeers(name: string): Promise<string> {
  const path = join(root, "test", "bench", name, "package.json");
  const { dependencies } = JSON.parse(readFileSync(path, "utf8")) as {
    dependencies: Readonly<Record<string, string>>;
  };
  return cached(Object.entries(dependencies).map(([peer, version]) => ({ name: peer, version })));
}
