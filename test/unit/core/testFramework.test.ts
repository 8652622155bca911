/** How a project tests, told from its manifests and its tests. */
import assert from "node:assert/strict";
import {
  frameworkOf,
  importsFile,
  isTestPath,
  mayBeAnothers,
  newTestPath,
  testsOf,
} from "../../../src/core/context/testFramework.ts";

describe("the test framework", () => {
  const rows: readonly (readonly [string, string, string | undefined])[] = [
    ["typescript", '{"devDependencies":{"vitest":"1"}}', "Vitest"],
    ["javascriptreact", '{"devDependencies":{"jest":"1"}}', "Jest"],
    ["javascript", "", "node:test with node:assert"],
    ["python", "[tool.pytest.ini_options]", "pytest"],
    ["kotlin", "", "JUnit 5"],
    ["brainfuck", "", undefined],
  ];
  for (const [language, manifest, name] of rows) {
    it(`of ${language} is ${name}`, () => assert.equal(frameworkOf(language, manifest), name));
  }
});

describe("the path of tests", () => {
  const rows: readonly (readonly [string, string, readonly string[], string])[] = [
    ["src/cart.ts", "typescript", [], "src/cart.test.ts"],
    ["src/cart.ts", "typescript", ["src/prices.spec.ts"], "src/cart.spec.ts"],
    ["src/shop/cart.ts", "typescript", ["test/shop/prices.test.ts"], "test/shop/cart.test.ts"],
    ["src/shop/cart.ts", "typescript", ["test/prices.test.ts"], "test/cart.test.ts"],
    ["src/cart.js", "javascript", ["lib/__tests__/x.test.js"], "src/__tests__/cart.test.js"],
    ["tools/report.py", "python", [], "tests/test_report.py"],
    ["tools/report.py", "python", ["tests/test_other.py"], "tests/test_report.py"],
    ["packages/b/src/index.ts", "typescript", ["tests/index.test.ts"], "tests/packages/b/src/index.test.ts"],
    ["pkg/cart.go", "go", [], "pkg/cart_test.go"],
    ["src/main/java/a/Cart.java", "java", [], "src/test/java/a/CartTest.java"],
    ["lib/cart.rb", "ruby", [], "spec/cart_spec.rb"],
  ];
  for (const [path, language, tests, wanted] of rows) {
    it(`of ${path} beside ${tests.join() || "nothing"} is ${wanted}`, () =>
      assert.equal(newTestPath(path, language, tests), wanted));
  }
  const found: readonly (readonly [string, readonly string[], string | undefined])[] = [
    ["src/cart.ts", ["src/prices.test.ts", "test/cart.spec.ts"], "test/cart.spec.ts"],
    ["src/cart.ts", ["src/prices.test.ts"], undefined],
    ["packages/b/src/index.ts", ["packages/a/src/index.test.ts"], undefined],
    [
      "packages/b/src/index.ts",
      ["packages/a/src/index.test.ts", "packages/b/test/index.test.ts"],
      "packages/b/test/index.test.ts",
    ],
    ["packages/b/src/index.ts", ["packages/a/tests/index.test.ts", "index.test.ts"], undefined],
    ["src/core/cart.ts", ["src/cart.test.ts", "test/unit/core/cart.test.ts"], "test/unit/core/cart.test.ts"],
    ["src/shop/cart.py", ["tests/test_cart.py"], "tests/test_cart.py"],
    [
      "src/a/cart.ts",
      ["src/__tests__/cart.test.ts", "src/a/__tests__/cart.test.ts"],
      "src/a/__tests__/cart.test.ts",
    ],
    [
      "src/main/java/a/Cart.java",
      ["src/test/java/b/CartTest.java", "src/test/java/a/CartTest.java"],
      "src/test/java/a/CartTest.java",
    ],
    ["src/Shop/Cart.cs", ["tests/Shop.Tests/CartTests.cs"], "tests/Shop.Tests/CartTests.cs"],
    ["app/models/cart.rb", ["spec/models/cart_spec.rb"], "spec/models/cart_spec.rb"],
  ];
  for (const [path, tests, wanted] of found) {
    it(`of tests that are there for ${path} among ${tests.join()} is ${wanted}`, () =>
      assert.equal(testsOf(path, tests)[0], wanted));
  }
  it("is told from other paths", () => {
    assert.ok(["a.test.ts", "x/test_a.py", "a_test.go", "a_spec.rb", "ATest.java"].every(isTestPath));
    assert.ok(["contest.ts", "latest.py", "src/testing.go"].every((path) => !isTestPath(path)));
  });
});

describe("tests with a name that many files have", () => {
  const rows: readonly (readonly [path: string, test: string, isDoubtful: boolean])[] = [
    ["packages/b/src/index.ts", "tests/index.test.ts", true],
    ["packages/b/src/index.ts", "test/unit/src/index.test.ts", true],
    ["shop/__init__.py", "tests/test___init__.py", true],
    ["packages/b/src/index.ts", "packages/b/test/index.test.ts", false],
    ["packages/b/src/index.ts", "packages/b/src/index.test.ts", false],
    ["packages/b/src/cart.ts", "tests/cart.test.ts", false],
    ["src/index.ts", "tests/index.test.ts", false],
  ];
  for (const [path, test, isDoubtful] of rows) {
    it(`${test} ${isDoubtful ? "may be" : "are not"} of another file than ${path}`, () => {
      assert.deepEqual(testsOf(path, [test]), [test]);
      assert.equal(mayBeAnothers(path, test), isDoubtful);
    });
  }

  const imports: readonly (readonly [line: string, path: string, isImported: boolean])[] = [
    ['import { b } from "../packages/b/src/index.js";', "packages/b/src/index.ts", true],
    ['import b from "../packages/b/src";', "packages/b/src/index.ts", true],
    ["const b = require('../packages/b')", "packages/b/src/index.ts", true],
    ['await import("../packages/b/src/index.ts")', "packages/b/src/index.ts", true],
    ['import { b } from "@acme/b";', "packages/b/src/index.ts", true],
    ['import { b } from "@/b/index";', "src/b/index.ts", true],
    ["from shop import Cart", "src/shop/__init__.py", true],
    ["import shop.main as it", "src/shop/main.py", true],
    ['#include "../engine/main.h"', "engine/main.c", true],
    ['import { a } from "../packages/a/src/index.js";', "packages/b/src/index.ts", false],
    ['import { a } from "@acme/a";', "packages/b/src/index.ts", false],
    ['import b from "../packages/a";', "packages/b/src/index.ts", false],
    ['equal(word, "packages/b/src/index");', "packages/b/src/index.ts", false],
    ["from shop.main import Cart", "store/main.py", false],
    ["", "packages/b/src/index.ts", false],
  ];
  for (const [line, path, isImported] of imports) {
    it(`${isImported ? "import" : "do not import"} ${path} by ${line || "nothing"}`, () =>
      assert.equal(importsFile(`// tests\n${line}\n`, "tests/index.test.ts", path), isImported));
  }
});
