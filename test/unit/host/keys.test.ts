/** Which key goes where: the stored one to what it was entered for, the environment's to the provider's own. */
import assert from "node:assert/strict";
import { createKeys, type Keys } from "../../../src/host/platform/keys.ts";
import { custom } from "../../../src/provider/dialects/custom.ts";
import { deepseek } from "../../../src/provider/dialects/deepseek.ts";
import { evolink } from "../../../src/provider/dialects/evolink.ts";

function keysWith(stored: ReadonlyMap<string, string>): Keys {
  const secrets = {
    get: async (name: string) => stored.get(name),
    keys: async () => [...stored.keys()],
    store: async () => {},
    delete: async () => {},
    onDidChange: () => ({ dispose() {} }),
  };
  const log = { info() {}, warn() {}, trace() {}, hide() {}, show() {}, dispose() {} };
  return createKeys(secrets, log);
}

describe("the key for an address", () => {
  const variables = ["DEEPSEEK_API_KEY", "EVOLINK_API_KEY", "SONDE_API_KEY"];
  const before = variables.map((name) => process.env[name]);
  beforeEach(() => {
    for (const name of variables) process.env[name] = `sk-of-${name}`;
  });
  after(() => {
    variables.forEach((name, index) => {
      const value = before[index];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    });
  });

  const none = keysWith(new Map());

  it("is the environment's for the provider's own addresses, and for this machine", async () => {
    const key = "sk-of-DEEPSEEK_API_KEY";
    assert.equal(await none.find(deepseek, deepseek.endpoints), key);
    assert.equal(await none.find(deepseek, ["https://api.deepseek.com/beta"]), key);
    for (const base of ["http://127.0.0.1:4000/v1", "http://localhost:4000", "https://[::1]:4000"]) {
      assert.equal(await none.find(deepseek, [base]), key, base);
    }
    assert.equal(await none.find(evolink, evolink.endpoints), "sk-of-EVOLINK_API_KEY");
  });

  it("is not the environment's for another address, as one of several either", async () => {
    const nothing = { storedFor: undefined, variable: "DEEPSEEK_API_KEY" };
    for (const bases of [
      ["https://gateway.example"],
      ["https://api.deepseek.com.evil.example"],
      ["https://api.deepseek.com:444"],
      ["https://127.0.0.1.example"],
      ["https://api.deepseek.com", "https://gateway.example"],
      ["no address"],
    ]) {
      assert.deepEqual(await none.find(deepseek, bases), nothing, bases.join());
    }
  });

  it("is the environment's wherever a provider has no address of its own", async () => {
    assert.equal(await none.find(custom, ["https://gateway.example"]), "sk-of-SONDE_API_KEY");
  });

  it("is the stored one for what it was entered for, and no other's key elsewhere", async () => {
    const entered = { key: "sk-entered", origins: ["https://gateway.example"] };
    const keys = keysWith(new Map([["sonde.key.deepseek", JSON.stringify(entered)]]));
    assert.equal(await keys.find(deepseek, ["https://gateway.example/v1"]), "sk-entered");
    assert.equal(await keys.find(deepseek, deepseek.endpoints), "sk-of-DEEPSEEK_API_KEY");
    assert.deepEqual(await keys.find(deepseek, ["https://third.example"]), {
      storedFor: entered.origins,
      variable: "DEEPSEEK_API_KEY",
    });
  });
});
