/**
 * The chat as a person uses it, against a host that speaks DeepSeek's bytes: the key typed into the input box, the
 * question into the composer, thinking and answer found by role and name, stopped, reloaded, refused.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync, watch } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { ScriptedHost } from "../../../wire/scriptedHost.ts";
import { sampleFile } from "../../driver/sample.ts";
import { Workbench } from "../../driver/workbench.ts";

const key = "sk-test-0123456789abcdef";

describe("the chat, asked as a person asks", () => {
  let host: ScriptedHost;
  let workbench: Workbench;

  before(async () => {
    host = await ScriptedHost.start();
    host.key = key;
    workbench = await Workbench.open({
      openFile: sampleFile,
      settings: {
        "sonde.providers": { deepseek: { baseUrl: host.baseUrl } },
        "files.simpleDialog.enable": true,
      },
    });
  });
  after(async () => {
    await workbench.close();
    await host.close();
  });

  it("opens no connection before it is asked", async () => {
    await workbench.chat.open();
    await workbench.chat.welcome.waitFor();
    await workbench.screenshot("chat-welcome");
    assert.equal(host.requests.length, 0);
    assert.deepEqual(workbench.outsideRequests, []);
  });

  it("refuses a wrong key in the box and keeps what was typed", async () => {
    await workbench.chat.welcome.getByRole("button", { name: "Set API Key" }).click();
    const title = workbench.quickInput.getByText("API key for DeepSeek");
    if (!(await title.isVisible())) await workbench.quickChoice("DeepSeek").first().click();
    await title.waitFor();
    await workbench.answer("sk-wrong-0123456789");
    await workbench.quickInput.getByText("DeepSeek did not accept the API key.").waitFor();
    assert.equal(await workbench.quickInput.locator("input").inputValue(), "sk-wrong-0123456789");
    await workbench.screenshot("key-refused");
  });

  it("saves a key that the host accepts, and leaves the welcome", async () => {
    await workbench.answer(key);
    await workbench.quickInput.waitFor({ state: "hidden" });
    await workbench.chat.welcome.waitFor({ state: "hidden" });
    assert.equal(host.requests.at(-1)?.headers.authorization, `Bearer ${key}`);
  });

  it("streams thinking apart from the answer, with the active file as context", async () => {
    const { chat } = workbench;
    await chat.message.click();
    await chat.send("What does addItem do?");
    const asked = await host.next();
    assert.equal(asked.request.path, "/chat/completions");
    assert.equal(asked.request.headers.authorization, `Bearer ${key}`);
    const { messages: _messages, ...rest } = asked.json;
    assert.deepEqual(rest, {
      model: "deepseek-flash",
      stream: true,
      stream_options: { include_usage: true },
      thinking: { type: "enabled" },
      reasoning_effort: "high",
    });
    const [system, question, ...more] = asked.messages;
    assert.deepEqual([system?.role, question?.role, more.length], ["system", "user", 0]);
    assert.match(
      question?.content ?? "",
      /^<file path="src\/cart\.ts" language="typescript">\n[^]+\n<\/file>\n\nWhat does addItem do\?$/,
    );

    asked.keepAlive();
    await chat.view.getByText("Queued…").first().waitFor();
    asked.thinking("The user wants to know about **addItem**.");
    await chat.lastThinking.getByText("The user wants to know about **addItem**.").waitFor();
    await chat.lastThinking.getByRole("button", { name: /^Thinking…/ }).waitFor();
    await workbench.screenshot("chat-thinking");
    asked.text("It adds an **item**:\n\n```typescript\nadd(item);\n```\n");
    await chat.lastAnswer.getByRole("group", { name: "Code: typescript" }).waitFor();
    assert.equal(await chat.stopButton.isVisible(), true);
    asked.finish();
    await chat.idle();
    assert.equal(await chat.lastAnswer.locator("strong").innerText(), "item");
    await chat.lastThinking.getByRole("button", { name: /^Thought for .* · 24 tokens$/ }).waitFor();
    const usage = await chat.turns("Sonde").last().getByRole("note", { name: "Usage" }).innerText();
    assert.match(usage, /deepseek-flash/);
    assert.match(usage, /283/);
    assert.match(usage, /69/);
    assert.match(usage, /90\s?%/);
    assert.match(usage, /\$0\.0000/);
    await workbench.screenshot("chat-answer");
  });

  it("stops in mid-stream: the socket closes, what had arrived stays", async () => {
    const { chat } = workbench;
    await chat.send("Go on for long.");
    const asked = await host.next();
    asked.text("The beginning");
    await chat.lastAnswer.getByText("The beginning").waitFor();
    await chat.stopButton.click();
    await asked.gone;
    await chat.idle();
    assert.match(await chat.turns("Sonde").last().innerText(), /The beginning[^]*Stopped\./);
    const history = asked.messages;
    assert.deepEqual(
      history.map(({ role }) => role),
      ["system", "user", "assistant", "user"],
    );
  });

  it("stops by Escape", async () => {
    const { chat } = workbench;
    await chat.send("Again.");
    const asked = await host.next();
    asked.thinking("Let me see");
    await chat.lastThinking.getByText("Let me see").waitFor();
    await chat.message.press("Escape");
    await asked.gone;
    await chat.idle();
  });

  it("leaves out a chip that was removed", async () => {
    const { chat } = workbench;
    const remove = chat.view
      .getByRole("list", { name: "Context" })
      .last()
      .getByRole("button", { name: /^Remove / });
    await remove.click();
    await remove.waitFor({ state: "hidden" });
    await chat.send("Without the file?");
    const asked = await host.next();
    assert.equal(asked.messages.at(-1)?.content, "Without the file?");
    asked.answer("Yes.");
    await chat.idle();
  });

  it("goes on while the view is hidden, and shows everything when it is back", async () => {
    const { chat, page } = workbench;
    await chat.send("Are you there?");
    const asked = await host.next();
    asked.text("First half, ");
    await chat.lastAnswer.getByText("First half,").waitFor();
    await page
      .getByRole("tab", { name: /^Explorer/ })
      .first()
      .click();
    await chat.message.waitFor({ state: "hidden" });
    asked.text("second half.");
    asked.finish();
    await chat.open();
    await chat.lastAnswer.getByText("First half, second half.").waitFor();
  });

  it("shows the same conversation with the same figures after a reload", async () => {
    const { chat } = workbench;
    const figures = async (): Promise<readonly string[]> => [
      ...(await chat.view.getByRole("note", { name: "Usage" }).allInnerTexts()),
      ...(await chat.view.getByRole("button", { name: /^Thought for/ }).allInnerTexts()),
    ];
    const before = await figures();
    const turns = await chat.turns("Sonde").count();
    await workbench.reload();
    // The view was open, so VS Code brings it back by itself.
    await chat.message.waitFor();
    await chat.lastAnswer.getByText("First half, second half.").waitFor();
    assert.equal(await chat.turns("Sonde").count(), turns);
    assert.deepEqual(await figures(), before);
    assert.equal(await chat.welcome.isVisible(), false, "the key is still there");
  });

  it("asks for the key again when the base URL changes, and sends nothing there", async () => {
    const { chat } = workbench;
    const other = await ScriptedHost.start();
    // The model's name in the composer tells when the settings have arrived.
    const useHost = async (baseUrl: string, model: string): Promise<void> => {
      await workbench.changeSettings({ "sonde.providers": { deepseek: { baseUrl } }, "sonde.model": model });
      await chat.button(`Model: ${model}`).waitFor();
    };
    await useHost(other.baseUrl, "other-model");
    await chat.send("Hello?");
    await chat.alert.last().getByText("was entered for").waitFor();
    await chat.alert.last().getByRole("button", { name: "Set API Key" }).waitFor();
    assert.equal(other.requests.length, 0);
    await useHost(host.baseUrl, "deepseek-flash");
    await chat.send("And now?");
    (await host.next()).answer("Here I am.");
    await chat.lastAnswer.getByText("Here I am.").waitFor();
    await other.close();
  });

  const storedFiles = (): readonly string[] =>
    readdirSync(workbench.dataFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it("writes no key into an export or a log of every detail, where the host repeats it", async () => {
    const { chat, page, quickInput } = workbench;
    await workbench.runCommand("Developer: Set Log Level...");
    await workbench.quickChoice("Sonde").first().click();
    await workbench.quickChoice("Trace").first().click();
    await quickInput.waitFor({ state: "hidden" });
    await chat.send("Do you tell?");
    const refused = { error: { message: `There is no key ${key}.`, code: key } };
    (await host.next()).refuse(401, JSON.stringify(refused), { "x-request-id": key });
    await chat.turns("Sonde").last().getByRole("alert").waitFor();
    const logged = (): boolean =>
      storedFiles().some(
        (file) => file.endsWith("Sonde.log") && readFileSync(file, "utf8").includes(" a body of "),
      );
    while (!logged()) await setTimeout(10);
    const written = once(watch(workbench.folder), "change");
    await workbench.runCommand("Sonde: Export Chat");
    await quickInput.getByText("Export Chat").waitFor();
    await page.waitForFunction(() =>
      document.querySelector<HTMLInputElement>(".quick-input-widget input")?.value.endsWith(".md"),
    );
    await page.keyboard.press("Enter");
    await quickInput.waitFor({ state: "hidden" });
    await written;
    const [exported] = readdirSync(workbench.folder).filter((name) => /^What.*\.md$/.test(name));
    const path = join(workbench.folder, exported ?? "");
    while (readFileSync(path, "utf8") === "") await setTimeout(10);
    assert.match(readFileSync(path, "utf8"), /Do you tell\?/);
    assert.ok(!readFileSync(path, "utf8").includes(key));
  });

  it("writes the key nowhere but into the secret storage", () => {
    const files = storedFiles();
    const holders = files.filter((file) => readFileSync(file).includes(key));
    assert.ok(files.length > 3);
    assert.deepEqual(holders, []);
  });
});
