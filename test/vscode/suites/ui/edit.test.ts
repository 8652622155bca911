/**
 * Inline edit as a person uses it, by keyboard: say what to do, watch the change form, look at it, take it whole or
 * hunk by hunk, and undo it in one step. Against a host that says just what the test tells it to.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { type Asked, ScriptedHost } from "../../../wire/scriptedHost.ts";
import { sampleFile } from "../../driver/sample.ts";
import { Workbench } from "../../driver/workbench.ts";

const fence = (code: string): string => `\`\`\`typescript\n${code}\n\`\`\`\n`;

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

/** The messages of a request. */
const messagesOf = (asked: Asked): readonly { readonly role: string; readonly content: string }[] =>
  asked.json["messages"] as readonly { readonly role: string; readonly content: string }[];

describe("inline edit, by keyboard", () => {
  let host: ScriptedHost;
  let workbench: Workbench;

  const press = async (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const lens = (text: string | RegExp): Locator =>
    workbench.page
      .locator(".codelens-decoration a, .codelens-decoration span")
      .filter({ hasText: text })
      .first();
  const zone = (): Locator => workbench.page.locator(".review-widget:visible").last();
  const onDisk = (): string => readFileSync(join(workbench.folder, sampleFile), "utf8");
  /** The document, by way of its file. */
  const saved = async (): Promise<string> => {
    await press("Control+S");
    await workbench.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    return onDisk();
  };
  const goTo = async (line: number): Promise<void> => {
    await press("Control+G");
    await workbench.answer(`:${line}`);
    await workbench.page.locator(".editor-instance .monaco-editor.focused").waitFor();
  };
  /** Presses Alt+K, says what to do, and takes the question that arrives at the host. */
  const ask = async (instruction: string): Promise<Asked> => {
    await press("Alt+K");
    await workbench.quickInput.getByPlaceholder(/done with this code|should be different/).waitFor();
    await workbench.answer(instruction);
    return host.next();
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

  it("shows the change as it forms, and takes it whole", async () => {
    const before = onDisk();
    await goTo(23);
    await press("Alt+K");
    await workbench.quickInput.getByPlaceholder("What should be done with this code?").waitFor();
    await workbench.quickInput.getByText("cart.ts:23–29").waitFor();
    await workbench.quickInput.locator("input").fill("Use reduce");
    await workbench.quickChoice("Use reduce").waitFor();
    await workbench.screenshot("edit-prompt");
    await press("Enter");
    const asked = await host.next();
    asked.keepAlive();
    await zone()
      .getByText(/Queued/)
      .first()
      .waitFor();
    asked.text("```typescript\n  total(): number {\n    return this.lines.red");
    await zone().getByText("Writing…").first().waitFor();
    asked.text("uce((sum, line) => sum + priceOf(line.article) * line.quantity, 0);\n");
    await zone().getByText("reduce").first().waitFor();
    await workbench.screenshot("edit-writing");
    asked.text("  }\n```\n");
    asked.finish();
    await lens("Accept").waitFor();
    await workbench.screenshot("edit-proposed");
    assert.equal(onDisk(), before);
    await press("Alt+A");
    await lens("no new problems").waitFor();
    await workbench.screenshot("edit-accepted");
    assert.equal(await saved(), before.replace(total, reduced));
    await press("Control+Z");
    assert.equal(await saved(), before);
  });

  it("takes hunks one by one, walks them by key, and leaves what is rejected", async () => {
    const before = onDisk();
    await goTo(23);
    const asked = await ask("Say cents");
    const question = messagesOf(asked).at(-1)?.content ?? "";
    assert.match(question, /<selection path="src\/cart.ts" language="typescript" lines="23-29">/);
    assert.match(question, /<definition name="priceOf"[^]*export function priceOf/);
    asked.answer(fence(twoHunks), "Let me see.");
    await lens("Accept Change 2 of 2").waitFor();
    await workbench.screenshot("edit-hunks");
    await goTo(23);
    await press("Alt+F6");
    await press("Alt+Shift+A");
    await lens("Accept Change").waitFor({ state: "detached" });
    await press("Alt+X");
    await zone().waitFor({ state: "detached" });
    assert.equal(await saved(), before.replace("let sum = 0;", "let cents = 0;"));
    await press("Control+Z");
    assert.equal(await saved(), before);
  });

  it("shows words as an explanation and changes nothing", async () => {
    const before = onDisk();
    await goTo(23);
    (await ask("Why does it start at 0?")).answer(
      "An **empty** cart costs nothing. ![x](https://example.com/x.png)",
    );
    await lens("The answer is an explanation: nothing was changed").waitFor();
    await zone().getByText("cart costs nothing").waitFor();
    await workbench.screenshot("edit-explanation");
    await press("Alt+X");
    await zone().waitFor({ state: "detached" });
    assert.equal(await saved(), before);
    assert.deepEqual(workbench.outsideRequests, []);
  });

  it("follows up on a proposal in the same conversation", async () => {
    const before = onDisk();
    await goTo(23);
    (await ask("Use reduce")).answer(fence(reduced));
    await lens("Accept").waitFor();
    await goTo(24);
    const second = await ask("but name it sumOf");
    const messages = messagesOf(second);
    await workbench.screenshot("edit-follow-up");
    assert.deepEqual(
      messages.map(({ role }) => role),
      ["system", "user", "assistant", "user"],
    );
    assert.match(messages[3]?.content ?? "", /<selection[^]*this\.lines\.reduce[^]*but name it sumOf/);
    second.answer(fence(reduced.replace("total()", "sumOf()")));
    await zone().getByText("sumOf").waitFor();
    await press("Alt+A");
    await lens(/new problem/).waitFor();
    await workbench.screenshot("edit-problems");
    await press("Control+Z");
    assert.equal(await saved(), before);
  });

  it("goes on while the person types above, and says when the code changed under it", async () => {
    const before = onDisk();
    await goTo(23);
    const asked = await ask("Use reduce");
    asked.text("```typescript\n  total(): number {\n");
    await goTo(1);
    await workbench.page.keyboard.type("/**/\n");
    asked.text(`${reduced.split("\n").slice(1).join("\n")}\n\`\`\`\n`);
    asked.finish();
    await lens("Accept").waitFor();
    await press("Alt+A");
    await lens("no new problems").waitFor();
    assert.equal(await saved(), `/**/\n${before.replace(total, reduced)}`);
    await press("Control+Z");
    assert.equal(await saved(), `/**/\n${before}`);
    await goTo(1);
    await press("Control+Shift+K");
    assert.equal(await saved(), before);

    await goTo(23);
    const other = await ask("Use reduce");
    other.text("```typescript\n  total(): number {\n");
    await goTo(24);
    await press("End");
    await workbench.page.keyboard.type("//");
    other.text(`${reduced.split("\n").slice(1).join("\n")}\n\`\`\`\n`);
    other.finish();
    await lens("The code changed under the edit").waitFor();
    await workbench.screenshot("edit-collided");
    await press("Alt+X");
    await press("Control+Z");
    assert.equal(await saved(), before);
  });
});
