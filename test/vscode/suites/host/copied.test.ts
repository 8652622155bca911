/** What a command copies is read, and the clipboard gets back what it held. */
import { deepEqual, equal, rejects } from "node:assert/strict";
import * as vscode from "vscode";
import { copiedBy } from "../../../../src/host/platform/copied.ts";

describe("what a command copies", () => {
  const { clipboard } = vscode.env;
  let act: () => Promise<void>;
  let command: vscode.Disposable;
  let held = "";

  beforeEach(async () => {
    held = await clipboard.readText();
    command = vscode.commands.registerCommand("test.copies", () => act());
    await clipboard.writeText("mine");
  });
  afterEach(async () => {
    command.dispose();
    await clipboard.writeText(held);
  });

  it("is given, and leaves the clipboard as it was", async () => {
    act = async () => clipboard.writeText("copied");
    deepEqual([await copiedBy("test.copies"), await clipboard.readText()], ["copied", "mine"]);
  });

  it("is nothing where it copies nothing", async () => {
    act = async () => {};
    deepEqual([await copiedBy("test.copies"), await clipboard.readText()], ["", "mine"]);
  });

  it("leaves the clipboard as it was also where it fails", async () => {
    act = () => Promise.reject(new Error("no terminal"));
    await rejects(copiedBy("test.copies"), /no terminal/);
    equal(await clipboard.readText(), "mine");
  });
});
