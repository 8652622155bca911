/** What `@` and `/` mean while a message is written, and which things a few letters stand for. */
import assert from "node:assert/strict";
import { bestMatches, fuzzyScore } from "../../../src/core/text/fuzzy.ts";
import { commandOf, commandsFor, triggerAt } from "../../../src/webview/page/mention.ts";

describe("a sign in a message", () => {
  /** `|` is the caret. */
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["@|", "mention 0 "],
    ["@car|", "mention 0 car"],
    ["see @src/ca|rt", "mention 4 src/ca"],
    ["line\n@a|", "mention 5 a"],
    ["(@a|", "mention 1 a"],
    ["请看@ut|", "mention 2 ut"],
    ["请看，@ut|", "mention 3 ut"],
    ["a=@b|", "mention 2 b"],
    ["a@b|", undefined],
    ["a.b-c+@d|", undefined],
    ["node_modules/@types|", undefined],
    [`me@${"x".repeat(99)}|`, undefined],
    [`me@${"x".repeat(100)}|`, undefined],
    [`@${"x".repeat(100)}|`, `mention 0 ${"x".repeat(100)}`],
    ["me@host.com|", undefined],
    ["@a b|", undefined],
    ["@@|", undefined],
    [`@${"x".repeat(200)}|`, undefined],
    ["/|", "command 0 "],
    ["/ex|", "command 0 ex"],
    ["/ex plain|", undefined],
    ["a /ex|", undefined],
    ["/usr/bin|", undefined],
    ["|@a", undefined],
  ];
  for (const [marked, expected] of cases) {
    it(`${JSON.stringify(marked.slice(0, 20))} ${expected === undefined ? "is none" : "begins a list"}`, () => {
      const found = triggerAt(marked.replace("|", ""), marked.indexOf("|"));
      assert.equal(found && `${found.kind} ${found.start} ${found.query}`, expected);
    });
  }
});

describe("a command", () => {
  it("is offered by its first letters", () => {
    assert.deepEqual(
      commandsFor("C").map(({ name }) => name),
      ["commit", "compact", "clear"],
    );
    assert.equal(commandsFor("").length, 7);
  });

  it("is found in front of a message, with the rest", () => {
    assert.deepEqual(commandOf("/explain  the loop\nbelow")?.rest, "the loop\nbelow");
    assert.equal(commandOf("/clear")?.command.name, "clear");
    for (const text of ["/etc/hosts", "/unknown x", "a /fix", "//fix", ""])
      assert.equal(commandOf(text), undefined);
  });
});

describe("a few letters", () => {
  const paths = [
    "src/webview/parts/composer.tsx",
    "src/core/comp.ts",
    "docs/composer/readme.md",
    "src/cart.ts",
  ];
  const best = (letters: string): readonly string[] => bestMatches(letters, paths, (path) => path, 3);

  it("mean the file whose name holds them, a short one first", () => {
    assert.deepEqual(best("comp").slice(0, 2), ["src/core/comp.ts", "src/webview/parts/composer.tsx"]);
    assert.equal(best("wpcomposer")[0], "src/webview/parts/composer.tsx");
    assert.equal(best("CART")[0], "src/cart.ts");
  });

  it("mean nothing where they don't stand in their order", () => {
    assert.deepEqual(best("zzz"), []);
    assert.equal(fuzzyScore("trac", "cart"), undefined);
    assert.equal(fuzzyScore("", "cart"), 0);
  });

  it("like the beginnings of words", () => {
    assert.ok((fuzzyScore("gu", "getUser") ?? 0) > (fuzzyScore("gu", "gaaaau") ?? 0));
  });
});
