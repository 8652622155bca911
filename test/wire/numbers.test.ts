/**
 * Every case and every quirk that the project's wire facts count is found by its number in the name of a test, so that
 * none of them gets lost.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../vscode/machine/repository.ts";

/** The cases of PROVIDERS §6. Numbers that are missing here are missing there. */
const cases = `01-30 32-36 38 39 41 43-45 48-51 53 54 56 57 60 62-68 70-73 78 79 84 85 87-89 92 94-96 99-104 106 107
  109-112 119-123 125 127 129-131 134-138 140`;

/** The quirks of PROVIDERS §4. */
const quirks = "1-31";

function* numbersIn(ranges: string): Generator<number> {
  for (const range of ranges.split(/\s+/)) {
    const [from = 0, to = from] = range.split("-").map(Number);
    for (let number = from; number <= to; number++) yield number;
  }
}

/** Names of tests as they stand in the source, wherever they stand: texts that begin with such a number. */
function namesIn(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .flatMap((source) => [...source.matchAll(/(["'`])([TQ]\d+\b(?:(?!\1)[^\n])*)\1/g)])
    .map(([, , text = ""]) => text);
}

describe("the numbers of the wire facts", () => {
  const names = ["wire", "unit/core", "unit/provider"].flatMap((folder) =>
    namesIn(join(root, "test", folder)),
  );
  const found = new Set(names.flatMap((name) => name.match(/\b[TQ]\d+\b/g) ?? []));

  it("has read the names", () => assert.ok(names.length > 150, `${names.length} names`));

  it("each case is a test", () => {
    const wanted = [...numbersIn(cases)].map((number) => `T${String(number).padStart(2, "0")}`);
    assert.deepEqual(
      wanted.filter((number) => !found.has(number)),
      [],
    );
  });

  it("each quirk is a test", () => {
    const wanted = [...numbersIn(quirks)].map((number) => `Q${number}`);
    assert.deepEqual(
      wanted.filter((number) => !found.has(number)),
      [],
    );
  });
});
