/** What is known of a host that was asked whether endpoint and key work. */
import assert from "node:assert/strict";
import type { Dialect } from "../../../src/provider/dialect.ts";
import { deepseek } from "../../../src/provider/dialects/deepseek.ts";
import { vtrix } from "../../../src/provider/dialects/vtrix.ts";
import { probeHost } from "../../../src/host/platform/probe.ts";
import { error } from "../../wire/client/outcome.ts";
import type { Scene } from "../../wire/scriptedTransport.ts";
import { accessTo, workbench } from "../../wire/workbench.ts";

async function probed(dialect: Dialect, scenes: readonly Scene[], signal = new AbortController().signal) {
  const remembered: unknown[] = [];
  const recorded: unknown[] = [];
  const result = await probeHost(workbench(scenes).client, {
    dialect,
    access: accessTo("https://h"),
    model: dialect.models[0] ?? dialect.unknownModel("m"),
    signal,
    memory: { remember: (_dialect, models) => void remembered.push(models) },
    ledger: { record: async (entry) => void recorded.push(entry) },
  });
  return { result, remembered, recorded };
}

describe("a host that is asked whether the key works", () => {
  it("has said nothing, and so no yes, when the question was given up", async () => {
    for (const dialect of [deepseek, vtrix]) {
      const { result, remembered, recorded } = await probed(dialect, [], AbortSignal.abort());
      assert.equal(result, undefined, dialect.id);
      assert.deepEqual([remembered, recorded], [[], []]);
    }
  });

  it("says no by its list, or by refusing the smallest question", async () => {
    for (const dialect of [deepseek, vtrix]) {
      const { result } = await probed(dialect, [error(401, "no")]);
      assert.ok(result && "kind" in result && result.kind === "key-refused", dialect.id);
    }
  });
});
