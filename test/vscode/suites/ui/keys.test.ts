/** What becomes of an API key that a person has entered: it outlives the page, and goes when it is removed. */
import assert from "node:assert/strict";
import { ScriptedHost } from "../../../wire/scriptedHost.ts";
import { Workbench } from "../../driver/workbench.ts";

const key = "sk-test-0123456789abcdef";

describe("an API key", () => {
  let host: ScriptedHost;
  let workbench: Workbench;
  const providers = (): Record<string, object> => ({
    deepseek: { baseUrl: host.baseUrl },
    siliconflow: { baseUrl: host.baseUrl },
    custom: { baseUrl: host.baseUrl },
    ollama: { baseUrl: "http://127.0.0.1:1", headers: { "x-gate": "of another server" } },
  });
  before(async () => {
    host = await ScriptedHost.start();
    host.key = key;
    host.told.set("/api/tags", { models: [{ model: "qwen3:8b" }] });
    host.told.set("/api/show", {});
    workbench = await Workbench.open({
      environment: { OLLAMA_HOST: host.baseUrl, SILICONFLOW_API_KEY: "sk-from-environment" },
      settings: {
        "sonde.providers": providers(),
      },
    });
    await workbench.chat.open();
  });
  after(async () => {
    await workbench.close();
    await host.close();
  });

  it("that was entered is still there when the page has been loaded again", async () => {
    const { chat } = workbench;
    await chat.welcome.waitFor();
    await workbench.runCommand("Sonde: Set API Key");
    await workbench.quickChoice("DeepSeek").first().click();
    await workbench.quickInput.getByText("API key for DeepSeek").waitFor();
    await workbench.answer(key);
    await chat.welcome.waitFor({ state: "hidden" });
    await workbench.reload();
    // The view comes back by itself; a list that opened before would be closed by that.
    await chat.message.waitFor();
    await chat.send("Are you there?");
    const asked = await host.next();
    assert.equal(asked.request.headers.authorization, `Bearer ${key}`);
    asked.answer("Yes.");
    await chat.idle();
  });

  it("is not replaced by another whose check was given up", async () => {
    const { chat, page } = workbench;
    const gate = host.hold();
    const before = host.requests.length;
    await workbench.runCommand("Sonde: Set API Key");
    await workbench.quickChoice("DeepSeek").first().click();
    await workbench.quickInput.getByText("API key for DeepSeek").waitFor();
    await workbench.answer("sk-mistyped");
    await gate.reached;
    await page.keyboard.press("Escape");
    await workbench.quickInput.waitFor({ state: "hidden" });
    gate.open();
    await chat.send("Whose key is it?");
    const asked = await host.next();
    assert.equal(asked.request.headers.authorization, `Bearer ${key}`);
    asked.answer("Mine.");
    await chat.idle();
    const checks = host.requests.slice(before).filter(({ method }) => method === "GET");
    assert.deepEqual(
      checks.map(({ headers }) => headers.authorization),
      ["Bearer sk-mistyped"],
    );
  });

  it("is in no plain text in the page's storage", async () => {
    const stored = await workbench.page.evaluate(() => JSON.stringify(localStorage));
    assert.match(stored, /secrets\.provider/);
    assert.ok(!stored.includes(key));
  });

  it("that was removed is gone for good", async () => {
    const { chat } = workbench;
    await workbench.runCommand("Sonde: Remove API Key");
    await workbench.quickChoice("DeepSeek").first().click();
    await workbench.page.getByText("The API key of DeepSeek has been removed.").first().waitFor();
    await workbench.reload();
    // The view comes back by itself; a list that opened before would be closed by that.
    await chat.message.waitFor();
    const before = host.requests.length;
    await chat.send("And now?");
    await chat.alert.last().getByRole("button", { name: "Set API Key" }).waitFor();
    assert.equal(host.requests.length, before);
  });

  it("is not asked for where the settings say that none is sent", async () => {
    const { chat } = workbench;
    const hint = chat.view.getByText("DeepSeek has no API key yet.");
    await hint.waitFor();
    const deepseek = {
      baseUrl: host.baseUrl,
      authentication: "none",
      headers: { authorization: "Basic eA==" },
    };
    await workbench.changeSettings({ "sonde.providers": { ...providers(), deepseek } });
    await hint.waitFor({ state: "hidden" });
    await chat.send("Do you want one?");
    const asked = await host.next();
    assert.equal(asked.request.headers.authorization, "Basic eA==");
    asked.answer("No.");
    await chat.idle();
    await workbench.changeSettings({ "sonde.providers": providers() });
    await hint.waitFor();
  });

  it("takes the place of a provider that has none, and of the practice model", async () => {
    const { chat, page } = workbench;
    const enter = async (provider: string): Promise<void> => {
      await workbench.runCommand("Sonde: Set API Key");
      await workbench.quickChoice(provider).first().click();
      await workbench.quickInput.getByText(`API key for ${provider}`).waitFor();
      await workbench.answer(key);
      await page
        .getByText(`The API key for ${provider} is saved, and ${provider} answers from now on.`)
        .first()
        .waitFor();
    };
    const answeredBy = async (model: RegExp): Promise<void> => {
      await chat.send("Who is there?");
      const asked = await host.next();
      assert.match(String(asked.json["model"]), model);
      asked.answer("Me.");
      await chat.idle();
    };
    await enter("SiliconFlow");
    await answeredBy(/^deepseek-ai\//);
    await workbench.runCommand("Sonde: Try Offline");
    await chat.button(/^Model: .*practice/).waitFor();
    await enter("DeepSeek");
    await answeredBy(/^deepseek-/);
  });

  it("of a server of one's own goes with a model of it, the only one or the chosen one", async () => {
    const { chat } = workbench;
    const enter = async (): Promise<void> => {
      await workbench.runCommand("Sonde: Try Offline");
      await chat.button(/^Model: .*practice/).waitFor();
      await workbench.runCommand("Sonde: Set API Key");
      await workbench.quickChoice("OpenAI-compatible server").first().click();
      await workbench.quickInput.getByText("API key for OpenAI-compatible server").waitFor();
      await workbench.answer(key);
    };
    host.told.set("/v1/models", { data: [{ id: "only-one" }] });
    await enter();
    await chat.button("Model: only-one").waitFor();
    host.told.set("/v1/models", { data: [{ id: "embedding" }, { id: "talker" }] });
    // A list that anybody gets proves no key.
    host.key = undefined;
    await enter();
    await workbench.quickInput.getByText("OpenAI-compatible server lists its models to anybody.").waitFor();
    await workbench.page.keyboard.press("Enter");
    await workbench.quickInput.getByText("Select Model of OpenAI-compatible server").waitFor();
    await workbench.quickChoice("talker").first().click();
    await chat.button("Model: talker").waitFor();
  });

  it("is asked for by a local server that lists nothing without one, which sees no settings of another", async () => {
    const { chat, page } = workbench;
    host.key = key;
    await workbench.runCommand("Sonde: Use a Local Server");
    const row = workbench.quickChoice(host.baseUrl);
    await row.getByText("Ollama needs an API key.").waitFor();
    await row.first().click();
    const dialog = page.getByRole("dialog").filter({ hasText: "made for http://127.0.0.1:1: headers." });
    await dialog.getByRole("button", { name: "Forget" }).click();
    await workbench.quickInput.getByText("API key for Ollama").waitFor();
    await workbench.answer(key);
    await chat.button("Model: qwen3:8b").waitFor();
    const checked = host.requests.filter(({ path }) => path === "/api/tags").map(({ headers }) => headers);
    assert.ok(checked.some(({ authorization }) => authorization === `Bearer ${key}`));
    assert.ok(checked.every((headers) => headers["x-gate"] === undefined));
  });

  it("that was removed leaves the one of the environment, and says so", async () => {
    await workbench.runCommand("Sonde: Remove API Key");
    await workbench.quickChoice("SiliconFlow").first().click();
    const said =
      "The API key of SiliconFlow has been removed. The one in SILICONFLOW_API_KEY is used from now on.";
    await workbench.page.getByText(said).first().waitFor();
  });

  it("is no part of an address, nor is any password", async () => {
    await workbench.runCommand("Sonde: Use a Local Server");
    await workbench.quickChoice("Another address…").first().click();
    await workbench.quickInput.getByText("The base URL of an OpenAI-compatible server").waitFor();
    await workbench.quickInput.locator("input").fill("https://ada:sesame@gate.example");
    await workbench.quickInput.getByText("can't hold a name and password.").waitFor();
    await workbench.page.keyboard.press("Escape");
  });
});
