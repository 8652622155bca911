/**
 * The practice server over real sockets: its bytes, its refusals, its limits, and that nothing stays behind.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { startPractice, type Practice } from "../../../src/practice/server.ts";
import { ask, chunksOf, read, send, wordsOf } from "./rawClient.ts";

const hello = [{ role: "user", content: "hello" }];
const code = [
  {
    role: "user",
    content: '<file path="a.ts" language="typescript">\nfunction one() { return 1 }\n</file>\n\nWhat is it?',
  },
];
const thinking = { type: "enabled" };

/** How many handles of a kind are open. */
function open(kind: string): number {
  return process.getActiveResourcesInfo().filter((name) => name === kind).length;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !isSo(); turn += 1) await wait(5);
  assert.ok(isSo());
}

describe("practice server", () => {
  let practice: Practice;
  beforeEach(async () => {
    practice = await startPractice({ paceMs: 0 });
  });
  afterEach(() => practice.close());

  it("listens on the loopback address alone, with a key of its own", async () => {
    const other = await startPractice({ paceMs: 0 });
    await other.close();
    assert.match(practice.baseUrl, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.notEqual(other.key, practice.key);
    assert.ok(practice.key.length > 30);
  });

  it("streams DeepSeek's bytes", async () => {
    const { status, type, body } = await ask(practice, { messages: hello, thinking });
    assert.equal(status, 200);
    assert.match(type, /^text\/event-stream/);
    const events = body.split("\n\n");
    assert.equal(events[0], ": keep-alive");
    const opening =
      /^data: \{"id":"[\w-]+","object":"chat\.completion\.chunk","created":\d+,"model":"practice","system_fingerprint":"[^"]+","choices":\[\{"index":0,"delta":\{"role":"assistant","content":null,"reasoning_content":""\},"logprobs":null,"finish_reason":null\}\]\}$/;
    assert.match(events[1] ?? "", opening);
    assert.match(events[2] ?? "", /"delta":\{"content":null,"reasoning_content":"[^"]+"\}/);
    assert.match(events.at(-4) ?? "", /"delta":\{"content":"[^"]+","reasoning_content":null\}/);
    assert.match(
      events.at(-3) ?? "",
      /"delta":\{"content":"","reasoning_content":null\},"logprobs":null,"finish_reason":"stop"\}\],"usage":\{"prompt_tokens":\d+,/,
    );
    assert.deepEqual(events.slice(-2), ["data: [DONE]", ""]);
    assert.ok(!body.includes('"usage":null'));
  });

  it("thinks only where it is told to, and longer at effort max", async () => {
    const thoughts = async (fields: object): Promise<string> =>
      wordsOf((await ask(practice, { messages: code, ...fields })).body).thinking;
    assert.equal(await thoughts({}), "");
    assert.equal(await thoughts({ thinking: { type: "disabled" }, reasoning_effort: "max" }), "");
    const low = await thoughts({ thinking, reasoning_effort: "low" });
    const high = await thoughts({ thinking });
    const most = await thoughts({ thinking, reasoning_effort: "max" });
    assert.ok(low.length > 0 && low.length < high.length && high.length < most.length);
    assert.match(high, /^Looking at the attached file a\.ts: 1 line of TypeScript\. I find 1 function/);
  });

  it("puts `usage: null` on chunks where usage is asked for", async () => {
    const { body } = await ask(practice, { messages: hello, stream_options: { include_usage: true } });
    assert.ok(
      chunksOf(body)
        .slice(0, -1)
        .every((chunk) => chunk.usage === null),
    );
    assert.ok(chunksOf(body).at(-1)?.usage);
  });

  it("answers in one piece where no stream is asked for", async () => {
    const { type, body } = await ask(practice, { messages: code, thinking, stream: false });
    assert.equal(type, "application/json");
    const answer = JSON.parse(body) as {
      object: string;
      choices: { message: { content: string; reasoning_content: string }; finish_reason: string }[];
    };
    assert.equal(answer.object, "chat.completion");
    const streamed = wordsOf((await ask(practice, { messages: code, thinking })).body);
    assert.deepEqual(
      [answer.choices[0]?.message.content, answer.choices[0]?.message.reasoning_content],
      [streamed.text, streamed.thinking],
    );
  });

  it("counts so that the counts add up", async () => {
    const { body } = await ask(practice, { messages: code, thinking });
    const usage = chunksOf(body).at(-1)?.usage;
    assert.ok(usage);
    const { thinking: thought, text } = wordsOf(body);
    const tokens = (words: string): number => Math.ceil(Buffer.byteLength(words) / 3);
    assert.equal(usage.completion_tokens_details.reasoning_tokens, tokens(thought));
    assert.equal(usage["completion_tokens"], tokens(thought) + tokens(text));
    assert.equal(usage["total_tokens"], (usage["prompt_tokens"] ?? 0) + (usage["completion_tokens"] ?? 0));
    assert.equal(
      usage["prompt_tokens"],
      (usage["prompt_cache_hit_tokens"] ?? 0) + (usage["prompt_cache_miss_tokens"] ?? 0),
    );
  });

  it("finds the first turn in its cache at the second turn", async () => {
    const long = [{ role: "user", content: "word ".repeat(400) }];
    const cached = async (messages: readonly object[]): Promise<number> => {
      const { body } = await ask(practice, { messages });
      const usage = chunksOf(body).at(-1)?.usage;
      assert.equal(usage?.prompt_tokens_details.cached_tokens, usage?.["prompt_cache_hit_tokens"]);
      return usage?.["prompt_cache_hit_tokens"] ?? -1;
    };
    assert.equal(await cached(long), 0);
    assert.equal(await cached([{ role: "user", content: "something else" }]), 0);
    const second = await cached([...long, { role: "assistant", content: "yes" }, ...hello]);
    assert.ok(second >= 640 && second % 64 === 0, String(second));
  });

  it("stops at max_tokens, thinking included", async () => {
    for (const limit of [1, 20, 60]) {
      const { body } = await ask(practice, { messages: code, thinking, max_tokens: limit });
      const last = chunksOf(body).at(-1);
      assert.equal(last?.choices[0]?.finish_reason, "length");
      assert.equal(last?.usage?.["completion_tokens"], limit);
      assert.ok(body.endsWith("data: [DONE]\n\n"));
    }
  });

  it("streams Chinese a few characters at a time", async () => {
    const { body } = await ask(practice, { messages: [{ role: "user", content: "你好" }] });
    const { text } = wordsOf(body);
    assert.match(text, /^这是练习模型。[^]*_$/);
    assert.ok(chunksOf(body).length > text.length / 10, `${chunksOf(body).length} for ${text.length}`);
  });

  it("stops before a stop word", async () => {
    const { body } = await ask(practice, { messages: hello, stop: ["needs no key", "network"] });
    assert.ok(wordsOf(body).text.endsWith("editor, "));
    assert.equal(chunksOf(body).at(-1)?.choices[0]?.finish_reason, "stop");
  });

  it("lists its model and an empty purse", async () => {
    const models = JSON.parse((await read(await send(practice, { path: "/v1/models" }))).body) as {
      data: { id: string }[];
    };
    assert.deepEqual(
      models.data.map(({ id }) => id),
      ["practice"],
    );
    const purse = await read(await send(practice, { path: "/user/balance" }));
    assert.match(purse.body, /"is_available":true.*"total_balance":"0\.00"/);
  });

  it("takes a body of 5 MB", async () => {
    const lines = "const value = compute(1);\n".repeat(200_000);
    const content = `<file path="big.ts" language="typescript">\n${lines}</file>\n\nWhat is this?`;
    const { body } = await ask(practice, { messages: [{ role: "user", content }] });
    assert.match(wordsOf(body).text, /It is long/);
    assert.ok((chunksOf(body).at(-1)?.usage?.["prompt_tokens"] ?? 0) > 1_600_000);
  });

  it("takes no longer than ten seconds at the usual pace to give back a long file", async () => {
    const content = `\`\`\`ts\n${"const value = 1;\n".repeat(20_000)}\`\`\`\n\nrename value to other`;
    const { body } = await ask(
      practice,
      { messages: [{ role: "user", content }] },
      { "x-sonde-purpose": "edit" },
    );
    assert.ok(chunksOf(body).length < 410);
    assert.equal(wordsOf(body).text.match(/const other = 1;/g)?.length, 20_000);
  });

  it("ends an answer when the client goes away", async () => {
    const slow = await startPractice({ paceMs: 20 });
    await wait(1);
    const timers = open("Timeout");
    const response = await send(slow, {
      body: JSON.stringify({ model: "m", messages: code, stream: true, thinking }),
    });
    await once(response, "data");
    response.destroy();
    await until(() => open("Timeout") <= timers);
    await slow.close();
  });

  it("leaves no handle behind, not even of an answer that still runs", async () => {
    // Mocha's own timer starts once the test has given up its turn.
    await wait(1);
    const sockets = open("TCPSocketWrap");
    const timers = open("Timeout");
    const slow = await startPractice({ paceMs: 50 });
    const response = await send(slow, {
      body: JSON.stringify({ model: "m", messages: code, stream: true }),
    });
    await once(response, "data");
    const cut = once(response, "error");
    await slow.close();
    await slow.close();
    await cut;
    await until(() => open("TCPSocketWrap") <= sockets && open("Timeout") <= timers);
    await assert.rejects(send(slow, { path: "/models" }), { code: "ECONNREFUSED" });
  });
});

describe("practice server's refusals", () => {
  let practice: Practice;
  before(async () => {
    practice = await startPractice({ paceMs: 0, bodyLimit: 1000 });
  });
  after(() => practice.close());

  const valid = JSON.stringify({ model: "m", messages: hello });
  const cases = [
    {
      name: "a wrong key",
      call: { key: "sk-wrong", body: valid },
      status: 401,
      type: "authentication_error",
    },
    { name: "an empty key", call: { key: "", path: "/models" }, status: 401, type: "authentication_error" },
    { name: "an unknown path", call: { path: "/nowhere" }, status: 404 },
    { name: "a wrong method", call: { method: "GET" }, status: 404 },
    { name: "broken JSON", call: { body: "{" }, status: 400 },
    { name: "no messages", call: { body: '{"model":"m"}' }, status: 422, says: /missing field `messages`/ },
    { name: "empty messages", call: { body: '{"model":"m","messages":[]}' }, status: 400 },
    {
      name: "a role that DeepSeek does not know",
      call: { body: '{"model":"m","messages":[{"role":"developer","content":"x"}]}' },
      status: 422,
      says: /messages\[0\]: unknown variant `developer`/,
    },
    {
      name: "max_tokens out of range",
      call: { body: `{"max_tokens":0,${valid.slice(1)}` },
      status: 400,
      says: /max_tokens/,
    },
    { name: "a body that is too large", call: { body: valid + " ".repeat(200_000) }, status: 413 },
  ] as const;

  for (const one of cases) {
    it(`refuses ${one.name}`, async () => {
      const { status, type, body } = await read(await send(practice, one.call));
      assert.equal(status, one.status);
      assert.equal(type, "application/json");
      const { error } = JSON.parse(body) as { error: Record<string, unknown> };
      assert.equal(error["type"], "type" in one ? one.type : "invalid_request_error");
      assert.equal(error["code"], "invalid_request_error");
      assert.equal(error["param"], null);
      assert.match(String(error["message"]), "says" in one ? one.says : /\S/);
      assert.ok(!body.includes(practice.key));
    });
  }

  it("answers for any model", async () => {
    assert.equal((await ask(practice, { model: "no-such-model", messages: hello })).status, 200);
  });
});
