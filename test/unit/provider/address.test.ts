/** Base URLs: joining, and which may carry a key. */
import assert from "node:assert/strict";
import { addressOf } from "../../../src/provider/address.ts";

const chat = "/chat/completions";

describe("joining", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["https://h", chat, "https://h/chat/completions"],
    ["https://h/", chat, "https://h/chat/completions"],
    ["https://h/v1", chat, "https://h/v1/chat/completions"],
    ["https://h/v1/", chat, "https://h/v1/chat/completions"],
    [" https://h//v1// ", chat, "https://h/v1/chat/completions"],
    ["https://h", "/v1/chat/completions", "https://h/v1/chat/completions"],
    ["https://h/v1", "/v1/chat/completions", "https://h/v1/chat/completions"],
    ["https://h/api/paas/v4", "/v1/chat/completions", "https://h/api/paas/v4/chat/completions"],
    ["https://h/v1/chat/completions", "/v1/chat/completions", "https://h/v1/chat/completions"],
    ["https://h/v1/chat/completions/", "/v1/models", "https://h/v1/models"],
    ["https://h", "/beta/chat/completions", "https://h/beta/chat/completions"],
    ["https://h/v1", "/beta/chat/completions", "https://h/beta/chat/completions"],
    ["https://h/beta/", "/beta/chat/completions", "https://h/beta/chat/completions"],
    ["http://127.0.0.1:11434", "/api/chat", "http://127.0.0.1:11434/api/chat"],
    ["http://127.0.0.1:8080/v1", "/infill", "http://127.0.0.1:8080/infill"],
    ["https://h/llama", "/infill", "https://h/llama/infill"],
    ["http://127.0.0.1:11434/v1/", "/api/tags", "http://127.0.0.1:11434/api/tags"],
    ["https://h", "/v1", "https://h/v1"],
    ["https://h/v1/", "/v1", "https://h/v1"],
    ["https://h/llm", "/../model/v1/task/1", "https://h/model/v1/task/1"],
    ["https://h/a/llm/", "/../model/v1/task/1", "https://h/a/model/v1/task/1"],
    ["https://h", "/../model/v1/task/1", "https://h/model/v1/task/1"],
    ["https://h/llm", chat, "https://h/llm/chat/completions"],
    ["https://h:8443/x?version=2#y", chat, "https://h:8443/x/chat/completions?version=2"],
    ["http://localhost:1234/v1", "/v1/models", "http://localhost:1234/v1/models"],
    ["HTTPS://H.Example", chat, "https://h.example/chat/completions"],
  ];
  for (const [base, path, url] of cases) {
    it(`T24 ${base} + ${path}`, () => {
      const address = addressOf(base, path);
      assert.equal("url" in address ? address.url : address.failure, url);
    });
  }
});

describe("what may carry a key", () => {
  for (const base of [
    "https://h",
    "http://localhost",
    "http://127.0.0.1:1",
    "http://127.8.9.10",
    "http://[::1]:8080",
    "http://LOCALHOST",
    "http://2130706433",
  ]) {
    it(base, () => assert.ok("url" in addressOf(base, "/")));
  }
  const refused: readonly (readonly [string, string])[] = [
    ["", "not-a-url"],
    ["api.deepseek.com", "not-a-url"],
    ["https://", "not-a-url"],
    ["http://h", "not-https"],
    ["http://192.168.0.1", "not-https"],
    ["http://0.0.0.0", "not-https"],
    ["http://127.0.0.1.evil.example", "not-https"],
    ["http://localhost.evil.example", "not-https"],
    ["http://[::ffff:127.0.0.1]", "not-https"],
    ["http://[::]", "not-https"],
    ["ftp://h", "not-https"],
    ["ws://localhost", "not-https"],
    ["file:///etc/passwd", "not-a-url"],
    ["javascript:alert(1)", "not-a-url"],
    ["https://user@h", "password-in-url"],
    ["https://user:secret@h", "password-in-url"],
    ["https://api.deepseek.com@evil.example", "password-in-url"],
  ];
  for (const [base, code] of refused) {
    it(`not ${base === "" ? "nothing" : base}`, () => {
      const address = addressOf(base, "/");
      assert.ok("failure" in address);
      assert.equal(address.failure.kind, "address");
      assert.equal(address.failure.code, code);
      assert.ok(!JSON.stringify(address).includes("secret"));
    });
  }
});
