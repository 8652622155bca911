/**
 * Fix, Explain, Generate Tests and Generate Documentation as a person uses them, by keyboard, with TypeScript's own
 * language server and a host that says just what the test tells it to.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Asked, ScriptedHost } from "../../../wire/scriptedHost.ts";
import { acceptLens, Code, fence } from "../../driver/code.ts";
import { sampleFile } from "../../driver/sample.ts";
import { openScripted, type Scripted } from "../../driver/scripted.ts";
import type { Workbench } from "../../driver/workbench.ts";

const lastMessage = (asked: Asked): string => asked.messages.at(-1)?.content ?? "";
/** The lines that a question is about. */
const selectionOf = (asked: Asked): string =>
  /<selection[^>]*>\n([^]*)\n<\/selection>/.exec(lastMessage(asked))?.[1] ?? "";

describe("commands on code, by keyboard", () => {
  let scripted: Scripted;
  let host: ScriptedHost;
  let workbench: Workbench;
  let code: Code;

  before(async () => {
    scripted = await openScripted({
      openFile: sampleFile,
      typescript: true,
      settings: {
        "files.autoSave": "off",
        // Rows of text instead of a picture.
        "terminal.integrated.gpuAcceleration": "off",
      },
    });
    ({ host, workbench } = scripted);
    code = new Code(workbench);
  });
  after(async () => {
    await scripted.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state === "failed") await workbench.screenshot(`failed-code-${Date.now()}`);
    else await code.withoutLenses();
  });

  it("fixes a problem by its quick fix before the chat was ever opened, and says that it is gone", async () => {
    await code.goTo(32);
    await code.press("End");
    await workbench.page.keyboard.insertText("\n  const wrong: number = 'text';");
    await workbench.page.locator(".squiggly-error").first().waitFor();
    // The name is not used either: with this the language server has said all.
    await workbench.page.locator(".squiggly-inline-unnecessary").first().waitFor();
    // Onto the name, which is what the problem is about. The light bulb tells that VS Code has looked there by itself,
    // which would close a list that is open.
    await code.press("Home");
    await code.press("Control+ArrowRight");
    await code.press("Control+ArrowRight");
    await workbench.page.locator('.monaco-editor [class*="lightbulb"]').first().waitFor();
    await code.press("Control+.");
    const actions = workbench.page.locator(".action-widget .monaco-list-row.action");
    const ours = actions.filter({ hasText: "Fix with Sonde" });
    await ours.waitFor();
    await workbench.screenshot("fix-menu");
    for (const name of await actions.allInnerTexts()) {
      if (name.includes("Fix with Sonde")) break;
      await code.press("ArrowDown");
    }
    await ours.and(workbench.page.locator(".focused")).waitFor();
    await code.press("Enter");
    const asked = await host.next();
    assert.match(lastMessage(asked), /Fix this problem: line \d+: error ts \(2322\)/);
    const selection = selectionOf(asked);
    asked.answer(fence(selection.replace("'text'", "1")));
    await code.lens(acceptLens).waitFor();
    await workbench.screenshot("fix-proposed");
    await code.press("Alt+A");
    await code.lens("Fixed").waitFor();
    await workbench.screenshot("fix-accepted");
    await code.takeBack();
  });

  it("shows the diff in the editor's own diff editor, and thinks when it is asked again", async () => {
    await code.goTo(23);
    await code.press("Alt+K");
    await workbench.quickInput.getByText(/cart\.ts:23/).waitFor();
    await workbench.answer("Name it sum");
    const asked = await host.next();
    const selection = selectionOf(asked);
    asked.answer(fence(selection.replace("total", "sum")));
    await code.lens(acceptLens).waitFor();
    await workbench.runCommand("Sonde: Open Diff of Edit");
    await workbench.page.locator(".diff-editor, .monaco-diff-editor").first().waitFor();
    await workbench.page.getByText("cart.ts: proposed change").first().waitFor();
    await workbench.screenshot("edit-diff");
    await workbench.runCommand("View: Close Editor");
    await workbench.page.getByText("cart.ts: proposed change").waitFor({ state: "detached" });
    await code.goTo(23);
    await workbench.runCommand("Sonde: Retry Edit with Thinking");
    const again = await host.next();
    assert.deepEqual(again.json["thinking"], { type: "enabled" });
    again.thinking("The name should say what is summed.");
    await code.zone.getByText("The name should say").waitFor();
    await workbench.screenshot("edit-thinking");
    again.answer(fence(selection.replace("total", "sumOfLines")));
    await code.zone.getByText("sumOfLines").first().waitFor();
    await code.zone.getByText("Thinking").first().waitFor();
    await workbench.setTheme("light");
    await workbench.screenshot("edit-light");
    await workbench.setTheme("highContrast");
    await workbench.screenshot("edit-high-contrast");
    await workbench.setTheme("dark");
    await code.press("Alt+X");
    await code.zone.waitFor({ state: "detached" });
  });

  it("writes documentation in the language's own form", async () => {
    await code.goTo(17);
    await workbench.runCommand("Sonde: Generate Documentation");
    const asked = await host.next();
    assert.match(lastMessage(asked), /<selection[^>]*lines="17-20">[^]*TSDoc comments/);
    const selection = selectionOf(asked);
    asked.answer(fence(`  /** Takes an article out of the cart. */\n${selection}`));
    await code.lens(acceptLens).waitFor();
    await code.press("Alt+A");
    await code.lens("no new problems").waitFor();
    await code.takeBack();
  });

  it("proposes a new test file beside the code", async () => {
    await code.goTo(23);
    await workbench.runCommand("Sonde: Generate Tests");
    const asked = await host.next();
    assert.match(lastMessage(asked), /Write tests for the code of src\/cart\.ts[^]*They make the new file/);
    asked.answer(
      fence('import { test } from "node:test";\n\ntest("an empty cart costs nothing", () => {});'),
    );
    await code.lens(acceptLens).waitFor();
    await workbench.screenshot("tests-proposed");
    await code.press("Alt+A");
    await code.lens("Accepted").waitFor();
    await workbench.page.locator(".view-line", { hasText: "an empty cart costs nothing" }).first().waitFor();
    assert.match(readFileSync(join(workbench.folder, sampleFile), "utf8"), /total/);
    await code.takeBack();
  });

  it("explains what is selected in the terminal, and leaves the clipboard as it was", async () => {
    const { page } = workbench;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate(() => navigator.clipboard.writeText("kept"));
    await workbench.runCommand("Terminal: Create New Terminal");
    await page.locator(".terminal-wrapper.active .xterm-helper-textarea").waitFor();
    await code.type("echo so$((40 + 2))nde\n");
    await page.locator(".xterm-rows").getByText("so42nde").first().waitFor();
    await workbench.runCommand("Terminal: Select All");
    // VS Code looks whether something is selected when a key is let go.
    await code.press("Shift");
    await page.locator(".terminal-wrapper.active .xterm-screen").click({ button: "right" });
    const entry = page.getByRole("menuitem", { name: "Explain in Sonde" });
    await entry.waitFor();
    await workbench.screenshot("terminal-menu");
    await code.press("ArrowDown");
    await page.locator(".action-item.focused", { hasText: "Explain in Sonde" }).waitFor();
    await code.press("Enter");
    const asked = await host.next();
    assert.match(lastMessage(asked), /so42nde[^]*Explain this terminal output/);
    asked.answer("It prints a word.");
    await workbench.chat.lastAnswer.getByText("It prints a word.").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "kept");
    await workbench.runCommand("Terminal: Kill All Terminals");
  });

  it("explains in the chat the function around the caret", async () => {
    await workbench.openFile(sampleFile);
    await code.goTo(23);
    await workbench.runCommand("Sonde: Explain");
    const asked = await host.next();
    const said = lastMessage(asked);
    assert.match(said, /<file path="src\/cart\.ts" language="typescript" lines="23-29">/);
    assert.match(said, /Explain this code/);
    asked.answer(
      "It adds up the prices.\n\n```typescript src/cart.ts\n  total(): number {\n    return 0;\n  }\n```\n",
    );
    await workbench.chat.lastAnswer.getByText("It adds up the prices.").waitFor();
    await workbench.screenshot("explain");
  });

  it("applies a block of the chat through the same flow", async () => {
    await workbench.chat.button("Apply").first().click();
    await code.lens(acceptLens).waitFor();
    await workbench.screenshot("apply-proposed");
    await code.zone.getByText("return 0;").first().waitFor();
    await code.press("Alt+X");
    await code.zone.waitFor({ state: "detached" });
  });

  it("asks by name before a guarded file is changed", async () => {
    const { page, chat, folder } = workbench;
    const manifest = (): string => readFileSync(join(folder, "package.json"), "utf8");
    const before = manifest();
    await workbench.openFile(sampleFile);
    await workbench.runCommand("Sonde: Explain");
    const asked = await host.next();
    const changed = before.replace(/"name": "[^"]+"/, '"name": "renamed"');
    asked.answer(`In this file:\n\n\`\`\`json package.json\n${changed}\n\`\`\`\n`);
    const buttons = chat.turns("Sonde").last().getByRole("button", { name: "Apply" });
    await buttons.nth(0).click();
    await code.lens(acceptLens).waitFor();
    const dialog = page.locator(".monaco-dialog-box");
    await code.press("Alt+A");
    await dialog.getByText("package.json can decide what runs on this machine").waitFor();
    await workbench.screenshot("apply-guarded");
    await code.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.locator(".view-line", { hasText: "renamed" }).waitFor({ state: "detached" });
    await code.press("Alt+A");
    await dialog.getByRole("button", { name: "Change It" }).press("Enter");
    await page.locator(".view-line", { hasText: "renamed" }).waitFor();
    await code.takeBack();
    assert.equal(manifest(), before);
  });

  it("proposes a file that is not there as a new one, and makes it only when it is accepted", async () => {
    const { page, chat, folder } = workbench;
    const made = join(folder, "src", "money.ts");
    await workbench.openFile(sampleFile);
    await workbench.runCommand("Sonde: Explain");
    const asked = await host.next();
    asked.answer(
      "It wants a file of its own:\n\n```typescript src/money.ts\nexport const cents = (euros: number) => euros * 100;\n```\n",
    );
    const apply = chat.turns("Sonde").last().getByRole("button", { name: "Apply" });
    const caret = page.locator(".monaco-diff-editor .editor.modified .monaco-editor.focused");
    // With its buttons the keys are there too.
    const accept = page.locator('.editor-actions [aria-label^="Accept Edit"]:visible');
    await apply.click();
    await page.getByText("money.ts: new file").first().waitFor();
    await caret.waitFor();
    await accept.waitFor();
    await workbench.screenshot("apply-new-file");
    await code.press("Alt+X");
    await caret.waitFor({ state: "detached" });
    await accept.waitFor({ state: "detached" });
    assert.equal(existsSync(made), false);
    await apply.click();
    await caret.waitFor();
    await accept.waitFor();
    await code.press("Alt+A");
    await caret.waitFor({ state: "detached" });
    await page.locator(".view-line", { hasText: "export const cents" }).waitFor();
    assert.equal(readFileSync(made, "utf8"), "export const cents = (euros: number) => euros * 100;\n");
  });
});
