/**
 * Every sentence that Sonde shows stands in both languages: what the page shows, what failures say, what the host
 * passes to `l10n.t`, and what the manifest names. Nothing is left over either.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { secretNames } from "../../src/core/context/secrets.ts";
import { failureSentences } from "../../src/core/failureSentences.ts";
import { englishSpend } from "../../src/protocol/spend.ts";
import { english } from "../../src/protocol/strings.ts";
import { dialects } from "../../src/provider/dialects/index.ts";

const readTable = (path: string): Record<string, string> =>
  JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;

/** The first arguments of all calls of `l10n.t` and `t` in a source text. */
function translatedLiterals(source: string): readonly string[] {
  const calls = source.matchAll(/\b(?:l10n\.)?t\(\s*"((?:[^"\\]|\\.)*)"/g);
  return [...calls].map((call) => JSON.parse(`"${call[1]}"`) as string);
}

/** The names in braces of a sentence, sorted. */
const braces = (sentence: string): readonly string[] => (sentence.match(/\{\w+\}/g) ?? []).toSorted();

describe("localisation", () => {
  const files = readdirSync("src/host", { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const inHost = files.flatMap((name) => translatedLiterals(readFileSync(`src/host/${name}`, "utf8")));
  const shown = new Set([
    ...Object.values(english),
    ...Object.values(englishSpend),
    ...Object.values(failureSentences),
    ...inHost,
    ...secretNames,
    // A name of several words is no name of anybody's.
    ...dialects.map(({ label }) => label).filter((label) => label.includes(" ")),
  ]);
  const chinese = readTable("l10n/bundle.l10n.zh-cn.json");

  it("finds the host's sentences", () => {
    assert.ok(inHost.includes("There are no earlier chats yet."));
    assert.deepEqual(translatedLiterals('l10n.t(\n  "a \\"b\\"", x) + t("c")'), ['a "b"', "c"]);
  });

  it("has every shown sentence in Chinese, and none that is not shown", () => {
    assert.deepEqual(
      [...shown].filter((sentence) => !chinese[sentence]),
      [],
    );
    assert.deepEqual(
      Object.keys(chinese).filter((sentence) => !shown.has(sentence)),
      [],
    );
  });

  it("fills in the same names in both languages", () => {
    const differing = Object.entries(chinese).filter(
      ([from, to]) => braces(from).join() !== braces(to).join(),
    );
    assert.deepEqual(differing, []);
  });

  it("has the manifest's names in both languages", () => {
    const names = readFileSync("package.json", "utf8").match(/%[\w.]+%/g) ?? [];
    const keys = [...new Set(names.map((name) => name.slice(1, -1)))].toSorted();
    assert.ok(keys.length > 30);
    assert.deepEqual(Object.keys(readTable("package.nls.json")).toSorted(), keys);
    assert.deepEqual(Object.keys(readTable("package.nls.zh-cn.json")).toSorted(), keys);
  });

  it("has the pages of the walkthrough in both languages, where VS Code looks for them", () => {
    const pages = readFileSync("package.json", "utf8").match(/media\/walkthrough\/\w+(?=\.md")/g) ?? [];
    assert.equal(pages.length, 3);
    for (const page of pages) {
      const [own, theirs] = [".md", ".nls.zh-cn.md"].map((end) => readFileSync(`${page}${end}`, "utf8"));
      assert.match(theirs ?? "", /^## .*\p{Script=Han}/u, page);
      assert.equal(theirs?.split("\n\n").length, own?.split("\n\n").length, page);
    }
  });

  it("says the polite “you” in Chinese", () => {
    const words = [...Object.values(chinese), ...Object.values(readTable("package.nls.zh-cn.json"))];
    assert.deepEqual(
      words.filter((sentence) => sentence.includes("你")),
      [],
    );
  });
});
