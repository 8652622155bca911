/** Paths in folders, roots among them. */
import assert from "node:assert/strict";
import { folderNameOf, pathIn } from "../../../src/core/text/folderPaths.ts";

describe("paths in folders", () => {
  it("are whole in a folder, at the root of a drive, and at that of all", () => {
    assert.equal(pathIn("/home/me", "/home/me/src/a.ts"), "src/a.ts");
    assert.equal(pathIn("/s:/", "/s:/src/a.ts"), "src/a.ts");
    assert.equal(pathIn("/", "/src/a.ts"), "src/a.ts");
  });

  it("give a folder its name, a root too", () => {
    assert.equal(folderNameOf("/home/me"), "me");
    assert.equal(folderNameOf("/s:/"), "s:");
    assert.equal(folderNameOf("/"), "/");
  });
});
