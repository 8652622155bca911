/** Where things are in this repository. Found from the compiled file, because every test is a bundle of its own. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

function findRoot(from: string): string {
  if (existsSync(join(from, "esbuild.mjs"))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error(`${__dirname} is in no checkout of Sonde: no esbuild.mjs above it.`);
  return findRoot(parent);
}

/** The checkout: the folder of package.json. */
export const root = findRoot(__dirname);
/** What was downloaded for the tests; git ignores it, deleting it only costs time. */
export const cacheFolder = join(root, ".vscode-test");
/** The compiled tests. */
export const compiledFolder = join(root, "out", "test");
/** The little extension that stands beside Sonde where it is loaded from source. */
export const companionFolder = join(root, "test", "vscode", "companion");

/** An extension that does nothing, to measure Sonde by. */
export const emptyFolder = join(root, "test", "vscode", "empty");
/** Where suites save what the screen looked like. */
export const screenshotFolder = join(root, "out", "screenshots");
/** The sample workspace's source, see driver/sample.ts. */
export const sampleFolder = join(root, "test", "vscode", "sample");
