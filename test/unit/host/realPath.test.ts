/** Real paths, on a drive as well whose final paths Windows can't name. */
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { realPathOf } from "../../../src/host/platform/realPath.ts";
import { temporaryFolder } from "../../vscode/machine/lifetime.ts";

/** What the native call does there: it opens what is at the path, and finds no name for it. */
async function nameless(path: string): Promise<string> {
  await realpath(path);
  throw Object.assign(new Error("illegal operation on a directory"), { code: "EISDIR" });
}

describe("a real path", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  const at = (...names: readonly string[]): string => join(folder.path, ...names);
  before(() => {
    folder = temporaryFolder("real path");
    mkdirSync(at("inner"));
    mkdirSync(at("VSCODE~1"));
    for (const name of ["inner", "VSCODE~1"]) writeFileSync(at(name, "file.txt"), "x");
    symlinkSync(at("inner"), at("linked"));
    symlinkSync(at("VSCODE~1"), at("harmless"));
  });
  after(() => folder.remove());

  for (const [name, native] of [
    ["is what the system says", undefined],
    ["follows links where the system can't name it", nameless],
  ] as const) {
    it(name, async () => {
      for (const path of [at("inner", "file.txt"), at("linked", "file.txt")]) {
        assert.equal(await realPathOf(path, native), at("inner", "file.txt"));
      }
      await assert.rejects(realPathOf(at("inner", "gone.txt"), native), { code: "ENOENT" });
    });
  }

  it("is not told by a short name, which may be any file's", async () => {
    for (const path of [at("VSCODE~1", "file.txt"), at("harmless", "file.txt")]) {
      await assert.rejects(realPathOf(path, nameless), { code: "EISDIR" });
    }
  });
});
