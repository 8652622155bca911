/** One glob of many patterns: never more than the rules name. */
import assert from "node:assert/strict";
import { excludeGlob, rulesFromBelow } from "../../../src/core/text/excludeGlob.ts";

const always = "**/node_modules/**,**/.git/**";

describe("a glob of what a search passes over", () => {
  it("holds what no search needs", () => assert.equal(excludeGlob([], []), `{${always}}`));

  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ["a name, at every depth", ["target"], ",**/target"],
    ["a folder", ["dist/"], ",**/dist/**"],
    ["what stands at the top", ["/out", "/build/"], ",out,build/**"],
    ["a path", ["docs/api", "**/*.min.js"], ",docs/api,**/*.min.js"],
    ["blanks and remarks, as nothing", ["", " # dist", "lib\r"], ",**/lib"],
    ["nothing of what is taken back in part", ["*.js", "!keep.js"], ""],
    ["nothing of what braces can't hold", ["{a,b}", "[ab].txt", "a\\ ", "/"], ""],
    ["nothing of what would be everything", ["*", "/*"], ""],
  ];
  for (const [what, rules, globs] of cases) {
    it(`holds ${what}`, () => assert.equal(excludeGlob([], [rules]), `{${always}${globs}}`));
  }

  const below: readonly (readonly [string, string, string])[] = [
    ["a name, at every depth below", "*.bin", ",data/**/*.bin"],
    ["a folder", "raw/", ",data/**/raw/**"],
    ["all", "*", ",data/**/*"],
    ["what stands in that folder", "/raw/", ",data/raw/**"],
    ["a path", "a/b", ",data/a/b"],
    ["nothing of a remark", "# raw", ""],
  ];
  for (const [what, rule, globs] of below) {
    it(`holds ${what}, of a folder below`, () =>
      assert.equal(excludeGlob([], [rulesFromBelow("data", [rule])]), `{${always}${globs}}`));
  }

  it("holds nothing of a folder below that takes something back, or is called like a pattern", () => {
    assert.equal(excludeGlob([], [rulesFromBelow("data", ["*", "!keep"])]), `{${always}}`);
    for (const name of ["a*", "a?", "{a,b}", "[ab]"]) assert.deepEqual(rulesFromBelow(name, ["x"]), []);
  });

  it("holds VS Code's own globs as they are, each once", () => {
    const glob = excludeGlob(["**/bower", "**/*.{a,b}", "**/.git/**"], [["bower"], ["**/bower"]]);
    assert.equal(glob, `{${always},**/bower}`);
  });
});
