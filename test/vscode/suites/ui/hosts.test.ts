/**
 * Every provider, asked through the chat in a real editor, against a host on this machine that speaks that provider's
 * own bytes: what goes out, thinking and answer each in its place, the counts, and what is refused before it is sent.
 */
import assert from "node:assert/strict";
import { hostShapes } from "../../../wire/hostBytes.ts";
import { ScriptedHost } from "../../../wire/scriptedHost.ts";
import { Workbench } from "../../driver/workbench.ts";
import { bodyOf, cases, key, speech } from "./hostCases.ts";

describe("every host, asked through the chat", () => {
  let host: ScriptedHost;
  let workbench: Workbench;

  before(async () => {
    host = await ScriptedHost.start();
    workbench = await Workbench.open({
      environment: {
        DEEPSEEK_API_KEY: key,
        EVOLINK_API_KEY: key,
        RUNWARE_API_KEY: key,
        VTRIX_API_KEY: key,
        SEEDAO_API_KEY: key,
        OPENROUTER_API_KEY: key,
        SILICONFLOW_API_KEY: key,
        SONDE_API_KEY: undefined,
      },
      settings: { "sonde.provider": "seedao", "sonde.model": "deepseek-reasoner" },
    });
    await workbench.chat.open();
  });
  after(async () => {
    await workbench.close();
    await host.close();
  });

  /** Chooses a provider; the model's name in the composer tells when the settings have arrived. */
  const choose = async (provider: string, model: string, settings: object): Promise<void> => {
    await workbench.changeSettings({
      "sonde.provider": provider,
      "sonde.model": model,
      "sonde.providers": { [provider]: settings },
    });
    await workbench.chat.button(`Model: ${model}`).waitFor();
  };

  /** An empty conversation; what is typed before it is there would go with the old one. */
  const newChat = async (): Promise<void> => {
    await workbench.runCommand("Sonde: New Chat");
    await workbench.chat.turns("You").first().waitFor({ state: "detached" });
  };

  it("asks for the address of a provider that has none, and sends nothing", async () => {
    const { chat } = workbench;
    await chat.send("Where are you?");
    await chat.alert
      .last()
      .getByText("SeeDAO has no address yet. Set its base URL in the settings.")
      .waitFor();
    await chat.alert.last().getByRole("button", { name: "Open Settings" }).waitFor();
    assert.equal(host.requests.length, 0);
  });

  it("asks for a model of a server that has none yet, and sends nothing", async () => {
    const { chat } = workbench;
    await workbench.changeSettings({
      "sonde.provider": "custom",
      "sonde.model": "",
      "sonde.providers": { custom: { baseUrl: host.baseUrl } },
    });
    await workbench.page.getByRole("button", { name: /^Sonde: OpenAI-compatible server/ }).waitFor();
    await chat.send("Who are you?");
    const card = chat.alert.last();
    await card.getByText("OpenAI-compatible server has no model yet. Choose one.").waitFor();
    await card.getByRole("button", { name: "Select Model" }).waitFor();
    assert.equal(host.requests.filter(({ method }) => method === "POST").length, 0);
  });

  for (const one of cases) {
    it(one.title, async () => {
      const { chat } = workbench;
      // A model of another name in between, so that the wait for this one's can't be over too early.
      await choose("custom", `before ${one.title}`, { baseUrl: host.baseUrl });
      await choose(one.provider, one.model, {
        baseUrl: host.baseUrl,
        ...one.settings?.(host.baseUrl),
      });
      await newChat();
      await chat.send("What does addItem do?");
      const asked = await host.next();
      const { path, headers } = asked.request;
      assert.equal(path, one.path);
      const shown = one.keyHeader ?? "authorization";
      assert.equal(headers.authorization, shown === "authorization" ? `Bearer ${key}` : undefined);
      assert.equal(headers["x-api-key"], shown === "x-api-key" ? key : undefined);
      const body = bodyOf(asked);
      one.sent(body);
      assert.match(body.messages.at(-1)?.content ?? "", /What does addItem do\?$/);
      if (one.answers) await one.answers(host, asked, speech);
      else asked.end(hostShapes[one.shape].bytes(speech));
      await chat.idle();
      await chat.lastAnswer.getByText("It adds an item.").waitFor();
      assert.equal(await chat.lastAnswer.locator("strong").innerText(), "item");
      assert.equal(await chat.lastAnswer.getByText("Let me see").count(), 0, "thinking in its own place");
      if (one.thinks !== false) {
        await chat.lastThinking.getByRole("button", { name: /^Thought for/ }).click();
        await chat.lastThinking.getByText("Let me see é漢😀.").waitFor();
        const usage = await chat.turns("Sonde").last().getByRole("note", { name: "Usage" }).innerText();
        assert.match(usage, /283/);
        assert.match(usage, /69/);
      }
    });
  }

  const continuations = [
    ["deepseek", "deepseek-flash", "/beta/chat/completions", "its beginning"],
    ["siliconflow", "deepseek-ai/DeepSeek-V4-Pro", "/v1/chat/completions", "asking for the rest"],
  ] as const;
  for (const [provider, model, path, how] of continuations) {
    it(`goes on with a cut answer of ${provider} by ${how}`, async () => {
      const { chat } = workbench;
      await choose(provider, model, { baseUrl: host.baseUrl });
      await newChat();
      await chat.send("Say it.");
      const first = await host.next();
      first.text("Half of a wo");
      first.finish("length");
      await chat.idle();
      await chat.button("Continue").last().click();
      const second = await host.next();
      assert.equal(second.request.path, path);
      const last = bodyOf(second).messages.at(-1);
      if (provider === "deepseek") {
        assert.deepEqual(last, { role: "assistant", content: "Half of a wo", prefix: true });
      } else assert.equal(last?.role, "user");
      second.answer("rd.");
      await chat.idle();
      await chat.lastAnswer.getByText("Half of a word.").waitFor();
      assert.equal(await chat.turns("Sonde").count(), 1);
    });
  }

  it("refuses a parameter out of the host's range, names it, and sends nothing", async () => {
    const { chat } = workbench;
    await choose("runware", "deepseek-v4-flash", {
      baseUrl: host.baseUrl,
      parameters: { frequencyPenalty: -0.5 },
    });
    const before = host.requests.length;
    await chat.send("And now?");
    const sentence =
      "Runware takes sonde.providers.runware.parameters.frequencyPenalty in the range 0–2 only.";
    await chat.alert.last().getByText(sentence).waitFor();
    await chat.alert.last().getByRole("button", { name: "Open Settings" }).waitFor();
    await workbench.screenshot("setting-out-of-range");
    assert.equal(host.requests.length, before);
  });

  it("names a setting whose value can't be used", async () => {
    const { chat } = workbench;
    await choose("runware", "deepseek-v4-pro", { baseUrl: host.baseUrl, delivery: "pigeon" });
    await chat.send("And now?");
    await chat.alert
      .last()
      .getByText("The value of sonde.providers.runware.delivery can't be used.")
      .waitFor();
  });

  it("asks nobody else", () => {
    assert.deepEqual(workbench.outsideRequests, []);
  });
});
