/**
 * What Ollama tells of each of its models when it is asked for the list.
 */
import assert from "node:assert/strict";
import { ollama } from "../../../src/provider/dialects/ollama.ts";
import type { Scene } from "../scriptedTransport.ts";
import { accessTo, workbench } from "../workbench.ts";
import { error } from "./outcome.ts";

/** A model's settings as Ollama writes them. */
function settingOf(context: number): string {
  return `num_ctx                        ${context}\nstop                           "<|im_end|>"`;
}

describe("Ollama's models, each asked about itself,", () => {
  const tags = (...models: readonly object[]): string => JSON.stringify({ models });
  const shown = (told: object): Scene => ({ pieces: [JSON.stringify(told)] });
  const trainedFor = (context: number): object => ({
    "general.architecture": "qwen3",
    "qwen3.context_length": context,
    // Of another part of the same file.
    "clip.context_length": 77,
  });
  const efforts = ["off", "low", "high", "max"];
  const lister = (...scenes: readonly Scene[]) => {
    const { client, transport } = workbench(scenes);
    const ask = () =>
      client.listModels(ollama, accessTo("http://127.0.0.1:11434"), new AbortController().signal);
    return { ask, transport };
  };
  const asked = async (entry: object, told: object) => {
    const { ask, transport } = lister({ pieces: [tags(entry)] }, shown(told));
    return { models: await ask(), sent: transport.sent };
  };

  it("tell by name, with the key and no stream", async () => {
    const { sent } = await asked({ model: "a:8b" }, {});
    const [, call] = sent;
    assert.equal(call?.url, "http://127.0.0.1:11434/api/show");
    assert.equal(call.method, "POST");
    assert.equal(call.headers["content-type"], "application/json");
    assert.deepEqual(JSON.parse(call.body ?? ""), { model: "a:8b" });
  });

  for (const { name, entry = {}, told, size } of [
    {
      name: "the size that its file sets, though less than the usual",
      told: { parameters: settingOf(8192) },
      size: 8192,
    },
    {
      name: "the size that its file sets, though more",
      told: { parameters: settingOf(65_536) },
      size: 65_536,
    },
    {
      name: "no more than it was trained for",
      told: { parameters: settingOf(65_536), model_info: trainedFor(40_960) },
      size: 40_960,
    },
    {
      name: "what it was trained for, where that is little",
      told: { model_info: trainedFor(8192) },
      size: 8192,
    },
    {
      name: "the usual, where it was trained for much",
      told: { model_info: trainedFor(262_144) },
      size: 32_768,
    },
    { name: "the usual, where it tells nothing", told: {}, size: 32_768 },
    {
      name: "the usual, where what it tells is none",
      told: { parameters: settingOf(0), model_info: [] },
      size: 32_768,
    },
    {
      name: "the usual, where another setting has such a name",
      told: { parameters: "x_num_ctx 9" },
      size: 32_768,
    },
    {
      name: "all of it, where it runs elsewhere",
      entry: { remote_host: "https://ollama.com" },
      told: { model_info: trainedFor(131_072) },
      size: 131_072,
    },
  ]) {
    it(`have as their context ${name}`, async () => {
      const { models } = await asked({ model: "m", ...entry }, told);
      assert.ok(models && !("kind" in models));
      assert.deepEqual(
        models.map(({ id, contextTokens }) => ({ id, contextTokens })),
        [{ id: "m", contextTokens: size }],
      );
    });
  }

  it("say what they can do, also where the list does not", async () => {
    const { ask } = lister(
      { pieces: [tags(...["plain", "able", "embeds", "old"].map((model) => ({ model })))] },
      shown({ capabilities: ["completion"] }),
      shown({ capabilities: ["completion", "vision", "tools", "thinking"] }),
      shown({ capabilities: ["embedding"] }),
      shown({}),
    );
    const contextTokens = 32_768;
    assert.deepEqual(await ask(), [
      { id: "plain", efforts: ["off"], contextTokens, seesImages: false, usesTools: false },
      { id: "able", efforts, contextTokens, seesImages: true, usesTools: true },
      { id: "old", efforts, contextTokens },
    ]);
  });

  it("are asked again once the list is another one, or one of them did not answer", async () => {
    const one = { pieces: [tags({ model: "a", digest: "1" })] };
    const other = { pieces: [tags({ model: "a", digest: "2" })] };
    const told = shown({ parameters: settingOf(4096) });
    const { ask, transport } = lister(one, error(500), one, told, one, other, told);
    const paths = async (): Promise<readonly string[]> => {
      const before = transport.sent.length;
      await ask();
      return transport.sent.slice(before).map(({ url }) => new URL(url).pathname);
    };
    assert.deepEqual(await paths(), ["/api/tags", "/api/show"], "which fails");
    assert.deepEqual(await paths(), ["/api/tags", "/api/show"]);
    assert.deepEqual(await paths(), ["/api/tags"], "nothing has changed");
    assert.deepEqual(await paths(), ["/api/tags", "/api/show"], "it was made anew");
  });

  it("are as the list has them where they don't answer in a while", async () => {
    const { client, clock, transport } = workbench([{ pieces: [tags({ model: "a" })] }, "hangs"]);
    const { signal } = new AbortController();
    const asking = client.listModels(ollama, accessTo("http://127.0.0.1:11434"), signal);
    await clock.pass(3000);
    assert.deepEqual(await asking, [{ id: "a", efforts, contextTokens: 32_768 }]);
    assert.equal(transport.sent.length, 2);
    assert.equal(clock.pending, 0);
  });

  it("are many: each is asked, and they keep their order", async () => {
    const ids = Array.from({ length: 30 }, (_, at) => `m${at}`);
    const { ask, transport } = lister({ pieces: [tags(...ids.map((model) => ({ model })))] }, shown({}));
    const models = await ask();
    assert.ok(models && !("kind" in models));
    assert.deepEqual(
      models.map(({ id }) => id),
      ids,
    );
    const names = transport.sent.slice(1).map(({ body }) => JSON.parse(body ?? "").model as string);
    assert.deepEqual(names, ids);
  });
});
