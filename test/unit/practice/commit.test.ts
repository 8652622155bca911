/**
 * Commit messages from diffs, as git writes them and as the commit prompt packs them.
 */
import assert from "node:assert/strict";
import { readDiff } from "../../../src/practice/code/diff.ts";
import { answer } from "./answering.ts";
import { gitDiff, newFile } from "./samples.ts";

const packed = `<style>
- Form: Conventional Commits, type(scope): description; types: feat, fix.
- The description begins with a lower-case letter.
- First line: 40 characters are typical, 60 the most.
- No body: the first line is the whole message.
</style>

<changes>
<file path="src/a &amp; b.ts" change="renamed from src/old, name.ts, 1 lines added">
@@ -1,50 +1,51 @@
+export function load() {}
… 30 lines not shown …
 end
</file>
<file path="logo.png" change="added, binary" />
<file path="src/c.ts" change="deleted, 2 lines deleted">
@@ -1,2 +0,0 @@
-const one = 1;
-const two = 2;
</file>
</changes>

Write the commit message for these changes.`;

describe("practice commit messages", () => {
  it("reads what git writes", () => {
    const files = readDiff(`Here:\n${gitDiff}${newFile}`);
    assert.deepEqual(
      files.map(({ path, change, added, removed, around }) => [
        path,
        change,
        added.length,
        removed.length,
        around,
      ]),
      [
        ["src/parse.ts", "changed", 3, 1, ["export function parse(text: string) {"]],
        ["docs/guide.md", "added", 2, 0, []],
      ],
    );
  });

  it("reads what the commit prompt packs", () => {
    assert.deepEqual(
      readDiff(packed).map(({ path, before, change, added, removed }) => [
        path,
        before,
        change,
        added.length,
        removed.length,
      ]),
      [
        ["src/a & b.ts", "src/old, name.ts", "renamed", 1, 0],
        ["logo.png", undefined, "added", 0, 0],
        ["src/c.ts", undefined, "removed", 0, 2],
      ],
    );
  });

  it("names functions in the subject", () => {
    const { text } = answer([gitDiff], "commit");
    assert.equal(text, "Add parseAll in src/parse.ts\n\n- src/parse.ts: add parseAll; change parse (+3 −1)");
  });

  it("names new files", () => {
    assert.equal(answer([newFile], "commit").text, "Add docs/guide.md\n\n- docs/guide.md: new, 2 lines");
  });

  it("keeps to the style it is told", () => {
    const { text } = answer([{ role: "system", content: "You write git commit messages." }, packed]);
    assert.equal(text, "feat: change a & b.ts, logo.png and c.ts");
  });

  it("knows a commit request without a stated purpose, and what is none", () => {
    assert.match(answer([`Write a commit message.\n${gitDiff}`]).text, /^Add parseAll/);
    assert.doesNotMatch(answer([`What does this commit do?\n${gitDiff}`]).text, /^Add parseAll/);
  });

  it("never writes a subject past 72 characters, and says nothing of itself", () => {
    const long = newFile.replaceAll("docs/guide.md", `docs/${"very-".repeat(20)}long.md`);
    for (const diff of [long, long + gitDiff, "", "no diff at all", (newFile + gitDiff).repeat(20)]) {
      const { text } = answer([diff], "commit");
      assert.ok((text.split("\n")[0] ?? "").length <= 72, text);
      assert.ok((text.split("\n")[0] ?? "").length > 0);
      assert.doesNotMatch(text, /rules|AI\b|```/);
    }
  });
});
