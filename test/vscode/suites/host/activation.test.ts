/** Sonde inside the extension host: it is there, it sleeps until it is needed, and waking it loads next to nothing. */
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import { reportMark } from "../../stages/totals.ts";

/** An extension that was loaded from this checkout. */
function extension(id: string): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(id);
  ok(found, `${id} isn't loaded`);
  return found;
}
const sonde = (): vscode.Extension<unknown> => extension("sonde.sonde");

/** The bundles of Sonde that this process has loaded. */
function loadedBundles(): readonly string[] {
  const own = join(realpathSync(sonde().extensionPath), "dist");
  const loaded = Object.keys(createRequire(__filename).cache);
  return loaded.filter((path) => dirname(path) === own).map((path) => basename(path));
}

/** Milliseconds that it takes to load an extension and run its `activate`. */
async function timeToWake(one: vscode.Extension<unknown>): Promise<number> {
  const open = vscode.workspace.textDocuments.map(({ uri, languageId }) => `${languageId} ${uri.toString()}`);
  const why = `${one.id} was active before anybody asked for it; open: ${open.join(", ")}`;
  strictEqual(one.isActive, false, why);
  const from = performance.now();
  await one.activate();
  return performance.now() - from;
}

describe("activation", () => {
  it("is loaded from this checkout under its own name", () => {
    strictEqual(sonde().packageJSON.displayName, "Sonde");
    deepStrictEqual(loadedBundles(), []);
  });

  it("wakes when it is needed and not before, and loads neither the client nor a feature", async () => {
    const empty = await timeToWake(extension("sonde.sonde-empty"));
    const own = await timeToWake(sonde());
    const times = `Sonde ${own.toFixed(1)} ms, an empty extension ${empty.toFixed(1)} ms`;
    console.log(`${reportMark}    to wake: ${times}`);
    deepStrictEqual(loadedBundles(), ["extension.js"]);
  });

  it("registers every command that its manifest names", async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const named: { command: string }[] = sonde().packageJSON.contributes.commands;
    const missing = named.map(({ command }) => command).filter((command) => !registered.has(command));
    strictEqual(missing.join(), "");
  });
});
