/** A request against what a host takes: the setting that is named, and the range. */
import assert from "node:assert/strict";
import { unfitSetting, whole, type Limits } from "../../../src/core/limits.ts";
import type { Tuning } from "../../../src/core/request.ts";

const limits: Limits = {
  temperature: { from: 0, to: 2 },
  maxOutputTokens: whole(1, Infinity),
  frequencyPenalty: { from: -2, to: 2 },
  seed: whole(0, 9),
  logprobs: true,
  logitBias: { from: -100, to: 100 },
  stop: { most: 2, longest: 3 },
};

const fit: readonly Tuning[] = [
  {},
  { temperature: 0, maxOutputTokens: 1, frequencyPenalty: -2, seed: 9, logprobs: true },
  { temperature: 2, frequencyPenalty: 2, logitBias: { "7": -100 }, stop: ["abc", "x"] },
  // Left out by dialects of hosts that ignore it.
  { topP: 0.5 },
  { stop: [], logitBias: {} },
];

const unfit: readonly (readonly [Tuning, string, string | undefined])[] = [
  [{ temperature: 2.01 }, "sonde.temperature", "0–2"],
  [{ temperature: Number.NaN }, "sonde.temperature", "0–2"],
  [{ maxOutputTokens: 0 }, "sonde.maxOutputTokens", "≥ 1"],
  [{ maxOutputTokens: 1.5 }, "sonde.maxOutputTokens", "≥ 1"],
  [{ frequencyPenalty: -2.1 }, "sonde.providers.h.parameters.frequencyPenalty", "−2–2"],
  [{ seed: 10 }, "sonde.providers.h.parameters.seed", "0–9"],
  [{ presencePenalty: 0 }, "sonde.providers.h.parameters.presencePenalty", undefined],
  [{ count: 1 }, "sonde.providers.h.parameters.count", undefined],
  [{ user: "me" }, "sonde.providers.h.parameters.user", undefined],
  [{ logitBias: { "1": 0, "2": 101 } }, "sonde.providers.h.parameters.logitBias", "−100–100"],
  [{ stop: ["a", "b", "c"] }, "sonde.providers.h.parameters.stop", "0–2 × 1–3"],
  [{ stop: ["abcd"] }, "sonde.providers.h.parameters.stop", "0–2 × 1–3"],
];

describe("limits", () => {
  for (const request of fit) {
    it(`take ${JSON.stringify(request)}`, () => assert.equal(unfitSetting(request, limits, "h"), undefined));
  }

  for (const [request, setting, range] of unfit) {
    it(`refuse ${setting} ${JSON.stringify(request)}`, () => {
      const expected = { kind: "setting", setting, ...(range === undefined ? {} : { range }) };
      assert.deepEqual(unfitSetting(request, limits, "h"), expected);
    });
  }
});
