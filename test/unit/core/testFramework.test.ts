/** How a project tests, told from its manifests and its tests. */
import assert from "node:assert/strict";
import { frameworkOf, isTestPath, newTestPath, testsOf } from "../../../src/core/context/testFramework.ts";

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
      assert.equal(testsOf(path, tests), wanted));
  }
  it("is told from other paths", () => {
    assert.ok(["a.test.ts", "x/test_a.py", "a_test.go", "a_spec.rb", "ATest.java"].every(isTestPath));
    assert.ok(["contest.ts", "latest.py", "src/testing.go"].every((path) => !isTestPath(path)));
  });
});
