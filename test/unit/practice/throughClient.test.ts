/**
 * The practice model asked by the real client: what a person gets who tries Sonde offline.
 */
import assert from "node:assert/strict";
import type { ChatEvent } from "../../../src/core/event.ts";
import { silentLog } from "../../../src/core/log.ts";
import type { Access } from "../../../src/core/model.ts";
import type { ChatRequest } from "../../../src/core/request.ts";
import { startPractice, type Practice } from "../../../src/practice/server.ts";
import { createClient, type Client } from "../../../src/provider/client.ts";
import { practice as dialect } from "../../../src/provider/dialects/practice.ts";

const request: ChatRequest = {
  purpose: "chat",
  model: "practice",
  messages: [{ role: "user", text: "hello" }],
  thinking: "high",
};

describe("practice through the client", () => {
  let practice: Practice;
  let client: Client;
  before(async () => {
    practice = await startPractice({ paceMs: 0 });
    client = createClient({
      log: silentLog,
      userAgent: "test",
      network: () => ({
        route: "direct",
        idleTimeoutMs: 5000,
        localStartTimeoutMs: 5000,
        proxy: "",
        noProxy: [],
        proxySupport: "off",
        proxyStrictSsl: true,
        proxyAuthorization: null,
        systemCertificates: false,
        environment: {},
      }),
    });
  });
  after(async () => {
    await client.close();
    await practice.close();
  });

  async function ask(key: string): Promise<readonly ChatEvent[]> {
    const access: Access = { baseUrls: [practice.baseUrl], key, authentication: "bearer", headers: {} };
    const events: ChatEvent[] = [];
    const signal = new AbortController().signal;
    await client.send(dialect, request, access, { signal, onEvents: (some) => events.push(...some) });
    return events;
  }

  it("waits, thinks, answers and counts", async () => {
    const events = await ask(practice.key);
    const order = events.map(({ type }) => type).filter((type, at, all) => type !== all[at - 1]);
    assert.deepEqual(order, [
      "sending",
      "sent",
      "accepted",
      "keep-alive",
      "thinking",
      "text",
      "usage",
      "end",
    ]);
    assert.deepEqual(events.at(-1), { type: "end", ending: { reason: "stop" } });
    const usage = events.find((event) => event.type === "usage")?.usage;
    assert.ok(usage && usage.thinking && usage.output > usage.thinking && usage.cachedInput === 0);
  });

  it("is a refused key where the key is wrong", async () => {
    const end = (await ask("sk-wrong")).at(-1);
    assert.ok(end?.type === "end" && end.ending.reason === "failed");
    assert.equal(end.ending.failure.kind, "key-refused");
  });

  it("lists its model", async () => {
    const access: Access = {
      baseUrls: [practice.baseUrl],
      key: practice.key,
      authentication: "bearer",
      headers: {},
    };
    const models = await client.listModels(dialect, access, new AbortController().signal);
    assert.ok(Array.isArray(models));
    assert.deepEqual(
      models.map(({ id }: { readonly id: string }) => id),
      ["practice"],
    );
  });
});
