/**
 * Commit messages as a person gets them: by the button of the Source Control view, streamed into its box, stopped, taken
 * back, once more. Against a host that says just what the test tells it to.
 */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Asked, ScriptedHost } from "../../../wire/scriptedHost.ts";
import { git } from "../../driver/sample.ts";
import { openScripted, type Scripted } from "../../driver/scripted.ts";
import { SourceControl } from "../../driver/sourceControl.ts";
import type { Workbench } from "../../driver/workbench.ts";
import { temporaryFolder } from "../../machine/lifetime.ts";

/** The prompt of a request. */
function promptOf(asked: Asked): string {
  return asked.messages.map(({ content }) => content).join("\n");
}

describe("a commit message, by the button", () => {
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

  it("streams into the box, without thinking, from what is staged", async () => {
    await scm.press("Generate Commit Message");
    const asked = await host.next();
    assert.deepEqual(asked.json["thinking"], { type: "disabled" });
    assert.match(promptOf(asked), /src\/discount\.ts/);
    assert.doesNotMatch(promptOf(asked), /path="tools\/report\.py"/);
    asked.text("Here is the message:\n\n```\nGive regular");
    await scm.waitForMessage("Give regular");
    await scm.button("Stop Generating the Commit Message").waitFor();
    await workbench.screenshot("commit-writing");
    asked.text(" customers a discount\n```\nLet me know!");
    asked.finish();
    await scm.waitForMessage("Give regular customers a discount");
    await scm.button("Generate Commit Message").waitFor();
    assert.equal(await scm.message(), "Give regular customers a discount");
  });

  it("is another one when asked again, and knows the first", async () => {
    await scm.press("Generate Commit Message");
    const asked = await host.next();
    assert.match(promptOf(asked), /<already-proposed>\nGive regular customers a discount\n/);
    asked.answer("Take a tenth off for regulars");
    await scm.waitForMessage("Take a tenth off for regulars");
    await scm.button("Generate Commit Message").waitFor();
  });

  it("goes away by one undo, which brings back what stood there", async () => {
    await scm.focus();
    await workbench.page.keyboard.press("Control+Z");
    await scm.waitForMessage("Give regular customers a discount");
  });

  it("takes what stands in the box as a hint, and gives it back on Stop", async () => {
    await scm.type("discount, see the law");
    await scm.press("Generate Commit Message");
    const asked = await host.next();
    assert.match(promptOf(asked), /<begun>\ndiscount, see the law\n<\/begun>/);
    asked.text("Give a discount as");
    await scm.waitForMessage("Give a discount as");
    await scm.press("Stop Generating the Commit Message");
    await asked.gone;
    await scm.waitForMessage("discount, see the law");
  });

  it("gives it back when the host fails", async () => {
    await scm.press("Generate Commit Message");
    const asked = await host.next();
    asked.refuse(402, JSON.stringify({ error: { message: "Insufficient Balance" } }));
    await scm.button("Generate Commit Message").waitFor();
    await scm.waitForMessage("discount, see the law");
  });

  it("yields to a person who types meanwhile", async () => {
    await scm.press("Generate Commit Message");
    const asked = await host.next();
    asked.text("Give a discount as");
    await scm.waitForMessage("Give a discount as");
    await scm.type("mine");
    // The extension host hears of what is typed a moment later, and of settings after that.
    await workbench.changeSettings({ "sonde.commit.language": "en" });
    asked.text(" the law has it");
    await asked.gone;
    assert.equal(await scm.message(), "mine");
  });

  describe("from a staged secret", () => {
    const secret = ["sk-", "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF"].join("");

    it("is said before anything leaves the machine, and is not sent", async () => {
      writeFileSync(join(workbench.folder, "config.ts"), `export const key = "${secret}";\n`);
      git(workbench.folder, "add", "config.ts");
      const before = host.requests.length;
      await scm.press("Generate Commit Message");
      const dialog = workbench.page.getByRole("dialog").filter({ hasText: "looks like a secret" });
      await dialog.getByText("config.ts:1").waitFor();
      await workbench.screenshot("commit-secret");
      assert.equal(host.requests.length, before);
      await dialog.getByRole("button", { name: "Go On Without Them" }).click();
      const asked = await host.next();
      assert.match(promptOf(asked), /path="config\.ts" change="added, 1 lines added, content withheld"/);
      asked.answer("Add a configuration");
      await scm.waitForMessage("Add a configuration");
      assert.ok(host.requests.every(({ body }) => !body.includes(secret)));
      await workbench.page.getByText("Commit message: files not seen whole: 1").waitFor();
      const tooltip = await scm.tooltip();
      assert.match(tooltip, /The model did not see these files whole:/);
      assert.match(tooltip, /config\.ts: only its name; its content is kept back/);
      await workbench.screenshot("commit-left-out");
    });

    it("is asked about in the words of the box, too", async () => {
      const asked = host.requests.length;
      git(workbench.folder, "rm", "--quiet", "--force", "config.ts");
      writeFileSync(join(workbench.folder, "plain.ts"), "export {};\n");
      git(workbench.folder, "add", "plain.ts");
      await scm.type(`Use ${secret}`);
      await scm.press("Generate Commit Message");
      await workbench.page.getByText(/^Your message holds what looks like a secret/).waitFor();
      await workbench.page.keyboard.press("Escape");
      await scm.button("Generate Commit Message").first().waitFor();
      assert.equal(host.requests.length, asked);
      assert.match(await scm.message(), /^Use sk-/);
    });
  });
});

describe("commit messages in several repositories", () => {
  let scripted: Scripted;
  let host: ScriptedHost;
  let workbench: Workbench;
  let scm: SourceControl;
  const folder = temporaryFolder("repositories");

  before(async () => {
    for (const name of ["one", "two"]) {
      const path = join(folder.path, name);
      mkdirSync(path);
      git(path, "init", "--quiet", "--initial-branch=main");
      writeFileSync(join(path, `${name}.txt`), `canary ${name}\n`);
    }
    scripted = await openScripted({
      folder: folder.path,
      settings: { "scm.alwaysShowRepositories": true },
    });
    ({ host, workbench } = scripted);
    scm = new SourceControl(workbench);
    await scm.open();
    await scm.view.locator(".scm-editor .view-lines").nth(1).waitFor();
  });
  after(async () => {
    await scripted.close();
    folder.remove();
  });

  it("are each for the repository whose button was pressed", async () => {
    const row = scm.view.locator(".scm-provider").filter({ hasText: "two" }).first();
    await row.hover();
    await row.locator('a.action-label[aria-label^="Generate Commit Message"]').click();
    const asked = await host.next();
    assert.match(promptOf(asked), /canary two/);
    assert.doesNotMatch(promptOf(asked), /canary one/);
    asked.answer("Begin the second");
    await scm.waitForMessage("Begin the second", 1);
    assert.equal((await scm.message(0)).includes("Begin"), false);
    await workbench.screenshot("commit-repositories");
  });

  it("are written for all with changes from the palette, one after the other", async () => {
    await workbench.runCommand("Sonde: Generate Commit Message");
    await workbench.quickChoice("All with changes").click();
    const first = await host.next();
    first.answer("Begin the first");
    const second = await host.next();
    second.answer("Begin the second anew");
    await scm.waitForMessage("Begin the first", 0);
    await scm.waitForMessage("Begin the second anew", 1);
  });

  it("are not asked for where the person keeps to the day's limit, which is asked about once", async () => {
    const asked = host.requests.length;
    await workbench.changeSettings({ "sonde.spend.dailyLimit": 0.00001 });
    await workbench.runCommand("Sonde: Generate Commit Message");
    await workbench.quickChoice("All with changes").click();
    const dialog = workbench.page.getByRole("dialog").filter({ hasText: "may pass your limit" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    // The command has ended: the next one is carried out, and nothing asks in between.
    await workbench.runCommand("Sonde: Generate Commit Message");
    await workbench.quickChoice("All with changes").waitFor();
    await workbench.page.keyboard.press("Escape");
    assert.equal(host.requests.length, asked);
  });
});
