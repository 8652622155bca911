/**
 * Files dragged into the composer, from the explorer and from editor tabs; and the order of the chips, which says what is
 * cut where not everything fits.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { ScriptedHost } from "../../../wire/scriptedHost.ts";
import { copySample } from "../../driver/sample.ts";
import { Workbench } from "../../driver/workbench.ts";

/** Lines of about ten tokens each, told apart by their numbers. */
const lines = (name: string, count: number): string =>
  Array.from({ length: count }, (_, at) => `The ${name} has a line of number ${at}.\n`).join("");

describe("what is dragged into the composer, and its order", () => {
  let sample: ReturnType<typeof copySample>;
  let host: ScriptedHost;
  let workbench: Workbench;

  before(async () => {
    sample = copySample();
    writeFileSync(join(sample.path, "plan.md"), lines("plan", 600));
    writeFileSync(join(sample.path, "notes.md"), lines("notes", 600));
    host = await ScriptedHost.start();
    const models = [{ id: "small-model", contextTokens: 14_600 }];
    workbench = await Workbench.open({
      folder: sample.path,
      environment: { DEEPSEEK_API_KEY: "sk-test-0123456789abcdef" },
      settings: {
        "sonde.providers": { deepseek: { baseUrl: host.baseUrl, models } },
        "sonde.model": "small-model",
      },
    });
    await workbench.chat.open();
    await workbench.chat.button("Model: small-model").waitFor();
  });
  after(async () => {
    await workbench.close();
    await host.close();
    sample.remove();
  });

  const chips = (): Locator => workbench.chat.view.getByRole("list", { name: "Context" }).last();
  const chip = (name: string): Locator => chips().getByRole("listitem").filter({ hasText: name });
  const remove = (name: string): Locator => chips().getByRole("button", { name: `Remove ${name}` });
  const order = (): Promise<readonly string[]> => chips().locator(".chip-path").allInnerTexts();
  const said = (text: string | RegExp): Promise<void> =>
    workbench.chat.view.locator(".meter-cut").filter({ hasText: text }).waitFor();

  /** Drags with the mouse; VS Code lets a webview see what is dragged only while Shift is held down. */
  const drag = async (from: Locator, to: Locator, key?: "Shift"): Promise<void> => {
    const { mouse, keyboard } = workbench.page;
    const [start, end] = [await middle(from), await middle(to)];
    await mouse.move(...start);
    await mouse.down();
    await mouse.move(start[0] + 10, start[1] + 5, { steps: 4 });
    if (key) await keyboard.down(key);
    await mouse.move(...end, { steps: 8 });
    await mouse.up();
    if (key) await keyboard.up(key);
  };

  it("takes a file from the explorer", async () => {
    const { page, chat } = workbench;
    // The explorer and the chat are to be seen at once.
    await workbench.runCommand("View: Move View");
    await workbench.quickInput
      .getByText("Select a View to Move")
      .or(workbench.quickChoice("Chat"))
      .first()
      .waitFor();
    await workbench.quickChoice("Chat").first().click();
    await workbench.quickChoice("New Secondary Side Bar Entry").first().click();
    await chat.message.waitFor();
    await workbench.runCommand("View: Show Explorer");
    await drag(page.getByRole("treeitem", { name: "plan.md" }), chat.message, "Shift");
    await remove("plan.md").waitFor();
    assert.deepEqual(await order(), ["plan.md"]);
    await workbench.screenshot("dragged-explorer");
  });

  it("takes an editor's tab", async () => {
    const { page, chat } = workbench;
    await workbench.openFile("notes.md");
    // The open file is offered by itself; it is to come by the drag alone.
    await remove("notes.md").click();
    await remove("notes.md").waitFor({ state: "detached" });
    await drag(page.locator('.tab[data-resource-name="notes.md"]'), chat.message, "Shift");
    await remove("notes.md").waitFor();
    assert.deepEqual(await order(), ["plan.md", "notes.md"]);
  });

  it("cuts the last chip to fit, and says so", async () => {
    await said(/^Cut to fit: notes\.md$/);
    assert.match(
      (await workbench.chat.view.getByRole("meter").getAttribute("aria-valuetext")) ?? "",
      /Cut to fit: notes\.md \([\d,]+ of [\d,]+ tokens stay\)/,
    );
    await workbench.screenshot("order-cut");
  });

  it("cuts another one once the order is another", async () => {
    await remove("notes.md").focus();
    await workbench.page.keyboard.press("Alt+ArrowLeft");
    await said(/^Cut to fit: plan\.md/);
    assert.deepEqual(await order(), ["notes.md", "plan.md"]);
    await workbench.chat.view.locator(':focus[aria-label="Remove notes.md"]').waitFor();
    await drag(chip("plan.md"), chip("notes.md"));
    await said(/^Cut to fit: notes\.md/);
    assert.deepEqual(await order(), ["plan.md", "notes.md"]);
  });

  it("sends them in this order, the last one cut", async () => {
    await workbench.chat.send("Do they agree?");
    const asked = await host.next();
    const text = asked.messages.at(-1)?.content ?? "";
    const [, last] = /<file path="notes\.md" language="markdown" lines="1-(\d+)">/.exec(text) ?? [];
    assert.ok(last !== undefined && Number(last) < 600, text.slice(0, 200));
    assert.ok(text.includes(`<file path="plan.md" language="markdown">\n${lines("plan", 600)}</file>`));
    assert.ok(text.includes(`lines="1-${last}">\n${lines("notes", Number(last))}</file>\n\nDo they agree?`));
    asked.answer("They do.");
    await workbench.chat.idle();
    await workbench.chat.turns("You").last().getByText(`lines 1–${last}`).waitFor();
    await workbench.screenshot("order-sent");
  });
});

/** The middle of what is shown of something. */
async function middle(of: Locator): Promise<readonly [number, number]> {
  const box = await of.boundingBox();
  assert.ok(box);
  return [box.x + box.width / 2, box.y + box.height / 2];
}
