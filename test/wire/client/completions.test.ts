/**
 * DeepSeek's beta endpoints: what stands between two texts (T22, T134), and the beginning of an answer that is gone on
 * with (T23).
 */
import assert from "node:assert/strict";
import type { ChatEvent } from "../../../src/core/event.ts";
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
): Promise<readonly ChatEvent[]> {
  const events: ChatEvent[] = [];
  const asked = {
    model: "deepseek-flash",
    prompt: lines(8),
    suffix: lines(8),
    maxOutputTokens: 6000,
    ...given,
  };
  const ending = bench.client.complete(dialect, asked, accessTo("https://api.deepseek.com"), {
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
