/**
 * Rewrites, each by an instruction as a person would write it.
 */
import assert from "node:assert/strict";
import { editMessages } from "../../../src/core/prompts/edit.ts";
import { answer } from "./answering.ts";

interface Case {
  readonly say: string;
  readonly language?: string;
  readonly before: string;
  readonly after: string;
}

const cases: readonly Case[] = [
  {
    say: "Rename count to total",
    before: 'let count = 1; // count\nlog("count", count, counter, `${count}`);',
    after: 'let total = 1; // count\nlog("count", total, counter, `${count}`);',
  },
  {
    say: "fix this: Cannot find name 'lenght'. Did you mean 'length'?",
    before: "return lenght;",
    after: "return length;",
  },
  {
    say: "fix: Property 'lenght' does not exist on type 'Text'. Did you mean 'length'?",
    before: "return (text as Text).lenght;",
    after: "return (text as Text).length;",
  },
  {
    say: "use const and let instead of var",
    before: "var a = 1;\nvar b = 2;\nb += a;\nvar c;\nfor (var i = 0; i < 3; i++) {}\nfor (var k of list) {}",
    after:
      "const a = 1;\nlet b = 2;\nb += a;\nlet c;\nfor (let i = 0; i < 3; i++) {}\nfor (const k of list) {}",
  },
  {
    say: "Replace == with ===",
    before: 'if (a == b && c != "==" && d === e && f == null && g >= 1) {}',
    after: 'if (a === b && c !== "==" && d === e && f == null && g >= 1) {}',
  },
  {
    say: "use `is None`",
    language: "python",
    before: 'if a == None or b != None: x = "a == None"',
    after: 'if a is None or b is not None: x = "a == None"',
  },
  {
    say: "remove console.log",
    before:
      'a();\nconsole.log("(", {\n  b,\n});\n  console.error(c)\nconsole.log(1) || d();\ne("console.log(1)");',
    after: 'a();\nconsole.log(1) || d();\ne("console.log(1)");',
  },
  {
    say: "remove debug prints",
    language: "python",
    before: "def f(x):\n    print(x)\n    return x\n\nif x:\n    print(x)\nelse:\n    g()",
    after: "def f(x):\n    return x\n\nif x:\n    pass\nelse:\n    g()",
  },
  {
    say: "sort the imports",
    before: 'import b from "b";\nimport { a } from "a";\n\nimport "z";\nimport y from "./y";\nrun();',
    after: 'import { a } from "a";\nimport b from "b";\n\nimport y from "./y";\nimport "z";\nrun();',
  },
  {
    say: "trim trailing whitespace",
    before: "a;  \n\tb;\t\n\nc;",
    after: "a;\n\tb;\n\nc;",
  },
  {
    say: "add types",
    before: 'const a = 1;\nlet b = "x"\nconst c = true;\nconst d = f();\nconst e: number = 2;',
    after:
      'const a: number = 1;\nlet b: string = "x"\nconst c: boolean = true;\nconst d = f();\nconst e: number = 2;',
  },
  {
    say: "add type hints",
    language: "python",
    before: "a = 1\nb = 1.5\nc = 'x'\nd = True\ne == 1",
    after: "a: int = 1\nb: float = 1.5\nc: str = 'x'\nd: bool = True\ne == 1",
  },
  {
    say: "Add JSDoc",
    before:
      "/** Has one. */\nfunction one() {}\n\n  async function loadUserName(id, ...rest) {\n  }\nconst two = () => 2;",
    after:
      "/** Has one. */\nfunction one() {}\n\n  /**\n   * Load user name.\n   * @param id The id.\n   * @param rest The rest.\n   */\n  async function loadUserName(id, ...rest) {\n  }\n/** Two. */\nconst two = () => 2;",
  },
  {
    say: "add docstrings",
    language: "python",
    before:
      'class A:\n    def load_name(self,\n                  x):\n        return x\n\n    def b(self):\n        """Has one."""',
    after:
      'class A:\n    """A."""\n    def load_name(self,\n                  x):\n        """Load name."""\n        return x\n\n    def b(self):\n        """Has one."""',
  },
  { say: "make it shine", before: "const a = 1;", after: "const a = 1;" },
  { say: "rename a to b and add JSDoc", before: "function a() {}", after: "/** B. */\nfunction b() {}" },
];

function edited(instruction: string, code: string, language: string): string {
  const file = ["", ...code.split("\n"), ""];
  const messages = editMessages({
    instruction,
    path: `x.${language}`,
    language,
    indentation: "2 spaces",
    file,
    start: 1,
    end: file.length - 1,
    problems: [],
    material: [],
    definitions: [{ name: "other", path: "y.ts", text: "var other = 1;" }],
    projectInstructions: [],
    instructions: "",
    budget: 10_000,
  });
  return answer(messages.map(({ role, text }) => ({ role, content: text }))).text;
}

describe("practice edits", () => {
  for (const { say, language = "typescript", before, after } of cases) {
    it(`${say} (${language})`, () => {
      assert.equal(edited(say, before, language), `\`\`\`${language}\n${after}\n\`\`\``);
    });
  }

  it("takes a purpose for granted where one is named", () => {
    const ask = "rename a to b\n```ts\na();\n```";
    assert.equal(answer([ask], "edit").text, "```ts\nb();\n```");
    assert.match(answer([ask], "chat").text, /^The code block is 1 line of TypeScript/);
    assert.match(answer([ask]).text, /^The code block is 1 line of TypeScript/);
  });

  it("answers a question in words", () => {
    assert.match(
      edited("what is this?", "const a = 1;", "typescript"),
      /^`x\.typescript` is 1 line of TypeScript/,
    );
  });

  it("puts a longer fence around code with a fence", () => {
    assert.equal(
      answer(["rename a to b\n~~~md\n```\na\n```\n~~~"], "edit").text,
      "````md\n```\nb\n```\n````",
    );
  });

  it("says in its thinking which rules fit", () => {
    const { thinking } = answer(["rename a to b\n```ts\na();\n```"], "edit");
    assert.match(thinking, /The rules that fit it: rename what the instruction names\./);
  });
});
