/**
 * The questions beside the chat: models and balance.
 */
import assert from "node:assert/strict";
import { custom } from "../../../src/provider/dialects/custom.ts";
import { deepseek } from "../../../src/provider/dialects/deepseek.ts";
import { accessTo, secret, workbench } from "../workbench.ts";
import { error, good } from "./outcome.ts";

describe("questions beside the chat", () => {
  const signal = new AbortController().signal;

  it("T136 the models that a host lists, over what is known of them", async () => {
    const bench = workbench([
      {
        pieces: [
          JSON.stringify({
            object: "list",
            data: [
              { id: "deepseek-flash", object: "model", owned_by: "deepseek" },
              {
                id: "deepseek-new",
                context_window: 5,
                max_output_tokens: 4,
                input_modalities: ["text", "image"],
                effort: { supported_levels: ["low", "medium", "ultra"] },
                zzz: 1,
              },
              { object: "model" },
              7,
            ],
          }),
        ],
      },
    ]);
    const models = await bench.client.listModels(deepseek, accessTo("https://h/v1/"), signal);
    assert.deepEqual(models, [
      deepseek.models[0],
      {
        id: "deepseek-new",
        efforts: ["off", "low", "high", "max"],
        usesTools: true,
        contextTokens: 5,
        outputTokens: 4,
        seesImages: true,
      },
    ]);
    assert.equal(bench.transport.sent[0]?.url, "https://h/v1/models");
    assert.equal(bench.transport.sent[0]?.method, "GET");
    assert.equal(bench.transport.sent[0]?.body, undefined);
  });

  it("T137 the balance, as the host writes it", async () => {
    const body = {
      is_available: true,
      balance_infos: [
        { currency: "USD", total_balance: "1.10", granted_balance: "0.10", topped_up_balance: "1.00" },
      ],
    };
    const bench = workbench([{ pieces: ["\n\n", JSON.stringify(body)] }]);
    assert.deepEqual(await bench.client.readBalance(deepseek, accessTo("https://h"), signal), [
      { currency: "USD", total: "1.10" },
    ]);
    assert.equal(bench.transport.sent[0]?.url, "https://h/user/balance");
  });

  it("a failure is a value, once", async () => {
    const bench = workbench([error(401, `no ${secret}`)]);
    const models = await bench.client.listModels(deepseek, accessTo("https://h"), signal);
    assert.deepEqual(models, {
      host: "h",
      kind: "key-refused",
      status: 401,
      detail: "no •••",
      code: "invalid_request_error",
    });
    assert.equal(bench.transport.sent.length, 1);
  });

  it("a page is no list", async () => {
    const bench = workbench([{ pieces: ["<html><title>hi</title>"] }]);
    assert.deepEqual(await bench.client.listModels(deepseek, accessTo("https://h"), signal), {
      host: "h",
      kind: "malformed",
      detail: "hi",
    });
  });

  it("a host without such a question has nothing to say", async () => {
    assert.deepEqual(await workbench([good]).client.readBalance(custom, accessTo("https://h"), signal), []);
  });

  it("a key that no header can carry is refused before anything is sent", async () => {
    const bench = workbench([good]);
    const access = { ...accessTo("https://h"), key: "a\nb" };
    assert.deepEqual(await bench.client.listModels(deepseek, access, signal), {
      kind: "key-refused",
      code: "invalid-characters",
      host: "h",
    });
    assert.equal(bench.transport.sent.length, 0);
  });

  it("an aborted question has no answer, which is not an empty one", async () => {
    assert.equal(
      await workbench([good]).client.listModels(deepseek, accessTo("https://h"), AbortSignal.abort()),
      undefined,
    );
  });
});

describe("warming", () => {
  it("opens a connection to the first base URL, if it is fit", () => {
    const bench = workbench([good]);
    bench.client.warm(accessTo("https://h/v1", "https://two"));
    bench.client.warm(accessTo("http://h"));
    bench.client.warm(accessTo());
    assert.deepEqual(bench.transport.warmed, ["https://h/v1/"]);
    assert.equal(bench.transport.sent.length, 0);
  });
});
