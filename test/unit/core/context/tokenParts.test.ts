/** How pieces are taken apart, and the filter that says which parts are tokens. */
import assert from "node:assert/strict";
import { fewestParts, withoutRuns } from "../../../../src/core/context/parts.ts";
import { emptyHash, longerHash, passes, written } from "../../../../src/core/context/tokenFilter.ts";
import { solve } from "../../../bench/tokens/solve.ts";

describe("the filter of known tokens", () => {
  const words = (from: number, to: number): readonly string[] =>
    Array.from({ length: to - from }, (_, at) => `w${((from + at) * 7919).toString(36)}`);
  const hashOf = (text: string): number =>
    Array.from(text).reduceRight((hash, letter) => longerHash(hash, letter.charCodeAt(0)), emptyHash);
  const checks = 4;
  const keys = [
    ...words(0, 500).map((text) => ({ text, checks, isToken: false })),
    ...words(500, 3500).map((text) => ({ text, checks, isToken: true })),
  ];
  const [bits, dropped] = solve(keys, 18_432);
  const table = written(bits);
  const passing = (texts: readonly string[]): number =>
    texts.filter((text) => passes(table, hashOf(text), checks)).length;

  it("holds all that it was made for, in little more than a bit for each check", () => {
    assert.equal(dropped, 0);
    assert.equal(passing(words(500, 3500)), 3000);
    assert.ok(bits.length < 1.5 * (3000 * checks + 500));
  });

  it("takes none of the texts that it is not to hold, and few of others", () => {
    assert.equal(passing(words(0, 500)), 0);
    const others = passing(words(3500, 13_500));
    assert.ok(others > 0 && others < (1.3 * 10_000) / 2 ** checks, String(others));
  });

  it("gives up the last texts where there are too many", () => {
    const [few, lost] = solve(keys, 12_288);
    const small = written(few);
    assert.ok(lost > 0 && lost < keys.length);
    const kept = words(500, 3500).filter((text) => passes(small, hashOf(text), checks));
    assert.ok(kept.length >= 3000 - lost);
    assert.ok(kept.includes(words(500, 501)[0] ?? "none"));
  });
});

describe("parts of a piece", () => {
  const partsBy = (piece: string, tokens: readonly string[]): number =>
    fewestParts(piece, (text, from, to) => tokens.includes(text.slice(from, to)));

  it("are as few as there are tokens", () => {
    assert.equal(partsBy(" getName", [" g", "et", " get", "Na", "me", "Name"]), 2);
    assert.equal(partsBy("abc", []), 3);
    assert.equal(partsBy("", []), 0);
  });

  it("are only what two smaller ones make, whatever is said to be a token", () => {
    assert.equal(partsBy("abcd", ["abcd"]), 4);
    assert.equal(partsBy("abcd", ["ab", "abc", "abcd"]), 1);
  });

  it("of long pieces are found as in short ones", () => {
    const piece = "abcd".repeat(40);
    assert.equal(partsBy(piece, ["ab", "cd", "abcd"]), 40);
  });

  it("do not grow with runs of one sign", () => {
    assert.deepEqual(withoutRuns(`//${"-".repeat(70)}\n`), [`//${"-".repeat(16)}\n`, ["-".repeat(70)]]);
    assert.deepEqual(withoutRuns(`//${"-".repeat(12)}`), [`//${"-".repeat(12)}`, []]);
  });
});
