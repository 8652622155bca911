/**
 * Sonde in a VS Code that speaks Chinese: its commands, the chat, an edit and the list of providers have no English
 * sentence of ours left. That each sentence has a translation is a test of its own (test/unit/localisation.test.ts).
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { Code, fence } from "../../driver/code.ts";
import { sampleFile } from "../../driver/sample.ts";
import { openScripted, type Scripted } from "../../driver/scripted.ts";
import type { Workbench } from "../../driver/workbench.ts";
import { root } from "../../machine/repository.ts";

const table = JSON.parse(readFileSync(join(root, "l10n/bundle.l10n.zh-cn.json"), "utf8")) as Record<
  string,
  string
>;
const english = new Set(Object.entries(table).flatMap(([from, to]) => (from === to ? [] : [from])));

describe("in Chinese", () => {
  let scripted: Scripted;
  let workbench: Workbench;
  before(async () => {
    scripted = await openScripted({ openFile: sampleFile, language: "zh-cn" });
    ({ workbench } = scripted);
  });
  after(() => scripted.close());

  const run = async (title: string): Promise<void> => workbench.runCommand(`Sonde: ${title}`);
  /** All that is written below an element, or read out, and is an English sentence of ours. */
  const englishIn = async (element: Locator): Promise<readonly string[]> => {
    const words = await element.evaluate((top) =>
      [top, ...top.querySelectorAll("*")].flatMap((one) => [
        ...["title", "aria-label", "placeholder"].map((name) => one.getAttribute(name) ?? ""),
        ...[...one.childNodes].flatMap((node) => (node instanceof Text ? [node.data] : [])),
      ]),
    );
    assert.ok(
      words.some((word) => /[\u4E00-\u9FFF]/.test(word)),
      "there are no Chinese words",
    );
    return words.filter((word) => english.has(word.trim()));
  };

  it("chats", async () => {
    const { chat } = workbench;
    await run("聚焦聊天");
    const page = chat.view.locator("body");
    const message = chat.view.getByRole("textbox");
    await message.fill("为什么？");
    await message.press("Enter");
    const asked = await scripted.host.next();
    asked.thinking("先看 total。");
    await chat.view
      .getByText(/^思考中/)
      .first()
      .waitFor();
    assert.deepEqual(await englishIn(page), []);
    asked.answer(`因为：\n\n${fence("const a = 1;")}`);
    await chat.view
      .getByText(/^思考了/)
      .first()
      .waitFor();
    assert.deepEqual(await englishIn(page), []);
    await workbench.screenshot("chinese-chat");
  });

  it("edits", async () => {
    const code = new Code(workbench);
    await workbench.openFile(sampleFile);
    await code.press("Alt+K");
    await workbench.quickInput.getByPlaceholder("要对这段代码做什么？").waitFor();
    assert.deepEqual(await englishIn(workbench.quickInput), []);
    await workbench.answer("改名");
    (await scripted.host.next()).answer(fence("const renamed = 1;"));
    const lens = workbench.page.locator(".codelens-decoration").filter({ hasText: "接受" });
    await lens.first().waitFor();
    assert.deepEqual(await englishIn(lens.first()), []);
    assert.deepEqual(await englishIn(code.zone.first()), []);
    await workbench.screenshot("chinese-edit");
    await run("拒绝编辑");
  });

  it("names providers and says what they cost", async () => {
    await run("选择提供方");
    await workbench.quickChoice("练习（离线，无 AI）").waitFor();
    assert.deepEqual(await englishIn(workbench.quickInput), []);
    await workbench.page.keyboard.press("Escape");
    await run("选择模型");
    await workbench
      .quickChoice(/每百万 token/)
      .filter({ hasText: "、最高" })
      .first()
      .waitFor();
    assert.deepEqual(await englishIn(workbench.quickInput), []);
  });
});
