/** What a failure tells of itself: one sentence, and the small print. */
import assert from "node:assert/strict";
import { failureCause, failureSentence } from "../../../../src/host/platform/failureText.ts";
import { remoteMachine } from "../../../../src/host/platform/remoteMachine.ts";

describe("a failure in words", () => {
  for (const [code, detail, sentence] of [
    ["proxy-address", undefined, "The address of the proxy is not a URL."],
    ["proxy-scheme", "socks5", "A proxy for socks5 needs the editor's route."],
    ["proxy-login", undefined, "The proxy's user name or password is not URL-encoded."],
  ] as const) {
    it(`says, in the person's language, why a proxy can't be used: ${code}`, () => {
      const failure = { kind: "proxy", code, detail } as const;
      assert.equal(failureSentence(failure, "DeepSeek", "m"), sentence);
      assert.equal(failureCause(failure), "");
    });
  }

  it("says where a server on this machine would run, in the window of a remote machine", () => {
    const toldOf = (host: string, name: string): string =>
      failureSentence({ kind: "unreachable", host }, "Ollama", "m", remoteMachine(name));
    const told = "localhost:11434 can't be reached.";
    assert.equal(
      toldOf("localhost:11434", "wsl"),
      `${told} In this window that is the remote machine (wsl).`,
    );
    assert.equal(toldOf("localhost:11434", "127.0.0.1:8080"), told);
    assert.equal(toldOf("api.example.com", "wsl"), "api.example.com can't be reached.");
  });

  it("has what the system said of a proxy below", () => {
    const failure = { kind: "proxy", code: "ECONNREFUSED" } as const;
    assert.equal(failureSentence(failure, "DeepSeek", "m"), "The proxy did not let the request through.");
    assert.equal(failureCause(failure), "ECONNREFUSED");
  });
});
