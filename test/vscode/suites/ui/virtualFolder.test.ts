/** A workspace folder that lies on no disk: its files go along, its rules hold, and an answer is applied to it. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import type { Asked } from "../../../wire/scriptedHost.ts";
import { acceptLens, Code } from "../../driver/code.ts";
import { openScripted, type Scripted } from "../../driver/scripted.ts";
import { temporaryFolder } from "../../machine/lifetime.ts";

/** What the companion holds. */
const files = {
  "/index.ts": 'export const name = "shelf";\n',
  "/local.ts": 'export const local = "an ignored text";\n',
  "/.sondeignore": "local.ts\n",
  "/AGENTS.md": "Rules of the shelf.\n",
};

describe("a workspace folder on no disk", () => {
  let root: ReturnType<typeof temporaryFolder>;
  let scripted: Scripted;
  let code: Code;

  before(async () => {
    root = temporaryFolder("shelf");
    mkdirSync(join(root.path, "plain"));
    writeFileSync(join(root.path, "plain", "index.ts"), "export const plain = 1;\n");
    const folders = [{ uri: "shelf:/", name: "shelf" }, { path: "plain" }];
    const workspace = join(root.path, "some.code-workspace");
    writeFileSync(workspace, JSON.stringify({ folders }));
    scripted = await openScripted({
      folder: workspace,
      environment: { SONDE_SHELF: JSON.stringify(files) },
    });
    code = new Code(scripted.workbench);
    await scripted.workbench.chat.open();
  });
  after(async () => {
    await scripted.close();
    root.remove();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") {
      await scripted.workbench.screenshot(`failed-shelf-${Date.now()}`);
    }
  });

  const chip = (name: string): Locator =>
    scripted.workbench.chat.view
      .getByRole("list", { name: "Context" })
      .last()
      .getByRole("button", { name: `Remove ${name}`, exact: true });
  const ask = async (question: string, answer = "Well."): Promise<Asked> => {
    const { host, workbench } = scripted;
    await workbench.chat.send(question);
    const asked = await host.next();
    asked.answer(answer);
    await workbench.chat.idle();
    return asked;
  };
  const text = (asked: Asked): string => asked.messages.at(-1)?.content ?? "";
  /** Opens a file by the explorer: nothing searches what is on no disk. */
  const open = async (name: string): Promise<void> => {
    const { page } = scripted.workbench;
    await page
      .getByRole("tab", { name: /^Explorer/ })
      .first()
      .click();
    await page.getByRole("treeitem", { name }).first().dblclick();
    await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await page.locator(".editor-instance .monaco-editor.focused").waitFor();
  };

  it("has its instructions sent", async () => {
    await chip("shelf/AGENTS.md").waitFor();
    const rules = '<instructions path="shelf/AGENTS.md">\nRules of the shelf.\n</instructions>';
    assert.ok(text(await ask("One?")).startsWith(rules));
  });

  it("has its open file sent under its name", async () => {
    await open("index.ts");
    await scripted.workbench.chat.open();
    await chip("shelf/index.ts").waitFor();
    const asked = text(await ask("What is it?"));
    const sent = '<file path="shelf/index.ts" language="typescript">\nexport const name = "shelf";\n</file>';
    assert.ok(asked.includes(sent), asked);
  });

  it("has a block applied to it, and saved", async () => {
    const { page, chat } = scripted.workbench;
    await ask("Rename it", 'In `shelf/index.ts`:\n\n```typescript\nexport const name = "board";\n```\n');
    await chat.turns("Sonde").last().getByRole("button", { name: "Apply" }).click();
    await code.lens(acceptLens).waitFor();
    await code.press("Alt+A");
    await code.lens("Accepted").waitFor();
    await code.press("Control+S");
    await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    await chat.open();
    assert.ok(text(await ask("And now?")).includes('export const name = "board";\n'));
  });

  it("keeps back what its own rules ignore", async () => {
    await open("local.ts");
    await code.press("Alt+K");
    await scripted.workbench.page
      .getByText("local.ts is never sent: .gitignore or .sondeignore names it.")
      .first()
      .waitFor();
    await scripted.workbench.chat.open();
    assert.ok(!(await ask("And that?")).request.body.includes("an ignored text"));
  });
});
