/** The page of what was spent, closed before the provider has told the balance. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  openSpend,
  type SpendPage,
  type SpendParts,
} from "../../../../src/host/features/spend/registerSpend.ts";
import { deepseek } from "../../../../src/provider/dialects/deepseek.ts";

describe("the page of what was spent", () => {
  let page: SpendPage | undefined;
  after(() => page?.panel.dispose());

  it("stops asking for the balance when it is closed, and takes no answer that comes all the same", async () => {
    let reads = 0;
    const [model] = deepseek.models;
    const extensionUri = vscode.extensions.getExtension("sonde.sonde")?.extensionUri;
    assert.ok(model && extensionUri);
    let answer = (_balance: unknown): void => {};
    const asked = new Promise<AbortSignal>((resolve) => {
      const readBalance = (_dialect: unknown, _access: unknown, signal: AbortSignal): Promise<unknown> => {
        resolve(signal);
        return new Promise((told) => (answer = told));
      };
      const parts = {
        extensionUri,
        ledger: {
          entries: async () => {
            reads += 1;
            return [];
          },
        },
        choice: () => ({ dialect: deepseek, model, effort: "high", offered: () => [model] }),
        access: { read: async () => ({ baseUrls: [], key: "k", authentication: "bearer" }) },
        client: { get: async () => ({ readBalance }) },
        timeZone: { current: () => "UTC", tell: () => {} },
      };
      page = openSpend(parts as unknown as SpendParts);
    });
    const signal = await asked;
    assert.equal(signal.aborted, false);
    assert.equal(reads, 1);
    page?.show();
    assert.equal(reads, 2, "shown again where it is visible, it is brought up to date");
    const rejected: unknown[] = [];
    const note = (reason: unknown): void => void rejected.push(reason);
    process.on("unhandledRejection", note);
    page?.panel.dispose();
    answer([{ total: "3.14", currency: "USD" }]);
    await new Promise(setImmediate);
    process.off("unhandledRejection", note);
    assert.deepEqual(rejected, []);
    assert.equal(signal.aborted, true);
  });
});
