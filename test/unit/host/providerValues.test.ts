/** What a person may write under `sonde.providers`, and what becomes of a wrong value. */
import assert from "node:assert/strict";
import { providerSettingsFrom, withOwn } from "../../../src/host/platform/providerValues.ts";

describe("settings of a provider", () => {
  it("are empty where nothing is set", () => {
    assert.deepEqual(providerSettingsFrom({}, "x"), {
      baseUrl: "",
      fallbackUrls: [],
      headers: {},
      models: [],
      parameters: {},
      thinkingLevels: {},
    });
  });

  it("take models by id or with what is to be believed of them", () => {
    const { models } = providerSettingsFrom(
      { models: ["a", { id: "b", contextTokens: 9, efforts: ["off"], prices: { input: 1, output: 2 } }] },
      "x",
    );
    assert.deepEqual(models[0], { id: "a" });
    const model = { id: "b", efforts: ["off", "high"], usesTools: true } as const;
    const { prices, ...rest } = withOwn(model, models[1]);
    assert.deepEqual(rest, { id: "b", efforts: ["off"], usesTools: true, contextTokens: 9 });
    assert.deepEqual(prices?.offPeak, { input: 1, output: 2, cachedInput: 1 });
    assert.match(prices?.asOf ?? "", /^\d{4}-\d\d-\d\d$/);
    assert.equal(withOwn(model, undefined), model);
  });

  const wrong: readonly (readonly [string, unknown])[] = [
    ["baseUrl", { baseUrl: 7 }],
    ["authentication", { authentication: "basic" }],
    ["headers.X", { headers: { X: 1 } }],
    ["parameters.seed", { parameters: { seed: "7" } }],
    ["parameters.temprature", { parameters: { temprature: 1 } }],
    ["delivery", { delivery: "pigeon" }],
    ["thinking", { thinking: true }],
  ];
  for (const [path, value] of wrong) {
    it(`name the one that can't be used: ${path}`, () => {
      const settings = providerSettingsFrom({ models: ["kept"], ...(value as object) }, "runware");
      assert.equal(settings.wrong, `sonde.providers.runware.${path}`);
      assert.deepEqual(settings.models, [{ id: "kept" }], "the others count");
    });
  }

  it("that are no object at all are named as a whole", () => {
    assert.equal(providerSettingsFrom("oops", "x").wrong, "sonde.providers.x");
  });
});
