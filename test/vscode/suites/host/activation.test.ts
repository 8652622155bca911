/** Sonde inside the extension host: it is there, it sleeps until it is asked, and a command wakes it. */
import { ok, strictEqual } from "node:assert/strict";
import * as vscode from "vscode";

/** The extension under test. */
function sonde(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension("sonde.sonde");
  ok(extension, "sonde.sonde isn't loaded");
  return extension;
}

describe("activation", () => {
  it("is loaded from this checkout under its own name", () => {
    strictEqual(sonde().packageJSON.displayName, "Sonde");
  });

  it("wakes by a command and not before", async () => {
    const open = vscode.workspace.textDocuments.map(
      ({ uri, languageId }) => `${languageId} ${uri.toString()}`,
    );
    strictEqual(
      sonde().isActive,
      false,
      `it was active before anybody asked for it; open: ${open.join(", ")}`,
    );
    await vscode.commands.executeCommand("sonde.newChat");
    strictEqual(sonde().isActive, true);
  });

  it("registers every command that its manifest names", async () => {
    await sonde().activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const named: { command: string }[] = sonde().packageJSON.contributes.commands;
    const missing = named.map(({ command }) => command).filter((command) => !registered.has(command));
    strictEqual(missing.join(), "");
  });
});
