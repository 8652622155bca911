/** Sonde inside the extension host: it is there, it sleeps until it is needed, and waking it loads next to nothing. */
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
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

/**
 * Waits until other extensions have little to do any more, ten seconds at most: while a window starts, their work would be
 * measured.
 */
async function untilQuiet(): Promise<void> {
  for (const until = performance.now() + 10_000; performance.now() < until;) {
    const before = performance.eventLoopUtilization();
    await setTimeout(250);
    if (performance.eventLoopUtilization(before).utilization < 0.1) return;
  }
}

/** Milliseconds that it takes to load an extension and run its `activate`. */
async function timeToWake(one: vscode.Extension<unknown>): Promise<number> {
  await untilQuiet();
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

  it("has its quick fixes ready for a file, with no more than that loaded", async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    ok(folder);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, "README.md"));
    const range = new vscode.Range(0, 0, 0, 3);
    const problems = vscode.languages.createDiagnosticCollection("sonde-test");
    problems.set(document.uri, [
      new vscode.Diagnostic(range, "Unknown word", vscode.DiagnosticSeverity.Warning),
      new vscode.Diagnostic(range, "Too short", vscode.DiagnosticSeverity.Warning),
    ]);
    try {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        range,
      );
      deepStrictEqual(
        actions.map(({ title }) => title).filter((title) => title.includes("Sonde")),
        [
          "Fix all 2 with Sonde",
          "Fix with Sonde: Unknown word",
          "Fix with Sonde: Too short",
          "Explain with Sonde: Unknown word",
          "Explain with Sonde: Too short",
        ],
      );
      deepStrictEqual(loadedBundles(), ["extension.js"]);
    } finally {
      problems.dispose();
    }
  });

  it("registers every command that its manifest names", async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const named: { command: string }[] = sonde().packageJSON.contributes.commands;
    const missing = named.map(({ command }) => command).filter((command) => !registered.has(command));
    strictEqual(missing.join(), "");
  });
});
