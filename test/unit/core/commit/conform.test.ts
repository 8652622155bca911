/** What can be kept by rule is kept: case, full stop, ticket, width. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { conform, finish } from "../../../../src/core/commit/conform.ts";
import { learnStyle } from "../../../../src/core/commit/style.ts";
import { describeStyle } from "../../../../src/core/commit/styleText.ts";
import { columns, wrapBody } from "../../../../src/core/commit/wrap.ts";
import { histories } from "./histories.ts";

const styleOf = (name: string) => {
  const history = histories.find((one) => one.name === name);
  assert.ok(history, name);
  return learnStyle(history.messages);
};

const cases: readonly (readonly [
  style: string,
  message: string,
  ticket: string | undefined,
  result: string,
])[] = [
  ["conventional with scopes", "feat(cart): Add a sum.", undefined, "feat(cart): add a sum"],
  ["conventional with scopes", "feat(cart): SQL is quoted", undefined, "feat(cart): SQL is quoted"],
  ["conventional with scopes", "feat(cart): TypeScript 7", undefined, "feat(cart): TypeScript 7"],
  ["conventional without scopes, upper case", "fix: add a sum", undefined, "fix: Add a sum"],
  ["lower case, past tense", "Added a sum...", undefined, "added a sum..."],
  ["full stops and third person", "adds a sum", undefined, "Adds a sum."],
  ["ticket prefix", "Add a sum", "SHOP-9", "SHOP-9: Add a sum"],
  ["ticket prefix", "SHOP-9: Add a sum", "SHOP-9", "SHOP-9: Add a sum"],
  ["German with bracketed tickets", "Summe ergänzt", "KASSE-9", "[KASSE-9] Summe ergänzt"],
  ["ticket in a trailer", "Add a sum", "SHOP-9", "Add a sum\n\nRefs: SHOP-9"],
  ["Chinese", "修复购物车。", undefined, "修复购物车"],
  ["gitmoji", "✨ add a sum", undefined, "✨ Add a sum"],
];

describe("a message is made to fit", () => {
  for (const [name, message, ticket, result] of cases) {
    it(`${name}: ${message}`, () => assert.equal(finish(message, styleOf(name), ticket, ""), result));
  }

  it("grows while it arrives and never shows a ticket twice", () => {
    const style = styleOf("ticket prefix");
    const message = "SHOP-9: Add a sum\n\nBecause.";
    const shown = Array.from({ length: message.length }, (_, end) =>
      conform(message.slice(0, end), style, "SHOP-9", ""),
    );
    for (const text of shown) assert.ok((text.match(/SHOP-9/g) ?? []).length <= 1, text);
  });

  it("closes no ticket that the branch's name alone tells of", () => {
    const style = learnStyle(Array.from({ length: 6 }, (_, index) => `Add ${index}\n\nCloses: #${index}`));
    assert.equal(finish("Add a sum", style, "#20", ""), "Add a sum\n\nRefs: #20");
    assert.ok(describeStyle(style).some((line) => line.endsWith("as in Refs: #0")));
  });

  for (const name of ["ticket prefix", "conventional with scopes"]) {
    it(`but for a first line that is git's own: ${name}`, () => {
      const draft = "Merge branch 'side' into main\n\nConflicts.";
      const [first = ""] = draft.split("\n", 1);
      const message = `${first}\n\nIt brings a sum.`;
      const style = styleOf(name);
      for (let end = 1; end <= message.length; end += 1) {
        const shown = conform(message.slice(0, end), style, "SHOP-9", draft);
        assert.ok(message.startsWith(shown), shown);
      }
      assert.equal(finish(message, style, "SHOP-9", draft), message);
      assert.notEqual(finish(message, style, "SHOP-9", ""), message);
    });
  }

  it("is left alone where little is known", () => {
    assert.equal(finish("Add a sum.", learnStyle(["fix: a", "fix: b"]), undefined, ""), "Add a sum.");
  });
});

describe("a body is broken into lines", () => {
  it("with hanging indents, and leaves code and addresses whole", () => {
    const long = `- ${"word ".repeat(20)}\n\n    ${"code ".repeat(20)}\nhttps://example.org/${"x".repeat(90)}`;
    const wrapped = wrapBody(long, 40).split("\n");
    assert.ok(wrapped[0]?.startsWith("- word"));
    assert.ok(wrapped[1]?.startsWith("  word"));
    assert.ok(wrapped.some((line) => line.startsWith("    code") && line.length > 90));
    assert.ok(wrapped.some((line) => line.startsWith("https://") && line.length > 90));
  });

  it("with wide characters counted twice", () => {
    const wrapped = wrapBody("购物车为空时程序崩溃，因为没有检查数量。".repeat(4), 40).split("\n");
    assert.ok(wrapped.length > 3);
    assert.ok(
      wrapped.every((line) => columns(line) <= 42 && !/^[，。]/.test(line)),
      wrapped.join("\n"),
    );
  });

  it("without losing a word", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zé购]{1,12}$/)),
        fc.integer({ min: 10, max: 80 }),
        (words, width) => {
          const text = words.join(" ");
          assert.equal(wrapBody(text, width).replaceAll(/\s/g, ""), text.replaceAll(/\s/g, ""));
        },
      ),
    );
  });
});
