/** A feature that stands behind its commands until one of them is called. */
import { equal, rejects } from "node:assert/strict";
import * as vscode from "vscode";
import { registerLazily } from "../../../../src/host/platform/lazyFeature.ts";

describe("a feature that is loaded by its command", () => {
  const command = "sonde.test.lazyFeature";

  it("is tried again by the next call where it could not be loaded", async () => {
    let loads = 0;
    const feature = registerLazily({
      commands: [command],
      async load() {
        loads += 1;
        if (loads === 1) throw new Error("The file is being replaced.");
        return () => vscode.commands.registerCommand(command, (name: string) => `done by ${name}`);
      },
    });
    await rejects(async () => vscode.commands.executeCommand(command, "it"), /being replaced/);
    equal(await vscode.commands.executeCommand(command, "it"), "done by it");
    equal(loads, 2);
    feature.dispose();
  });
});
