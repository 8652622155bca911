/**
 * What the readers find in code, in lines that a person can check.
 */
import assert from "node:assert/strict";
import { readOutline } from "../../../src/practice/code/read.ts";
import type { Source } from "../../../src/practice/code/source.ts";
import { english } from "../../../src/practice/words/english.ts";
import { queue, server, store } from "./samples.ts";

function outline(path: string, code: string, firstLine = 1): ReturnType<typeof readOutline> {
  const source: Source = { element: "file", path, language: "", firstLine, code: code.trimEnd() };
  return readOutline(source);
}

/** Such as `method Store.load(name, { fresh = false }) async 13-20`. */
function told({ declarations }: ReturnType<typeof readOutline>): readonly string[] {
  return declarations.map((one) => {
    const name = one.within === undefined ? one.name : `${one.within}.${one.name}`;
    const lines = `${one.line}-${one.endLine}`;
    return `${one.kind} ${name}(${one.parameters.join(", ")})${one.isAsync ? " async" : ""} ${lines}`;
  });
}

/** Such as `16 throws`. */
function noted(path: string, code: string): readonly string[] {
  return outline(path, code).notes.map(({ line, ...note }) =>
    english.note({ ...note, lines: [line] }).replace(/^Line (.*)\.$/, "$1"),
  );
}

describe("outline", () => {
  it("reads TypeScript", () => {
    const found = outline("src/store.ts", store);
    assert.equal(found.language, "TypeScript");
    assert.deepEqual(told(found), [
      "class Store() 5-25",
      "method Store.constructor(root, limit) 8-10",
      "method Store.load(name, { fresh = false }) async 13-20",
      "method Store.size() 22-24",
      "function pair(first, second) 28-28",
      "function twice(count) 30-33",
      "type Pair() 35-35",
    ]);
    assert.deepEqual(found.imports, ["node:fs/promises", "node:path"]);
    assert.deepEqual(found.loops, [15]);
    assert.deepEqual(found.branches, [14, 16]);
  });

  it("sees what is worth a look in TypeScript", () => {
    assert.deepEqual(noted("src/store.ts", store), [
      "8 uses the bare number `86400`",
      "14 compares with `==` or `!=`, which convert types",
      "14 writes to the console",
      "16 throws",
      "18 waits for a promise (`await`)",
      "19 switches the type checker off with `any`",
      '27 carries a TODO: "say what a pair is"',
      "31 declares with `var`, which is not bound to its block",
    ]);
  });

  it("reads Python", () => {
    const found = outline("jobs/queue.py", queue);
    assert.equal(found.language, "Python");
    assert.deepEqual(told(found), [
      "class Queue() 9-22",
      "method Queue.push(job, tags, *rest, **options) 12-17",
      "method Queue.drain(until) async 20-22",
      "function make(name, size) 25-32",
    ]);
    assert.deepEqual(found.imports, ["os", "dataclasses"]);
    assert.deepEqual([found.loops, found.branches], [[14, 21], [15]]);
  });

  it("sees what is worth a look in Python", () => {
    assert.deepEqual(noted("jobs/queue.py", queue), [
      "12 has a default that all calls share",
      '13 carries a FIXME: "check the job"',
      "15 compares with `None` by value instead of `is`",
      "16 prints",
      "17 uses the bare number `37`",
      "20 uses the bare number `3`",
      "31 catches every exception, the wish to stop included",
      "32 raises",
    ]);
  });

  it("reads what most languages share", () => {
    const found = outline("main.go", server);
    assert.equal(found.language, "Go");
    assert.deepEqual(told(found), ["function serve(port int, name string) 4-11"]);
    assert.deepEqual([found.loops, found.branches], [[5], [6]]);
  });

  it("counts lines from the first line of a selection", () => {
    const found = outline("a.py", "def one(x):\n    return x", 100);
    assert.deepEqual(told(found), ["function one(x) 100-101"]);
  });

  it("guesses the language of a block without one", () => {
    assert.equal(outline("", "def one(x):\n    return x").language, "Python");
    assert.equal(outline("", "const one = (x) => x;").language, "TypeScript");
    assert.equal(outline("", "hello").language, "text");
    assert.equal(outline("a.zig", "const x = 1;").language, "zig");
  });

  it("survives code that makes no sense", () => {
    for (const code of [
      "",
      "function",
      "class {",
      "`${",
      "/*",
      '"""',
      "def (",
      "}{)(",
      "const f = (",
      "\n\n",
    ]) {
      for (const path of ["a.ts", "a.py", "a.x"]) assert.ok(outline(path, code).lines.length > 0);
    }
  });

  it("reads 200,000 characters in no time", () => {
    const hard = [
      "(",
      "/",
      "def f(",
      "func a(",
      "function a(",
      "export ",
      "const a = (",
      "class A {",
      "const a = <a",
      "`${",
      "\n",
      " ",
    ];
    for (const code of [store, queue, ...hard]) {
      for (const path of ["a.ts", "a.py", "a.go"]) {
        const started = performance.now();
        outline(path, code.repeat(Math.ceil(300_000 / code.length)));
        assert.ok(performance.now() - started < 1500, `${path} ${code.slice(0, 20)}`);
      }
    }
  });
});
