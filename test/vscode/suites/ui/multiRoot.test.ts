/**
 * A workspace of several folders that hold the same paths, two of them by the same name: what goes along says whose it
 * is, what an answer names is found in the right one, and each folder's own instructions and rules hold in it.
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Locator } from "playwright-core";
import type { Asked, ScriptedHost } from "../../../wire/scriptedHost.ts";
import { acceptLens, Code } from "../../driver/code.ts";
import { openScripted, type Scripted } from "../../driver/scripted.ts";
import type { Workbench } from "../../driver/workbench.ts";
import { temporaryFolder } from "../../machine/lifetime.ts";

const folders = ["client", "server", "one/app", "two/app"];

describe("a workspace of several folders", () => {
  let root: ReturnType<typeof temporaryFolder>;
  let scripted: Scripted;
  let host: ScriptedHost;
  let workbench: Workbench;
  let code: Code;

  const file = (folder: string): string => join(root.path, folder, "src", "index.ts");
  const content = (folder: string): string => readFileSync(file(folder), "utf8");

  before(async () => {
    root = temporaryFolder("folders");
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(root.path, path)), { recursive: true });
      writeFileSync(join(root.path, path), text);
    };
    for (const folder of folders) {
      write(`${folder}/src/index.ts`, `export const name = "${folder}";\n`);
      write(`${folder}/src/local.ts`, `export const local = "${folder}";\n`);
      write(`${folder}/AGENTS.md`, `Rules of ${folder}.\n`);
    }
    write("client/.sondeignore", "local.ts\n");
    const workspace = { folders: folders.map((path) => ({ path })) };
    write("all.code-workspace", JSON.stringify(workspace));
    scripted = await openScripted({ folder: join(root.path, "all.code-workspace") });
    ({ host, workbench } = scripted);
    code = new Code(workbench);
    await workbench.chat.open();
  });
  after(async () => {
    await scripted.close();
    root.remove();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await workbench.screenshot(`failed-folders-${Date.now()}`);
  });

  const chip = (name: string): Locator =>
    workbench.chat.view
      .getByRole("list", { name: "Context" })
      .last()
      .getByRole("button", { name: `Remove ${name}`, exact: true });
  const option = (name: string | RegExp): Locator => workbench.chat.view.getByRole("option", { name });
  const mention = async (letters: string, name: string): Promise<void> => {
    await workbench.chat.message.pressSequentially(`@${letters}`);
    await option(name).first().click();
  };
  const ask = async (question: string, answer = "Well."): Promise<Asked> => {
    await workbench.chat.message.press("End");
    await workbench.chat.message.pressSequentially(question);
    await workbench.chat.message.press("Enter");
    const asked = await host.next();
    asked.answer(answer);
    await workbench.chat.idle();
    return asked;
  };
  const text = (asked: Asked): string => asked.messages.at(-1)?.content ?? "";
  /** Applies the block of the last answer. */
  const apply = async (): Promise<void> =>
    workbench.chat.turns("Sonde").last().getByRole("button", { name: "Apply" }).click();
  /** A command that is asked for while the caret is still on its way would be closed by it. */
  const toChat = async (): Promise<void> => {
    await workbench.chat.open();
    await workbench.chat.view.locator("textarea:focus").waitFor();
  };
  /** Accepts what is proposed, once that can be seen, and saves it. */
  const accept = async (said: string): Promise<void> => {
    await code.lens(acceptLens).waitFor();
    await code.zone.getByText(said).first().waitFor();
    await code.press("Alt+A");
    await code.lens("Accepted").waitFor();
    await code.press("Control+S");
    await workbench.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    await toChat();
  };

  /** Closes what is open, and takes away that it is offered still. */
  const closeAll = async (open: string): Promise<void> => {
    await workbench.runCommand("View: Close All Editors");
    await workbench.page.locator(".tab").first().waitFor({ state: "detached" });
    await toChat();
    await chip(open).click();
    await chip(open).waitFor({ state: "detached" });
    await workbench.chat.message.focus();
  };

  it("sends the instructions of each, once", async () => {
    await chip("one/app/AGENTS.md").waitFor();
    const asked = text(await ask("One?"));
    for (const folder of folders) {
      const rules = `<instructions path="${folder}/AGENTS.md">\nRules of ${folder}.\n</instructions>`;
      assert.ok(asked.includes(rules), `${rules} in ${asked}`);
    }
    const again = await ask("Two?");
    assert.equal(text(again), "Two?");
    assert.equal(again.request.body.match(/Rules of/g)?.length, folders.length);
  });

  it("tells files of the same path apart, and finds them by their folder", async () => {
    await workbench.chat.message.pressSequentially("@index");
    for (const folder of folders) await option(`${folder}/src/index.ts`).waitFor();
    await workbench.screenshot("folders-mention");
    await workbench.chat.message.fill("");
    await mention("server", "server/src/index.ts");
    await chip("server/src/index.ts").waitFor();
    const asked = text(await ask("what is it?"));
    assert.ok(
      asked.includes(
        '<file path="server/src/index.ts" language="typescript">\nexport const name = "server";\n</file>',
      ),
      asked,
    );
    assert.ok(!asked.includes('"client"'), asked);
  });

  it("applies a block where its name says, in folders of the same name too", async () => {
    const block = 'In `two/app/src/index.ts`:\n\n```typescript\nexport const name = "second";\n```\n';
    await ask("Rename it", block);
    await apply();
    await accept('"second"');
    assert.equal(content("two/app"), 'export const name = "second";\n');
    assert.equal(content("one/app"), 'export const name = "one/app";\n');
  });

  it("applies a block with a name that several have to the one that went along", async () => {
    await closeAll("two/app/src/index.ts");
    await mention("server", "server/src/index.ts");
    await chip("server/src/index.ts").waitFor();
    await ask("rename it", 'In `src/index.ts`:\n\n```typescript\nexport const name = "went";\n```\n');
    await apply();
    await accept('"went"');
    assert.equal(content("server"), 'export const name = "went";\n');
    assert.equal(content("client"), 'export const name = "client";\n');
  });

  it("asks which one a name means that several have", async () => {
    await closeAll("server/src/index.ts");
    await ask("And now?", 'In `src/index.ts`:\n\n```typescript\nexport const name = "asked";\n```\n');
    await apply();
    const question = workbench.quickInput.getByText("Several Folders Have This File");
    await question.waitFor();
    await workbench.screenshot("folders-which");
    await workbench.page.keyboard.press("Escape");
    await question.waitFor({ state: "hidden" });
    assert.equal(await workbench.page.locator(".tab").count(), 0);
    await apply();
    await workbench.quickChoice("one/app/src/index.ts").click();
    await accept('"asked"');
    assert.equal(content("one/app"), 'export const name = "asked";\n');
    assert.equal(content("client"), 'export const name = "client";\n');
  });

  it("takes folders of the same path along, and a whole one by its name", async () => {
    const names = ["client/src", "server/src", "one/app/src", "two/app/src"];
    for (const name of names) {
      await workbench.chat.message.pressSequentially(`@${name}`);
      await option(name).filter({ hasNotText: ".ts" }).first().click();
      await chip(name).waitFor();
    }
    await workbench.chat.message.pressSequentially("@two/app");
    await option(/^app\s*two\/app$/).click();
    await chip("two/app").waitFor();
    const asked = text(await ask("compare them"));
    for (const name of [...names, "two/app"]) {
      assert.ok(asked.includes(`<material kind="folder" name="${name}">\n=== `), `${name} in ${asked}`);
      assert.ok(asked.includes(`=== ${name.replace(/\/src$/, "")}/src/index.ts\n`), name);
    }
    assert.ok(asked.includes('local = "server"'));
    assert.ok(!asked.includes('local = "client"'), "what one folder ignores is ignored there alone");
    assert.ok(!asked.includes(root.path));
  });

  it("offers what another folder ignores", async () => {
    await workbench.chat.message.pressSequentially("@local");
    await option("server/src/local.ts").waitFor();
    await option("two/app/src/local.ts").waitFor();
    assert.equal(await option("client/src/local.ts").count(), 0);
    await workbench.chat.message.fill("");
  });

  it("proposes a new file in the folder that its name begins with", async () => {
    await ask("More?", "In `server/src/fresh.ts`:\n\n```typescript\nexport const fresh = 1;\n```\n");
    await apply();
    await workbench.page.getByText("server/src/fresh.ts: new file").first().waitFor();
    await workbench.page.getByText("Create server/src/fresh.ts?").first().waitFor();
    const caret = workbench.page.locator(".monaco-diff-editor .editor.modified .monaco-editor.focused");
    await caret.waitFor();
    await workbench.page.locator('.editor-actions [aria-label^="Accept Edit"]:visible').waitFor();
    await code.press("Alt+A");
    await caret.waitFor({ state: "detached" });
    await workbench.page.locator(".view-line", { hasText: "export const fresh" }).waitFor();
    assert.equal(
      readFileSync(join(root.path, "server", "src", "fresh.ts"), "utf8"),
      "export const fresh = 1;\n",
    );
  });
});
