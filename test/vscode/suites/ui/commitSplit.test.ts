/** A split as a person does it, by keyboard: propose, look at the diffs, change the plan, make the commits. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ScriptedHost } from "../../../wire/scriptedHost.ts";
import { git } from "../../driver/sample.ts";
import { openScripted, type Scripted } from "../../driver/scripted.ts";
import { SourceControl } from "../../driver/sourceControl.ts";
import type { Workbench } from "../../driver/workbench.ts";

describe("a split, in VS Code", () => {
  let scripted: Scripted;
  let host: ScriptedHost;
  let workbench: Workbench;
  let scm: SourceControl;

  before(async () => {
    scripted = await openScripted();
    ({ host, workbench } = scripted);
    scm = new SourceControl(workbench);
    await scm.open();
  });
  after(() => scripted.close());

  describe("of changes into commits", () => {
    const files = ["src/discount.ts", "src/prices.ts", "tools/report.py"];
    const contents = () => files.map((path) => readFileSync(join(workbench.folder, path), "utf8"));
    const log = () => git(workbench.folder, "log", "--format=%s").trim().split("\n");
    const press = (name: string) => workbench.page.keyboard.press(name);

    it("shows the plan, mended, and commits nothing yet", async () => {
      const before = git(workbench.folder, "status", "--porcelain");
      await workbench.runCommand("Sonde: Split Changes into Commits");
      const asked = await host.next();
      const prompt = JSON.stringify(asked.json["messages"]);
      for (const path of files) assert.ok(prompt.includes(path), path);
      const commits = [
        { message: "Know regular customers", reason: "They belong together.", parts: ["1", "2"] },
        { message: "Fix the report", reason: "", parts: ["1"] },
      ];
      asked.answer(JSON.stringify({ commits }));
      await scm.planRow("Know regular customers").waitFor();
      await scm.planRow("Further changes").waitFor();
      await scm.plan.getByText(/left out: \d+\./).waitFor();
      assert.equal(await scm.planRow("Fix the report").count(), 0);
      await workbench.screenshot("commit-plan");
      assert.equal(git(workbench.folder, "status", "--porcelain"), before);
    });

    it("shows what a part changes", async () => {
      await scm.planRow(/discount\.ts/).click();
      await workbench.page.locator(".monaco-diff-editor").first().waitFor();
      await workbench.screenshot("commit-plan-diff");
    });

    it("is reordered by key, and a message is edited in an editor", async () => {
      await scm.planRow("Further changes").click();
      await press("Alt+ArrowUp");
      await scm.planRow("Further changes").and(scm.plan.locator('[data-index="0"]')).waitFor();
      await scm.planRow("Further changes").click();
      await press("F2");
      await workbench.page.locator('.tab.active[data-resource-name="COMMIT_EDITMSG"]').waitFor();
      await workbench.page.locator(".editor-instance .monaco-editor.focused").waitFor();
      await press("Control+A");
      await workbench.page.keyboard.insertText("Mend the report\n\nIt lost a month.");
      await press("Control+S");
      await scm.planRow("Mend the report").waitFor();
    });

    it("is not replaced unasked once somebody has worked on it", async () => {
      await workbench.runCommand("Sonde: Split Changes into Commits");
      const dialog = workbench.page.getByRole("dialog").filter({ hasText: "You have changed the plan for" });
      await dialog.getByRole("button", { name: "Cancel" }).click();
      await dialog.waitFor({ state: "detached" });
      assert.equal(await scm.planRow("Mend the report").count(), 1);
    });

    it("takes a message as it stands in its editor, saved or not", async () => {
      await press("Control+End");
      await workbench.page.keyboard.insertText(" It has it again.");
      await workbench.page.locator('.tab.active.dirty[data-resource-name="COMMIT_EDITMSG"]').waitFor();
    });

    it("stays, with its messages, while the files are not as they were", async () => {
      const scratch = join(workbench.folder, "scratch.txt");
      writeFileSync(scratch, "x\n");
      await workbench.runCommand("Sonde: Make the Planned Commits");
      await workbench.runCommand("Notifications: Show Notifications");
      const said = workbench.page.locator(".notifications-center").getByText(/no longer as they were/);
      await said.waitFor();
      rmSync(scratch);
      assert.equal(await scm.planRow("Mend the report").count(), 1);
    });

    it("makes the commits when told to, and keeps every byte", async () => {
      const before = contents();
      await workbench.runCommand("Sonde: Make the Planned Commits");
      await scm.planRow("Mend the report").waitFor({ state: "detached" });
      assert.deepEqual(log(), [
        "Know regular customers",
        "Mend the report",
        "Add the cart and the monthly report",
      ]);
      assert.equal(
        git(workbench.folder, "log", "-1", "--skip=1", "--format=%b").trim(),
        "It lost a month. It has it again.",
      );
      await workbench.page
        .locator('.tab[data-resource-name="COMMIT_EDITMSG"]')
        .waitFor({ state: "detached" });
      assert.equal(git(workbench.folder, "status", "--porcelain"), "");
      assert.deepEqual(contents(), before);
    });
  });

  describe("a planned commit that a hook refuses", () => {
    let hook: string;
    const said = (text: RegExp) => workbench.page.locator(".notifications-center").getByText(text);
    const state = () => git(workbench.folder, "status", "--porcelain");

    before(async () => {
      // The changes that the first plan has committed are there again.
      git(workbench.folder, "reset", "--quiet", "HEAD~2");
      hook = join(workbench.folder, ".git", "hooks", "pre-commit");
      const script =
        'git diff --cached --name-only | grep -q report.py && echo "the report is frozen" >&2 && exit 1';
      writeFileSync(hook, `#!/bin/sh\n${script}\nexit 0\n`, { mode: 0o755 });
    });

    it("stays in the plan, and what was done and what the hook said is told", async () => {
      const report = readFileSync(join(workbench.folder, "tools", "report.py"));
      await workbench.runCommand("Sonde: Split Changes into Commits");
      const asked = await host.next();
      const prompt = JSON.stringify(asked.json["messages"]);
      const parts = [...prompt.matchAll(/path=\\"([^"]+)\\"[^>]*>/g)].map(([, path]) => path);
      assert.ok(parts.includes("tools/report.py"));
      asked.answer(JSON.stringify({ commits: [{ message: "Know regular customers", parts: ["1", "2"] }] }));
      await scm.planRow("Further changes").waitFor();
      await workbench.runCommand("Sonde: Make the Planned Commits");
      await scm.planRow("Know regular customers").waitFor({ state: "detached" });
      await workbench.runCommand("Notifications: Show Notifications");
      await said(
        /1 of 2 commits were made in .*Then git, or a hook, refused: the report is frozen/,
      ).waitFor();
      await workbench.screenshot("commit-hook-refused");
      assert.equal(git(workbench.folder, "log", "-1", "--format=%s").trim(), "Know regular customers");
      assert.match(state(), /tools\/report\.py/);
      assert.deepEqual(readFileSync(join(workbench.folder, "tools", "report.py")), report);
      assert.equal(await scm.planRow("Further changes").count(), 1);
    });

    it("is made once the hook lets it pass", async () => {
      rmSync(hook);
      await workbench.runCommand("Sonde: Make the Planned Commits");
      await scm.planRow("Further changes").waitFor({ state: "detached" });
      assert.equal(git(workbench.folder, "log", "-1", "--format=%s").trim(), "Further changes");
      assert.equal(state(), "");
    });
  });

  describe("a repository with 300 changed files and 5 MB of changes", () => {
    before(async () => {
      const write = (text: string): void => {
        for (let index = 0; index < 300; index += 1) {
          const line = `export const value${index} = "${text}";\n`;
          writeFileSync(join(workbench.folder, `file${index}.ts`), line.repeat(9000 / line.length));
        }
      };
      write("before");
      git(workbench.folder, "add", "--all");
      git(workbench.folder, "commit", "--quiet", "--message", "Add many files");
      write("afterwards");
      await scm.open();
    });

    it("gets a message", async () => {
      await scm.press("Generate Commit Message");
      const asked = await host.next();
      assert.match(JSON.stringify(asked.json["messages"]), /file299\.ts/);
      asked.answer("Say afterwards");
      await scm.waitForMessage("Say afterwards");
    });

    it("is split, and every byte is kept", async () => {
      await workbench.runCommand("Sonde: Split Changes into Commits");
      const asked = await host.next();
      asked.answer(JSON.stringify({ commits: [{ message: "Change the first", parts: ["1", "2", "3"] }] }));
      await scm.planRow("Further changes").waitFor();
      const before = git(workbench.folder, "stash", "create").trim();
      const count = (): number => Number(git(workbench.folder, "rev-list", "--count", "HEAD"));
      const made = count();
      await workbench.runCommand("Sonde: Make the Planned Commits");
      await scm.planRow("Further changes").waitFor({ state: "detached" });
      assert.equal(git(workbench.folder, "diff", before, "HEAD"), "");
      assert.equal(count(), made + 2);
      assert.equal(git(workbench.folder, "status", "--porcelain"), "");
    });
  });
});
