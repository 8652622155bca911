/**
 * What goes along with a question, as a person adds it: instructions of the project, a branch, a commit, prompt files,
 * dropped files, pasted images; and what stays here: ignored and excluded files, files from elsewhere, secrets.
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import type { Asked, ScriptedHost } from "../../../wire/scriptedHost.ts";
import { acceptLens, Code, fence } from "../../driver/code.ts";
import { copySample, git, sampleFile } from "../../driver/sample.ts";
import { openScripted, type Scripted } from "../../driver/scripted.ts";
import type { Workbench } from "../../driver/workbench.ts";

const canary = "ghp_9dK2mXq7Rt4Lw8Zb1Vn5Yc3Hj6Pf0Sg2Ua4E";

/** A red picture of 2 × 1 pixels. */
const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4z8AARAAI/gH/xp559wAAAABJRU5ErkJggg==";

describe("what goes along with a question", () => {
  let sample: ReturnType<typeof copySample>;
  let scripted: Scripted;
  let host: ScriptedHost;
  let workbench: Workbench;

  before(async () => {
    sample = copySample();
    const write = (path: string, text: string): void => writeFileSync(join(sample.path, path), text);
    git(sample.path, "stash", "--quiet");
    git(sample.path, "switch", "--quiet", "--create", "feature");
    write("src/coupon.ts", "export const coupon = 7;\n");
    git(sample.path, "add", "--all");
    git(sample.path, "commit", "--quiet", "--message", "Take coupons");
    write("AGENTS.md", "Write tests in Dutch.\n");
    write(".gitignore", "# What is made\n/dist\n/ignored.txt\n");
    write("ignored.txt", "an ignored text\n");
    // Quick Open, by which the test opens it, lists nothing that git ignores.
    write("src/.sondeignore", "# Ours\nlocal.ts\n");
    write("src/local.ts", "export const local = 'an ignored text';\n");
    write("src/key.ts", `export const key = "${canary}";\n`);
    write(".env", `TOKEN=${canary}\n`);
    mkdirSync(join(sample.path, ".github", "prompts"), { recursive: true });
    write(".github/prompts/review.prompt.md", "---\ndescription: Look hard\n---\nReview the coupon.\n");
    scripted = await openScripted({
      folder: sample.path,
      openFile: sampleFile,
      settings: { "sonde.context.exclude": ["**/.{env,npmrc}"] },
    });
    ({ host, workbench } = scripted);
    await workbench.chat.open();
  });
  after(async () => {
    await scripted.close();
    sample.remove();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await workbench.screenshot(`failed-context-${Date.now()}`);
  });

  const chips = (): Locator => workbench.chat.view.getByRole("list", { name: "Context" }).last();
  const chip = (name: string): Locator => chips().getByRole("button", { name: `Remove ${name}` });
  const content = (asked: Asked): unknown =>
    (asked.json["messages"] as { content: unknown }[]).at(-1)?.content;
  const text = (asked: Asked): string => {
    const last = content(asked);
    assert.ok(typeof last === "string");
    return last;
  };
  const ask = async (question: string): Promise<Asked> => {
    await workbench.chat.message.press("End");
    await workbench.chat.message.pressSequentially(question);
    await workbench.chat.message.press("Enter");
    const asked = await host.next();
    asked.answer("Well.");
    await workbench.chat.idle();
    return asked;
  };
  const mention = async (letters: string, label: string): Promise<void> => {
    await workbench.chat.message.pressSequentially(`@${letters}`);
    await workbench.chat.view.getByRole("option", { name: label }).first().click();
  };

  it("the project's instructions go once, and not while they are switched off", async () => {
    await chip("AGENTS.md").waitFor();
    await workbench.chat.button("Instructions: 1 of 1").waitFor();
    await workbench.screenshot("context-instructions");
    const rules = '<instructions path="AGENTS.md">\nWrite tests in Dutch.\n</instructions>';
    assert.ok(text(await ask("One?")).startsWith(rules));
    await chip("AGENTS.md").waitFor({ state: "detached" });
    const second = await ask("Two?");
    assert.ok(!text(second).includes("Dutch"));
    assert.ok(second.request.body.includes("Dutch"), "the first question stands as it was");
    await workbench.chat.button("Instructions: 1 of 1").click();
    await workbench.quickInput.getByText("Instructions for This Chat").waitFor();
    await workbench.screenshot("context-switch");
    await workbench.quickChoice("AGENTS.md").click();
    await workbench.quickInput.getByRole("button", { name: "OK" }).click();
    await workbench.chat.button("Instructions: 0 of 1").waitFor();
    assert.ok(!(await ask("Three?")).request.body.includes("Dutch"));
    await workbench.reload();
    await workbench.chat.button("Instructions: 0 of 1").waitFor();
    // VS Code has put the caret back into the editor.
    await workbench.chat.open();
    await workbench.chat.view.locator("textarea:focus").waitFor();
  });

  it("a branch and a commit are what git says of them", async () => {
    await mention("branch", "Branch Diff");
    await chip("Branch Diff").waitFor();
    const branch = text(await ask("What is new?"));
    assert.match(branch, /Commits since main:\n[0-9a-f]+ Take coupons/);
    assert.match(branch, /\+export const coupon = 7;/);
    assert.ok(!branch.includes("monthly report"), "what main has is no part of it");
    await mention("coupons", "Take coupons");
    const commit = text(await ask("and why?"));
    assert.match(commit, /<material kind="commit" name="[0-9a-f]+">\nCommit [0-9a-f]+:\nTake coupons/);
    assert.match(commit, /\+export const coupon = 7;/);
  });

  it("git changes are all that is not committed, new files too", async () => {
    await mention("git", "Git Changes");
    await chip("Git Changes").waitFor();
    const changes = text(await ask("review this"));
    assert.ok(changes.includes("=== AGENTS.md (new file)\nWrite tests in Dutch."), changes);
    for (const secret of ["ignored text", canary]) assert.ok(!changes.includes(secret), secret);
    // A repository that git does not understand is not one without changes.
    const head = join(sample.path, ".git", "HEAD");
    const before = readFileSync(head);
    writeFileSync(head, "nonsense\n");
    await mention("git", "Git Changes");
    await workbench.chat.view.locator(".meter-cut").getByText("Git Changes: ").waitFor();
    await workbench.screenshot("context-git-refuses");
    const refused = text(await ask("and now?"));
    writeFileSync(head, before);
    assert.ok(!refused.includes("No changes."), refused);
  });

  it("a prompt file puts its words into the composer", async () => {
    await workbench.chat.message.pressSequentially("/rev");
    await workbench.chat.view.getByRole("option", { name: "/review" }).waitFor();
    await workbench.screenshot("context-prompt");
    await workbench.chat.message.press("Enter");
    await (
      await workbench.chat.frame()
    ).waitForFunction(() => document.querySelector("textarea")?.value === "Review the coupon.");
    assert.match(text(await ask(" Please.")), /Review the coupon\. Please\.$/);
  });

  it("dropped files and folders go, and nothing that is ignored, excluded or elsewhere", async () => {
    const elsewhere = join(tmpdir(), "elsewhere.txt");
    const uris = [
      ...["ignored.txt", "src/local.ts", ".env", "src/../../elsewhere.txt"].map(
        (path) => `file://${sample.path}/${path}`,
      ),
      `file://${elsewhere}`,
      "command:workbench.action.terminal.new",
      "https://evil.test/",
      ...["src/coupon.ts", ".github/prompts"].map((path) => `file://${sample.path}/${path}`),
    ].join("\n");
    await workbench.chat.message.evaluate((box, list) => {
      const data = new DataTransfer();
      data.setData("application/vnd.code.uri-list", list);
      box.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
    }, uris);
    await chip("src/coupon.ts").waitFor();
    await chip(".github/prompts").waitFor();
    await workbench.screenshot("context-dropped");
    const asked = await ask(" Look.");
    assert.match(
      text(asked),
      /<file path="src\/coupon\.ts"[^]*Review the coupon[^]*https:\/\/evil\.test\/ Look\.$/,
    );
    for (const secret of ["ignored text", canary, "elsewhere.txt"])
      assert.ok(!text(asked).includes(secret), secret);
    assert.deepEqual(workbench.outsideRequests, []);
  });

  it("more than can be added at once is said to be that, and a folder of many says what is left out", async () => {
    mkdirSync(join(sample.path, "many"));
    const names = Array.from({ length: 230 }, (_, at) => `many/${at}.txt`);
    for (const name of names) writeFileSync(join(sample.path, name), `${name}\n`);
    const drop = (paths: readonly string[]): Promise<void> =>
      workbench.chat.message.evaluate(
        (box, list) => {
          const data = new DataTransfer();
          data.setData("application/vnd.code.uri-list", list);
          box.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
        },
        paths.map((path) => `file://${sample.path}/${path}`).join("\n"),
      );
    await drop(["many", ...names]);
    await workbench.page.getByText("Only the first 50 were looked at").first().waitFor();
    await workbench.chat.view.locator(".meter-cut").getByText("many: 30 files are left out.").waitFor();
    assert.equal(
      await chips()
        .getByRole("button", { name: /^Remove many/ })
        .count(),
      50,
    );
    assert.equal(await workbench.page.getByText(/\d\.txt was not added/).count(), 0);
    await workbench.screenshot("context-many");
    assert.match(text(await ask("All?")), /\(30 more files of this folder are not shown\)/);
  });

  it("the explorer's own menu adds a file", async () => {
    const { page } = workbench;
    await page
      .getByRole("tab", { name: /^Explorer/ })
      .first()
      .click();
    await page.getByRole("treeitem", { name: "package.json" }).click({ button: "right" });
    // By keyboard: VS Code's menus take no clicks in their first moments.
    await page.getByRole("menuitem", { name: "Add to Chat", exact: true }).hover();
    await page.keyboard.press("Enter");
    await chip("package.json").waitFor();
  });

  it("a pasted image goes to a model that sees it", async () => {
    await workbench.chat.message.evaluate((box, base64) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
      data.items.add(new File([bytes], "x.png", { type: "image/png" }));
      box.dispatchEvent(
        new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }),
      );
    }, png);
    await chip("Image 1").waitFor();
    const parts = content(await ask("What is it?"));
    assert.ok(Array.isArray(parts));
    assert.ok(
      !JSON.stringify(parts).includes("Look."),
      "what was sent before the chat was put away stays sent",
    );
    assert.deepEqual(parts.at(-1), { type: "image_url", image_url: { url: `data:image/png;base64,${png}` } });
    await workbench.chat.turns("You").last().locator(".chip img").waitFor();
    await workbench.screenshot("context-image");
  });

  it("a secret is asked about before anything leaves, and the message comes back", async () => {
    const before = host.requests.length;
    await workbench.chat.message.fill(`Is ${canary} a key?`);
    await workbench.chat.message.press("Enter");
    await workbench.quickInput
      .getByText("Your message holds what looks like a secret: GitHub token")
      .waitFor();
    await workbench.screenshot("context-secret");
    await workbench.page.keyboard.press("Escape");
    const frame = await workbench.chat.frame();
    await frame.waitForFunction(() => document.querySelector("textarea")?.value.startsWith("Is ghp_"));
    assert.equal(host.requests.length, before);
  });

  it("and comes back also where the chat was put away to look at the file", async () => {
    const { chat, page } = workbench;
    const before = host.requests.length;
    const asked = `Is ${canary} one?`;
    await chat.message.fill(asked);
    // Not by key: the view is given the focus once more a moment after words came back, and a key may fall in between.
    await chat.sendButton.click();
    const question = workbench.quickInput.getByText("Your message holds what looks like a secret");
    await question.waitFor();
    await page
      .getByRole("tab", { name: /^Explorer/ })
      .first()
      .click();
    await chat.message.waitFor({ state: "hidden" });
    await question.click();
    await page.keyboard.press("Escape");
    await chat.message.waitFor();
    await (
      await chat.frame()
    ).waitForFunction((whole) => document.querySelector("textarea")?.value === whole, asked);
    assert.equal(host.requests.length, before);
  });

  it("an ignored file is not edited, and a secret in another is asked about before anything leaves", async () => {
    const before = host.requests.length;
    const code = new Code(workbench);
    const open = async (path: string): Promise<void> => {
      await workbench.openFile(path);
      await workbench.page.locator(".editor-instance .monaco-editor.focused").waitFor();
    };
    await open("src/local.ts");
    await code.press("Alt+K");
    await workbench.page
      .getByText("src/local.ts is never sent: .gitignore or .sondeignore names it.")
      .first()
      .waitFor();
    await open("src/key.ts");
    const edit = async (instruction: string): Promise<void> => {
      await code.press("Alt+K");
      await workbench.quickInput.getByPlaceholder(/done with this code/).waitFor();
      await workbench.answer(instruction);
    };
    const question = workbench.quickInput.getByText(
      "src/key.ts holds what looks like a secret: GitHub token",
    );
    await edit("Say secret");
    await question.waitFor();
    await workbench.screenshot("edit-secret");
    await workbench.page.keyboard.press("Escape");
    await question.waitFor({ state: "hidden" });
    assert.equal(host.requests.length, before);
    await edit("Say secret");
    await workbench.quickChoice("Send Anyway").click();
    const asked = await host.next();
    assert.ok(asked.request.body.includes(canary));
    asked.answer(fence(`export const secret = "${canary}";`));
    await code.lens(acceptLens).waitFor();
    await code.press("Alt+X");
    await code.zone.waitFor({ state: "detached" });
    await code.withoutLenses();
    // What was agreed to once is not asked about again.
    await edit("Say token");
    (await host.next()).answer(fence(`export const token = "${canary}";`));
    await code.lens(acceptLens).waitFor();
    await code.press("Alt+X");
    await code.zone.waitFor({ state: "detached" });
    await code.withoutLenses();
  });
});
