/** Prompt files of the person's own: where they are found, and what a message stands for that names one. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { PromptFiles } from "../../../../src/host/features/chat/promptFiles.ts";

describe("prompt files", () => {
  let profile = "";
  let prompts: PromptFiles;
  const write = (name: string, text: string): void => writeFileSync(join(profile, "prompts", name), text);
  beforeEach(() => {
    profile = mkdtempSync(join(tmpdir(), "sonde-"));
    mkdirSync(join(profile, "prompts"));
    prompts = new PromptFiles(vscode.Uri.file(join(profile, "globalStorage", "sonde.sonde")));
  });
  afterEach(() => rmSync(profile, { recursive: true }));

  it("are found where they are links to files that are kept elsewhere", async () => {
    writeFileSync(join(profile, "kept.md"), "Look hard.");
    symlinkSync(join(profile, "kept.md"), join(profile, "prompts", "review.prompt.md"));
    const [prompt] = await prompts.list();
    assert.equal(prompt?.name, "review");
    assert.equal(prompts.textOf(prompt.id), "Look hard.");
  });

  it("stand for a message that names one, with what else it says", async () => {
    write("review.prompt.md", "---\ndescription: Look\n---\nReview it.");
    assert.equal(await prompts.spelledOut("/review"), "Review it.");
    assert.equal(await prompts.spelledOut("/Review only the tests"), "Review it.\n\nonly the tests");
    for (const text of ["/reviews", "/other", "review", "/review/it"]) {
      assert.equal(await prompts.spelledOut(text), undefined, text);
    }
  });

  it("do not come back for good where one begins with its own name", async () => {
    write("review.prompt.md", "/review what you see.");
    assert.equal(await prompts.spelledOut("/review"), undefined);
  });
});
