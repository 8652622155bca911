/**
 * What stands between two texts, by DeepSeek's beta endpoint (T22, T134), Ollama and llama.cpp (T135), and the beginning
 * of an answer that is gone on with (T23).
 */
import assert from "node:assert/strict";
import type { ChatEvent } from "../../../src/core/event.ts";
import type { Access } from "../../../src/core/model.ts";
import { parseJson } from "../../../src/core/json.ts";
import { deepseek } from "../../../src/provider/dialects/deepseek.ts";
import { custom } from "../../../src/provider/dialects/custom.ts";
import { ollama } from "../../../src/provider/dialects/ollama.ts";
import { evolink } from "../../../src/provider/dialects/evolink.ts";
import { chunk, data, done, E, F, T, told, U } from "../notation.ts";
import { accessTo, workbench, type Workbench } from "../workbench.ts";
import { error } from "./outcome.ts";

const completion = (text: string, finish: string | null = null, more: object = {}) =>
  data({ object: "text_completion", choices: [{ text, index: 0, finish_reason: finish }], ...more });
const lines = (count: number) => Array.from({ length: count }, (_, at) => `line ${at}\n`).join("");

async function complete(
  bench: Workbench,
  dialect = deepseek,
  given: Partial<Parameters<typeof bench.client.complete>[1]> = {},
  access: Access = accessTo("https://api.deepseek.com"),
): Promise<readonly ChatEvent[]> {
  const events: ChatEvent[] = [];
  const asked = {
    model: "deepseek-flash",
    prompt: lines(8),
    suffix: lines(8),
    maxOutputTokens: 6000,
    ...given,
  };
  const ending = bench.client.complete(dialect, asked, access, {
    signal: new AbortController().signal,
    onEvents: (batch) => events.push(...batch),
  });
  await bench.clock.pass(60_000);
  await ending;
  return events;
}

describe("fill in the middle", () => {
  it("T22 is sent to the beta address, with a limit of 4096 and nothing about thinking", async () => {
    const bench = workbench([{ pieces: [completion("x", "stop"), done] }]);
    await complete(bench, deepseek, { temperature: 0.2, stop: ["\n\n"] });
    const [sent] = bench.transport.sent;
    assert.equal(sent?.url, "https://api.deepseek.com/beta/completions");
    assert.deepEqual(parseJson(sent?.body ?? ""), {
      model: "deepseek-flash",
      prompt: lines(8),
      suffix: lines(8),
      max_tokens: 4096,
      temperature: 0.2,
      stop: ["\n\n"],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it("T134 streams its text", async () => {
    const usage = { prompt_tokens: 9, completion_tokens: 2 };
    const bench = workbench([
      { pieces: [completion("a"), completion("b"), completion("", "stop", { usage }), done] },
    ]);
    assert.deepEqual(told(await complete(bench)), [T("ab"), U({ input: 9, output: 2 }), F("stop")]);
  });

  it("Ollama's comes in its own lines", async () => {
    const line = (value: object) => `${JSON.stringify({ model: "m", ...value })}\n`;
    const last = { response: "", done: true, done_reason: "stop", prompt_eval_count: 9, eval_count: 2 };
    const pieces = [line({ response: "a", done: false }), line({ response: "b", done: false }), line(last)];
    const bench = workbench([{ pieces }]);
    const events = await complete(bench, ollama, { model: "m", maxOutputTokens: 64 });
    assert.deepEqual(told(events), [T("ab"), U({ input: 9, output: 2 }), F("stop")]);
    const [sent] = bench.transport.sent;
    assert.equal(sent?.url, "https://api.deepseek.com/api/generate");
    assert.deepEqual(parseJson(sent?.body ?? ""), {
      model: "m",
      prompt: lines(8),
      suffix: lines(8),
      stream: true,
      think: false,
      options: { num_predict: 64 },
    });
  });

  it("a server of the user's own is asked in the older shape", async () => {
    const bench = workbench([{ pieces: [completion("ab", "stop"), done] }]);
    assert.deepEqual(told(await complete(bench, custom)), [T("ab"), F("stop")]);
    assert.equal(bench.transport.sent[0]?.url, "https://api.deepseek.com/v1/completions");
  });

  const llamaCpp = (baseUrl: string): Access => ({ ...accessTo(baseUrl), filling: "infill" });

  it("T135 llama.cpp's goes beside its /v1, with a prefix and a suffix", async () => {
    const pieces = [
      data({ index: 0, content: "x", stop: false }),
      data({ content: "", stop: true, stop_type: "eos", tokens_evaluated: 9, tokens_predicted: 2 }),
    ];
    const bench = workbench([{ pieces }]);
    const given = { model: "m", maxOutputTokens: 64, temperature: 0.1, seed: 7, stop: ["\n\n", ""] };
    const events = await complete(bench, custom, given, llamaCpp("http://127.0.0.1:8080/v1"));
    assert.deepEqual(told(events), [T("x"), U({ input: 9, output: 2 }), F("stop")]);
    const [sent] = bench.transport.sent;
    assert.equal(sent?.url, "http://127.0.0.1:8080/infill");
    assert.deepEqual(parseJson(sent?.body ?? ""), {
      model: "m",
      input_prefix: lines(8),
      input_suffix: lines(8),
      n_predict: 64,
      temperature: 0.1,
      seed: 7,
      stop: ["\n\n"],
      stream: true,
    });
  });

  it("T135 llama.cpp's may be cut, refused, or just stop", async () => {
    const of = async (pieces: string[], status = 200) => {
      const bench = workbench([{ status, pieces }]);
      return told(await complete(bench, custom, {}, llamaCpp("http://127.0.0.1:8080")));
    };
    const x = data({ content: "x", stop: false });
    assert.deepEqual(await of([x, data({ content: "", stop: true, stop_type: "limit" })]), [
      T("x"),
      F("length"),
    ]);
    assert.deepEqual(await of([x]), [T("x"), E("truncated", { host: "127.0.0.1:8080" })]);
    const detail = "Infill is not supported by this model";
    const refusal = JSON.stringify({ error: { code: 501, message: detail, type: "not_supported_error" } });
    const [end] = await of([refusal], 501);
    assert.ok(end?.type === "end" && end.ending.reason === "failed");
    assert.equal(end.ending.failure.detail, detail);
  });

  it("is retried and refused as any request", async () => {
    const bench = workbench([error(503), error(401, "Authentication Fails")]);
    const events = await complete(bench);
    assert.equal(bench.transport.sent.length, 2);
    const end = events.at(-1);
    assert.ok(end?.type === "end" && end.ending.reason === "failed");
    assert.equal(end.ending.failure.kind, "key-refused");
  });

  it("is a failure where the host has none", async () => {
    const bench = workbench([]);
    assert.deepEqual(told(await complete(bench, evolink)), [
      E("bad-request", { code: "no-completion", host: "api.deepseek.com" }),
    ]);
    assert.equal(bench.transport.sent.length, 0);
  });
});

describe("the beginning of an answer", () => {
  it("T23 goes to the beta address and what comes is only what follows", async () => {
    const bench = workbench([{ pieces: [chunk({ content: " world" }), chunk({}, "stop") + done] }]);
    const run = bench.send({
      request: {
        messages: [
          { role: "user", text: "say it" },
          { role: "assistant", text: "hello", reasoning: "r", prefix: true },
        ],
      },
    });
    assert.deepEqual(await run.ending, { reason: "stop" });
    const [sent] = bench.transport.sent;
    assert.equal(sent?.url, "https://api.deepseek.com/beta/chat/completions");
    const body = parseJson(sent?.body ?? "") as { messages: unknown[] };
    assert.deepEqual(body.messages.at(-1), {
      role: "assistant",
      content: "hello",
      reasoning_content: "r",
      prefix: true,
    });
    assert.deepEqual(told(run.events), [T(" world"), F("stop")]);
  });
});
