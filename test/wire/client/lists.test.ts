/**
 * The lists of models of hosts that say more than an id, or say it in their own way.
 */
import assert from "node:assert/strict";
import type { Dialect } from "../../../src/provider/dialect.ts";
import { custom } from "../../../src/provider/dialects/custom.ts";
import { ollama } from "../../../src/provider/dialects/ollama.ts";
import { openrouter } from "../../../src/provider/dialects/openrouter.ts";
import type { Scene } from "../scriptedTransport.ts";
import { accessTo, workbench } from "../workbench.ts";
import { error } from "./outcome.ts";

async function listed(dialect: Dialect, base: string, body: unknown) {
  const bench = workbench([{ pieces: [JSON.stringify(body)] }]);
  const models = await bench.client.listModels(dialect, accessTo(base), new AbortController().signal);
  assert.ok(models && !("kind" in models), JSON.stringify(models));
  return { models: models, url: bench.transport.sent[0]?.url };
}

describe("lists of models", () => {
  it("OpenRouter's prices are for one token, its context and abilities its own", async () => {
    const { models, url } = await listed(openrouter, "https://openrouter.ai/api/v1", {
      data: [
        {
          id: "a/b",
          context_length: 1000,
          architecture: { input_modalities: ["text", "image"] },
          top_provider: { max_completion_tokens: 200 },
          supported_parameters: ["tools", "temperature"],
          pricing: { prompt: "0.00000014", completion: "0.00000028", input_cache_read: "0.000000014" },
        },
        { id: "c/d", supported_parameters: ["reasoning"], pricing: { prompt: "-1", completion: "-1" } },
        { id: "e/f", pricing: { prompt: "0.000001", completion: "0.000002" } },
      ],
    });
    assert.equal(url, "https://openrouter.ai/api/v1/models");
    const [first, second, third] = models;
    const { prices, ...rest } = first ?? { id: "" };
    assert.deepEqual(rest, {
      id: "a/b",
      efforts: ["off"],
      contextTokens: 1000,
      outputTokens: 200,
      seesImages: true,
      usesTools: true,
    });
    assert.deepEqual(prices?.offPeak, { input: 0.14, output: 0.28, cachedInput: 0.014 });
    assert.match(prices?.asOf ?? "", /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual(second, { id: "c/d", efforts: ["off", "low", "high", "max"], usesTools: false });
    assert.deepEqual(third?.prices?.offPeak, { input: 1, output: 2, cachedInput: 1 });
  });

  it("Ollama's are the models on the machine", async () => {
    const { models, url } = await listed(ollama, "http://127.0.0.1:11434/v1", {
      models: [
        { name: "deepseek-r1:8b", model: "deepseek-r1:8b", details: { family: "qwen3" } },
        { name: "x", details: { context_length: 4096 } },
        { name: "large", details: { context_length: 262_144 } },
        {
          name: "deepseek-v4-flash:cloud",
          remote_host: "https://ollama.com",
          details: { context_length: 1_048_576 },
        },
        { name: "my-own", remote_host: "https://models.example:443", details: {} },
        { name: "gpt-oss:20b-cloud" },
        { name: "plain", capabilities: ["completion"] },
        { name: "able", capabilities: ["completion", "tools", "vision", "thinking"] },
        { name: "nomic-embed-text", capabilities: ["embedding"] },
        {},
      ],
    });
    assert.equal(url, "http://127.0.0.1:11434/api/tags");
    const efforts = ["off", "low", "high", "max"];
    assert.deepEqual(models, [
      // A server that tells no size loads a model with one too small to hold a question.
      { id: "deepseek-r1:8b", efforts, contextTokens: 32_768 },
      { id: "x", efforts, contextTokens: 4096 },
      // What a model could read would not fit into most machines: more is asked for where the person says so.
      { id: "large", efforts, contextTokens: 32_768 },
      {
        id: "deepseek-v4-flash:cloud",
        efforts,
        contextTokens: 1_048_576,
        runsAt: "https://ollama.com",
      },
      { id: "my-own", efforts, contextTokens: 32_768, runsAt: "https://models.example:443" },
      // A server that does not say where it runs: its name does.
      { id: "gpt-oss:20b-cloud", efforts, contextTokens: 32_768, runsAt: "https://ollama.com" },
      { id: "plain", efforts: ["off"], contextTokens: 32_768, seesImages: false, usesTools: false },
      { id: "able", efforts, contextTokens: 32_768, seesImages: true, usesTools: true },
    ]);
  });

  it("vLLM tells how much a model reads", async () => {
    const { models } = await listed(custom, "http://127.0.0.1:8000/v1", {
      object: "list",
      data: [{ id: "m", object: "model", max_model_len: 32768 }],
    });
    assert.deepEqual(models, [{ id: "m", efforts: ["off"], contextTokens: 32768 }]);
  });

  it("llama.cpp tells how much the loaded model reads", async () => {
    const { models } = await listed(custom, "http://127.0.0.1:8080/v1", {
      object: "list",
      data: [{ id: "m.gguf", object: "model", meta: { n_ctx: 8192, n_ctx_train: 262_144 } }],
    });
    assert.deepEqual(models, [{ id: "m.gguf", efforts: ["off"], contextTokens: 8192 }]);
  });

  describe("LM Studio's", () => {
    const ids = ["loaded", "resting", "nomic"];
    const plain = JSON.stringify({ object: "list", data: ids.map((id) => ({ id, object: "model" })) });
    const own = JSON.stringify({
      object: "list",
      data: [
        {
          id: "loaded",
          type: "llm",
          state: "loaded",
          max_context_length: 131_072,
          loaded_context_length: 8192,
        },
        { id: "resting", type: "vlm", state: "not-loaded", max_context_length: 32_768 },
        { id: "nomic", type: "embeddings", state: "not-loaded", max_context_length: 2048 },
      ],
    });
    const asked = (...scenes: readonly Scene[]) => askedAt("http://127.0.0.1:1234/v1", ...scenes);
    const askedAt = async (baseUrl: string, ...scenes: readonly Scene[]) => {
      const bench = workbench(scenes);
      const access = accessTo(baseUrl);
      const models = await bench.client.listModels(custom, access, new AbortController().signal);
      return { models, urls: bench.transport.sent.map(({ url }) => url) };
    };
    const efforts = ["off"];

    it("tell in a list of their own how much the loaded one reads, and which can't chat", async () => {
      const { models, urls } = await asked({ pieces: [plain] }, { pieces: [own] });
      assert.deepEqual(urls, ["http://127.0.0.1:1234/v1/models", "http://127.0.0.1:1234/api/v0/models"]);
      assert.deepEqual(models, [
        { id: "loaded", efforts, contextTokens: 8192 },
        { id: "resting", efforts },
      ]);
    });

    it("are those of the common list where another server has no such list", async () => {
      for (const scene of [error(404), { pieces: ['{"error":"Unexpected endpoint or method."}'] }]) {
        const { models } = await asked({ pieces: [plain] }, scene);
        assert.deepEqual(
          models,
          ids.map((id) => ({ id, efforts })),
        );
      }
    });

    it("are asked for once where the common list tells a size, or fails", async () => {
      const sized = JSON.stringify({ data: [{ id: "a", max_model_len: 4096 }, { id: "b" }] });
      for (const scene of [{ pieces: [sized] }, error(500)])
        assert.equal((await asked(scene)).urls.length, 1);
    });

    it("are not looked for elsewhere than on this machine", async () => {
      const { urls } = await askedAt("https://gateway.example/v1", { pieces: [plain] });
      assert.deepEqual(urls, ["https://gateway.example/v1/models"]);
    });
  });

  it("a model of Ollama's that can't think is asked again without", () => {
    const request = { purpose: "test", model: "m", messages: [], thinking: "high" } as const;
    const failure = { kind: "bad-request", status: 400, detail: '"m" does not support thinking' } as const;
    assert.deepEqual(ollama.repair?.(request, failure), { ...request, thinking: "off" });
    assert.equal(ollama.repair?.({ ...request, thinking: "off" }, failure), undefined);
    assert.equal(ollama.repair?.(request, { kind: "bad-request", detail: "else" }), undefined);
  });
});
