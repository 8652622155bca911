/** Which hosts are this machine, as failures and remote windows name them. */
import assert from "node:assert/strict";
import { isLoopbackHost } from "../../../src/core/loopback.ts";

describe("a host", () => {
  for (const host of ["localhost", "localhost:11434", "127.0.0.1:8080", "[::1]:1234", "ollama.localhost"]) {
    it(`${host} is this machine`, () => assert.ok(isLoopbackHost(host)));
  }
  for (const host of ["api.deepseek.com", "localhost.example.com:80", "192.168.0.2:1234", "wsl", "", "a b"]) {
    it(`“${host}” is not`, () => assert.ok(!isLoopbackHost(host)));
  }
});
