/**
 * Fix, Explain, Generate Tests and Generate Documentation as a person uses them, by keyboard, with TypeScript's own
 * language server and a host that says just what the test tells it to.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { type Asked, ScriptedHost } from "../../../wire/scriptedHost.ts";
import { sampleFile } from "../../driver/sample.ts";
import { Workbench } from "../../driver/workbench.ts";

const fence = (code: string): string => `\`\`\`typescript\n${code}\n\`\`\`\n`;
const lastMessage = (asked: Asked): string =>
  (asked.json["messages"] as readonly { readonly content: string }[]).at(-1)?.content ?? "";

describe("commands on code, by keyboard", () => {
  let host: ScriptedHost;
  let workbench: Workbench;

  const press = async (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const lens = (text: string | RegExp): Locator =>
    workbench.page
      .locator(".codelens-decoration a, .codelens-decoration span")
      .filter({ hasText: text })
      .first();
  const zone = (): Locator => workbench.page.locator(".review-widget:visible").last();
  const goTo = async (line: number): Promise<void> => {
    await press("Control+G");
    await workbench.answer(`:${line}`);
    await workbench.page.locator(".editor-instance .monaco-editor.focused").waitFor();
  };

  before(async () => {
    host = await ScriptedHost.start();
    workbench = await Workbench.open({
      openFile: sampleFile,
      environment: { DEEPSEEK_API_KEY: "sk-test-0123456789abcdef" },
      settings: {
        "sonde.providers": { deepseek: { baseUrl: host.baseUrl } },
        "files.autoSave": "off",
      },
    });
  });
  after(async () => {
    await workbench.close();
    await host.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state === "failed") await workbench.screenshot(`failed-code-${Date.now()}`);
  });

  it("fixes a problem by its quick fix before the chat was ever opened, and says that it is gone", async () => {
    await goTo(33);
    await press("End");
    await press("Enter");
    await workbench.page.keyboard.type("const wrong: number = 'text';");
    await workbench.page.locator(".squiggly-error").first().waitFor();
    await press("Control+.");
    await workbench.page.getByText("Fix with Sonde").first().waitFor();
    await workbench.screenshot("fix-menu");
    await workbench.page.getByText("Fix with Sonde").first().click();
    const asked = await host.next();
    assert.match(lastMessage(asked), /Fix this problem: line \d+: error ts \(2322\)/);
    const selection = /<selection[^>]*>\n([^]*)\n<\/selection>/.exec(lastMessage(asked))?.[1] ?? "";
    asked.answer(fence(selection.replace("'text'", "1")));
    await lens("Accept").waitFor();
    await workbench.screenshot("fix-proposed");
    await press("Alt+A");
    await lens("Fixed").waitFor();
    await workbench.screenshot("fix-accepted");
    await press("Control+Z");
  });

  it("shows the diff in the editor's own diff editor, and thinks when it is asked again", async () => {
    await goTo(23);
    await press("Alt+K");
    await workbench.quickInput.getByText(/cart\.ts:23/).waitFor();
    await workbench.answer("Name it sum");
    const asked = await host.next();
    const selection = /<selection[^>]*>\n([^]*)\n<\/selection>/.exec(lastMessage(asked))?.[1] ?? "";
    asked.answer(fence(selection.replace("total", "sum")));
    await lens("Accept").waitFor();
    await workbench.runCommand("Sonde: Open Diff of Edit");
    await workbench.page.locator(".diff-editor, .monaco-diff-editor").first().waitFor();
    await workbench.page.getByText("cart.ts: proposed change").first().waitFor();
    await workbench.screenshot("edit-diff");
    await press("Control+F4");
    await goTo(23);
    await workbench.runCommand("Sonde: Retry Edit with Thinking");
    const again = await host.next();
    assert.deepEqual(again.json["thinking"], { type: "enabled" });
    again.thinking("The name should say what is summed.");
    await zone().getByText("The name should say").waitFor();
    await workbench.screenshot("edit-thinking");
    again.answer(fence(selection.replace("total", "sumOfLines")));
    await zone().getByText("sumOfLines").first().waitFor();
    await zone().getByText("Thinking").first().waitFor();
    await workbench.setTheme("light");
    await workbench.screenshot("edit-light");
    await workbench.setTheme("highContrast");
    await workbench.screenshot("edit-high-contrast");
    await workbench.setTheme("dark");
    await press("Alt+X");
    await zone().waitFor({ state: "detached" });
  });

  it("writes documentation in the language's own form", async () => {
    await goTo(17);
    await workbench.runCommand("Sonde: Generate Documentation");
    const asked = await host.next();
    assert.match(lastMessage(asked), /<selection[^>]*lines="17-20">[^]*TSDoc comments/);
    const selection = /<selection[^>]*>\n([^]*)\n<\/selection>/.exec(lastMessage(asked))?.[1] ?? "";
    asked.answer(fence(`  /** Takes an article out of the cart. */\n${selection}`));
    await lens("Accept").waitFor();
    await press("Alt+A");
    await lens("no new problems").waitFor();
    await press("Control+Z");
  });

  it("proposes a new test file beside the code", async () => {
    await goTo(23);
    await workbench.runCommand("Sonde: Generate Tests");
    const asked = await host.next();
    assert.match(lastMessage(asked), /Write tests for this code of src\/cart\.ts[^]*They make the new file/);
    asked.answer(
      fence('import { test } from "node:test";\n\ntest("an empty cart costs nothing", () => {});'),
    );
    await lens("Accept").waitFor();
    await workbench.screenshot("tests-proposed");
    await press("Alt+A");
    await lens("Accepted").waitFor();
    await workbench.page.locator(".view-line", { hasText: "an empty cart costs nothing" }).first().waitFor();
    assert.match(readFileSync(join(workbench.folder, sampleFile), "utf8"), /total/);
  });

  it("explains in the chat, with what the language server knows", async () => {
    await workbench.openFile(sampleFile);
    await goTo(23);
    await workbench.runCommand("Sonde: Explain");
    const asked = await host.next();
    const said = lastMessage(asked);
    assert.match(said, /<file path="src\/cart\.ts" language="typescript" lines="23-29">/);
    assert.match(said, /export function priceOf/);
    assert.match(said, /Explain this code/);
    asked.answer(
      "It adds up the prices.\n\n```typescript src/cart.ts\n  total(): number {\n    return 0;\n  }\n```\n",
    );
    await workbench.chat.lastAnswer.getByText("It adds up the prices.").waitFor();
    await workbench.screenshot("explain");
  });

  it("applies a block of the chat through the same flow", async () => {
    await workbench.chat.button("Apply").first().click();
    await lens("Accept").waitFor();
    await workbench.screenshot("apply-proposed");
    await zone().getByText("return 0;").first().waitFor();
    await press("Alt+X");
    await zone().waitFor({ state: "detached" });
  });
});
