/**
 * Inline edit as a person uses it, by keyboard: say what to do, watch the change form, look at it, take it whole or
 * hunk by hunk, and undo it in one step. Against a host that says just what the test tells it to.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Asked, ScriptedHost } from "../../../wire/scriptedHost.ts";
import { acceptLens, Code, fence } from "../../driver/code.ts";
import { sampleFile } from "../../driver/sample.ts";
import { openScripted, type Scripted } from "../../driver/scripted.ts";
import type { Workbench } from "../../driver/workbench.ts";

/** `total` of the sample, and two ways to write it. */
const total = `  total(): number {
    let sum = 0;
    for (const line of this.lines) {
      sum += priceOf(line.article) * line.quantity;
    }
    return sum;
  }`;
const reduced = `  total(): number {
    return this.lines.reduce((sum, line) => sum + priceOf(line.article) * line.quantity, 0);
  }`;
const twoHunks = total.replace("let sum = 0;", "let cents = 0;").replace("return sum;", "return cents;");

describe("inline edit, by keyboard", () => {
  let scripted: Scripted;
  let host: ScriptedHost;
  let workbench: Workbench;
  let code: Code;

  const onDisk = (): string => readFileSync(join(workbench.folder, sampleFile), "utf8");
  /** The document, by way of its file. */
  const saved = async (): Promise<string> => code.saved(sampleFile);
  /** Presses Alt+K, says what to do, and takes the question that arrives at the host. */
  const ask = async (instruction: string): Promise<Asked> => {
    await code.press("Alt+K");
    await workbench.quickInput.getByPlaceholder(/done with this code|should be different/).waitFor();
    await workbench.answer(instruction);
    return host.next();
  };

  before(async () => {
    scripted = await openScripted({
      openFile: sampleFile,
      typescript: true,
      settings: {
        "files.autoSave": "off",
      },
    });
    ({ host, workbench } = scripted);
    code = new Code(workbench);
    // Which lines are meant without a selection is the language server's to say, once it is up.
    await code.press("Control+Shift+O");
    await workbench.quickChoice("total").first().waitFor();
    await code.press("Escape");
  });
  after(async () => {
    await scripted.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await workbench.screenshot(`failed-edit-${Date.now()}`);
    else await code.withoutLenses();
  });

  it("shows the change as it forms, and takes it whole", async () => {
    const before = onDisk();
    await code.goTo(23);
    await code.press("Alt+K");
    await workbench.quickInput.getByPlaceholder("What should be done with this code?").waitFor();
    await workbench.quickInput.getByText("cart.ts:23–29").waitFor();
    await workbench.quickInput.locator("input").fill("Use reduce");
    await workbench.quickChoice("Use reduce").waitFor();
    await workbench.screenshot("edit-prompt");
    await code.press("Enter");
    const asked = await host.next();
    asked.keepAlive();
    await code.zone
      .getByText(/Queued/)
      .first()
      .waitFor();
    asked.text("```typescript\n  total(): number {\n    return this.lines.red");
    await code.zone.getByText("Writing…").first().waitFor();
    await code.press("Alt+A");
    await workbench.page.getByText("Nothing to accept yet").waitFor();
    asked.text("uce((sum, line) => sum + priceOf(line.article) * line.quantity, 0);\n");
    await code.zone.getByText("reduce").first().waitFor();
    await workbench.screenshot("edit-writing");
    asked.text("  }\n```\n");
    asked.finish();
    await code.lens(acceptLens).waitFor();
    await workbench.screenshot("edit-proposed");
    assert.equal(onDisk(), before);
    await code.press("Alt+A");
    await code.lens("no new problems").waitFor();
    await workbench.screenshot("edit-accepted");
    assert.equal(await saved(), before.replace(total, reduced));
    await code.takeBack();
    assert.equal(await saved(), before);
  });

  it("takes hunks one by one, walks them by key, and leaves what is rejected", async () => {
    const before = onDisk();
    await code.goTo(23);
    const asked = await ask("Say cents");
    const question = asked.messages.at(-1)?.content ?? "";
    assert.match(question, /<selection path="src\/cart.ts" language="typescript" lines="23-29">/);
    asked.answer(fence(twoHunks), "Let me see.");
    await code.lens("Accept Change 2 of 2").waitFor();
    await workbench.screenshot("edit-hunks");
    await code.goTo(23);
    await code.press("Alt+F6");
    await code.press("Alt+Shift+A");
    await code.lens("Accept Change").waitFor({ state: "detached" });
    await code.press("Alt+X");
    await code.zone.waitFor({ state: "detached" });
    assert.equal(await saved(), before.replace("let sum = 0;", "let cents = 0;"));
    await code.press("Control+Z");
    assert.equal(await saved(), before);
  });

  it("shows words as an explanation and changes nothing", async () => {
    const before = onDisk();
    await code.goTo(23);
    (await ask("Why does it start at 0?")).answer(
      "An **empty** cart costs nothing. ![x](https://example.com/x.png)",
    );
    await code.lens("The answer is an explanation: nothing was changed").waitFor();
    await code.zone.getByText("cart costs nothing").waitFor();
    await workbench.screenshot("edit-explanation");
    await code.press("Alt+X");
    await code.zone.waitFor({ state: "detached" });
    assert.equal(await saved(), before);
    assert.deepEqual(workbench.outsideRequests, []);
  });

  it("follows up on a proposal in the same conversation", async () => {
    const before = onDisk();
    await code.goTo(23);
    (await ask("Use reduce")).answer(fence(reduced));
    await code.lens(acceptLens).waitFor();
    await code.goTo(24);
    const second = await ask("but name it sumOf");
    const messages = second.messages;
    await workbench.screenshot("edit-follow-up");
    assert.deepEqual(
      messages.map(({ role }) => role),
      ["system", "user", "assistant", "user"],
    );
    assert.match(messages[3]?.content ?? "", /<selection[^]*this\.lines\.reduce[^]*but name it sumOf/);
    second.answer(fence(reduced.replace("total()", "sumOf()")));
    await code.zone.getByText("sumOf").waitFor();
    // The whole answer can be read a moment before it is offered.
    await code.zone.getByText("1 change proposed").waitFor();
    await code.press("Alt+A");
    await code.lens(/new problem/).waitFor();
    await workbench.screenshot("edit-problems");
    await code.takeBack();
    assert.equal(await saved(), before);
  });

  it("goes on while the person types above, and says when the code changed under it", async () => {
    const before = onDisk();
    await code.goTo(23);
    const asked = await ask("Use reduce");
    asked.text("```typescript\n  total(): number {\n");
    await code.goTo(1);
    await code.type("/**/\n");
    asked.text(`${reduced.split("\n").slice(1).join("\n")}\n\`\`\`\n`);
    asked.finish();
    await code.lens(acceptLens).waitFor();
    await code.press("Alt+A");
    await code.lens("no new problems").waitFor();
    assert.equal(await saved(), `/**/\n${before.replace(total, reduced)}`);
    await code.takeBack();
    assert.equal(await saved(), `/**/\n${before}`);
    await code.goTo(1);
    await code.press("Control+Shift+K");
    assert.equal(await saved(), before);

    await code.goTo(23);
    const other = await ask("Use reduce");
    other.text("```typescript\n  total(): number {\n");
    await code.goTo(24);
    await code.press("End");
    await code.type("//");
    other.text(`${reduced.split("\n").slice(1).join("\n")}\n\`\`\`\n`);
    other.finish();
    await code.lens("The code changed under the edit").waitFor();
    await workbench.screenshot("edit-collided");
    await code.press("Alt+X");
    await code.press("Control+Z");
    assert.equal(await saved(), before);
  });

  it("remembers what was said, and shows what would be sent", async () => {
    await code.goTo(23);
    await code.press("Alt+K");
    await workbench.quickInput.getByText("cart.ts:23–29").waitFor();
    await workbench.quickChoice("Say cents").waitFor();
    await workbench.quickInput.locator("input").fill("Count in cents");
    await workbench.quickInput.getByRole("button", { name: "Preview What Is Sent" }).click();
    await workbench.page.locator('.tab.active[data-resource-name="What is sent.md"]').waitFor();
    await workbench.runCommand("Go to Line/Column...");
    await workbench.answer(":999");
    await workbench.page.locator(".view-line", { hasText: "Count in cents" }).waitFor();
    await workbench.runCommand("View: Close Editor");
    await workbench.page.locator('.tab[data-resource-name="What is sent.md"]').waitFor({ state: "detached" });
    assert.equal(host.untaken, 0);
  });

  it("says why an answer failed, and asks again with one press", async () => {
    await code.goTo(23);
    const refused = await ask("Use reduce");
    refused.refuse(402, '{"error":{"message":"Insufficient Balance","code":"invalid_request_error"}}');
    await code.lens("Retry").waitFor();
    await workbench.screenshot("edit-failed");
    await workbench.runCommand("Sonde: Retry Edit");
    const again = await host.next();
    assert.deepEqual(again.json["messages"], refused.json["messages"]);
    again.answer(fence(reduced));
    await code.lens(acceptLens).waitFor();
    await code.press("Alt+X");
    await code.zone.waitFor({ state: "detached" });
  });

  it("marks invisible characters before they can be accepted", async () => {
    await code.goTo(23);
    (await ask("Use reduce")).answer(fence(reduced.replace("sum +", "sum\u200B +")));
    await code.zone.getByText("sum⟦U+200B⟧ +").first().waitFor();
    await code.lens("This change adds invisible characters: U+200B.").waitFor();
    await workbench.screenshot("edit-invisible");
    await code.press("Alt+X");
    await code.zone.waitFor({ state: "detached" });
  });

  it("offers one's own presets, and lenses alone where the zone is turned off", async () => {
    const before = onDisk();
    const presets = [{ name: "In cents", instruction: "Say cents wherever money is meant." }];
    await workbench.changeSettings({ "sonde.edit.zone": false, "sonde.edit.presets": presets });
    await code.goTo(23);
    await code.press("Alt+K");
    await workbench.quickInput.getByPlaceholder(/done with this code/).waitFor();
    await workbench.quickChoice("Say cents wherever").waitFor();
    await workbench.screenshot("edit-presets");
    await workbench.quickChoice("Say cents wherever").click();
    const asked = await host.next();
    assert.ok(asked.messages.at(-1)?.content.endsWith("Say cents wherever money is meant."));
    asked.answer(fence(twoHunks));
    await code.lens("Accept Change 2 of 2").waitFor();
    await code.lens(acceptLens).waitFor();
    await workbench.screenshot("edit-lenses");
    assert.equal(await workbench.page.locator(".review-widget:visible").count(), 0);
    await code.press("Alt+A");
    await code.lens("Undo").click();
    await code.withoutLenses();
    assert.equal(await saved(), before);
    await workbench.changeSettings({ "sonde.edit.zone": true, "sonde.edit.presets": [] });
  });
});
