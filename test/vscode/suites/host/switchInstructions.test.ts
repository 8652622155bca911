/** Which instructions the page hears of: those that go along, and those that are there and do not. */
import { deepEqual, equal } from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { emptyConversation } from "../../../../src/core/conversation.ts";
import { instructionStatus } from "../../../../src/host/features/chat/switchInstructions.ts";

describe("the instructions of a chat", () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const made = ["AGENTS.md", ".cursorrules"].map((name) => join(root, name));
  afterEach(() => made.forEach((path) => rmSync(path, { force: true })));

  it("are told with the files that are left out, and why", async () => {
    const status = (): ReturnType<typeof instructionStatus> => instructionStatus(emptyConversation("c", 0));
    equal(await status(), undefined);
    const [agents = "", cursor = ""] = made;
    writeFileSync(agents, "Use tabs. ".repeat(7_000));
    writeFileSync(cursor, "-----BEGIN PRIVATE KEY-----\n");
    deepEqual(await status(), {
      names: [
        "AGENTS.md: left out, because such files may hold 64,000 characters together",
        ".cursorrules: left out, because it holds what looks like a secret",
      ],
      on: 0,
    });
    writeFileSync(cursor, "Use tabs.");
    deepEqual((await status())?.names[0], ".cursorrules");
    equal((await status())?.on, 1);
  });
});
