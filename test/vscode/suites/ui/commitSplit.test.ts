/** A split as a person does it, by keyboard: propose, look at the diffs, change the plan, make the commits. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ScriptedHost } from "../../../wire/scriptedHost.ts";
import { git } from "../../driver/sample.ts";
import { SourceControl } from "../../driver/sourceControl.ts";
import { Workbench } from "../../driver/workbench.ts";

describe("splitting changes into commits", () => {
  let host: ScriptedHost;
  let workbench: Workbench;
  let scm: SourceControl;
  const files = ["src/discount.ts", "src/prices.ts", "tools/report.py"];
  const contents = () => files.map((path) => readFileSync(join(workbench.folder, path), "utf8"));
  const log = () => git(workbench.folder, "log", "--format=%s").trim().split("\n");
  const press = (name: string) => workbench.page.keyboard.press(name);

  before(async () => {
    host = await ScriptedHost.start();
    workbench = await Workbench.open({
      environment: { DEEPSEEK_API_KEY: "sk-test-0123456789abcdef" },
      settings: { "sonde.providers": { deepseek: { baseUrl: host.baseUrl } } },
    });
    scm = new SourceControl(workbench);
    await scm.open();
  });
  after(async () => {
    await workbench.close();
    await host.close();
  });

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
    await scm.plan.getByText(/left out \d+ parts/).waitFor();
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

  it("makes the commits when told to, and keeps every byte", async () => {
    const before = contents();
    await workbench.runCommand("Sonde: Make the Planned Commits");
    await scm.planRow("Mend the report").waitFor({ state: "detached" });
    assert.deepEqual(log(), [
      "Know regular customers",
      "Mend the report",
      "Add the cart and the monthly report",
    ]);
    assert.equal(git(workbench.folder, "log", "-1", "--skip=1", "--format=%b").trim(), "It lost a month.");
    assert.equal(git(workbench.folder, "status", "--porcelain"), "");
    assert.deepEqual(contents(), before);
  });
});
