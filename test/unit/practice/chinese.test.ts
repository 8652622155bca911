/**
 * Who asks in Chinese is answered in Chinese: which requests those are, and that no English is left in what they get.
 */
import assert from "node:assert/strict";
import { chatMessages } from "../../../src/core/prompts/chat.ts";
import type { ContextItem, Conversation } from "../../../src/core/conversation.ts";
import { editMessages } from "../../../src/core/prompts/edit.ts";
import { goOnMessages } from "../../../src/core/prompts/goOn.ts";
import { answer, attached } from "./answering.ts";
import { withoutNames } from "./chineseStyle.ts";
import { gitDiff, newFile, queue, server, store } from "./samples.ts";

type Messages = Parameters<typeof answer>[0];

const ts = attached("src/store.ts", "typescript", store);
const py = attached("jobs/queue.py", "python", queue);
const go = attached("main.go", "go", server);
const chineseCode = attached("a.ts", "typescript", "// 计数\nexport const text = '你好';\n");
const said = (content: string) => ({ role: "assistant", content });

/** The messages of prompts as the wire has them. */
function wire(messages: readonly { readonly role: string; readonly text: string }[]): Messages {
  return messages.map(({ role, text }) => ({ role, content: text }));
}

/** A conversation of one question. */
function chat(
  text: string,
  ...context: readonly Pick<ContextItem, "kind" | "path" | "text">[]
): Conversation {
  const items = context.map((item) => ({ id: item.path, language: "text", ...item }));
  return { id: "c", createdAt: 0, turns: [{ kind: "user", id: "t", at: 0, text, context: items }] };
}

function edit(instruction: string, code: string, language: string, marked?: string): Messages {
  const file = ["", ...code.split("\n"), ""];
  return wire(
    editMessages({
      instruction,
      path: `x.${language}`,
      language,
      indentation: "2 spaces",
      file,
      start: 1,
      end: file.length - 1,
      ...(marked === undefined ? {} : { marked }),
      problems: [],
      material: [],
      definitions: [],
      projectInstructions: [],
      instructions: "",
      budget: 10_000,
    }),
  );
}

const style = (language: string): string =>
  `<style>\n- Form: a plain sentence without a type in front.\n- Write in ${language}; identifiers, types and scopes stay as they are.\n</style>\n\n<changes>\n`;

const goOn = goOnMessages(chat("解释 x"), "", false);
const image = "data:image/png;base64,AAAA";

describe("the language of a practice answer", () => {
  const cases: readonly (readonly [
    name: string,
    messages: Messages,
    isChinese: boolean,
    purpose?: string,
  ])[] = [
    ["Han characters", [`${ts}解释这个文件`], true],
    ["Han characters among others", ["what does 排序 mean?"], true],
    ["a question without code", ["你好"], true],
    ["English", [`${ts}Explain this file`], false],
    ["kana", [`${ts}このファイルを説明してください`], false],
    ["kana among Han characters", ["変数の名前"], false],
    ["Hangul among Han characters", ["變數 이름"], false],
    ["Chinese code only", [`${chineseCode}Explain this file`], false],
    ["Chinese code in a fence", ["Explain\n```ts\n// 计数\n```"], false],
    ["Chinese code between backticks", ["What is `计数`?"], false],
    ["no words, with nothing before", [chineseCode], false],
    ["no words, Chinese before", ["你好", said("hello"), chineseCode], true],
    ["no words, English last before", ["你好", said("hello"), "thanks", said("hello"), ts], false],
    ["marks alone, Chinese before", ["你好", said("hello"), `${ts}???`], true],
    ["English after Chinese", ["你好", said("你好"), "Explain"], false],
    ["Chinese after English", ["hello", said("hello"), "解释"], true],
    [
      "Chinese material",
      wire(chatMessages(chat("Explain", { kind: "terminal", path: "终端", text: "错误\n```\n" }), "")),
      false,
    ],
    [
      "Chinese instructions",
      wire(
        chatMessages(chat("Explain", { kind: "instructions", path: "AGENTS.md", text: "用中文" }), "用中文"),
      ),
      false,
    ],
    [
      "an image with a Chinese name",
      wire(chatMessages(chat("Explain", { kind: "image", path: "截图.png", text: image }), "")),
      false,
    ],
    ["Chinese words in a chat", wire(chatMessages(chat("解释 x"), "")), true],
    ["going on with a cut answer", wire(goOn), true],
    ["Chinese marked code", edit("make it shine", "const a = '你好';", "typescript", "你好"), false, "edit"],
    ["a Chinese instruction", edit("让它更好", "const a = 1;", "typescript"), true, "edit"],
    ["a Chinese diff", [gitDiff.replace("return", "// 返回")], false, "commit"],
    ["a commit in Chinese", [`${style("Chinese")}${gitDiff}</changes>`], true, "commit"],
    ["a commit in 简体中文", [`${style("简体中文")}${gitDiff}</changes>`], true, "commit"],
    ["a commit in English", [`${style("English")}${gitDiff}</changes>\n\n写提交信息`], false, "commit"],
    ["a commit in Japanese", [`${style("Japanese")}${gitDiff}</changes>`], false, "commit"],
  ];
  for (const [name, messages, isChinese, purpose] of cases) {
    it(`is ${isChinese ? "Chinese" : "English"} for ${name}`, () => {
      const { thinking } = answer(messages, purpose);
      const [chinese, english] = [/[查消]\p{Script=Han}/u, /Looking at|The message/].map((start) =>
        start.test(thinking),
      );
      assert.deepEqual([chinese, english], [isChinese, !isChinese], thinking);
    });
  }
});

describe("a Chinese practice answer", () => {
  const split = { role: "system", content: 'Answer with {"commits":[…]}' };
  const long = `\`\`\`ts\n${"const value = compute(1);\n".repeat(9000)}\`\`\`\n`;
  const many = Array.from({ length: 40 }, (_, at) => `async function f${at}() { for (;;) { if (a) {} } }`);
  const requests: readonly (readonly [name: string, messages: Messages, purpose?: string])[] = [
    ["introduction", ["你好"]],
    ["introduction without words", ["你好", said("你好"), ""]],
    ["outline", [`${ts}解释这个文件`]],
    ["outline in Python", [`${py}解释这个文件`]],
    ["outline in another language", [`${go}解释这个文件`]],
    ["outline of a block", ["解释：\n```py\nglobal x\nbreakpoint()\nawait x\nyield exec('37')\n```"]],
    ["outline of a text", ["这是什么？\n```\n# a list\n\none two three\n```"]],
    ["outline of a script", ["这是什么？\n```shellscript\ntrue\n```"]],
    ["outline of straight code", ["解释：\n```jsx\nfunction f0() {}\ninterface Box {}\n```"]],
    ["outline of long code", [`解释：\n${long}`]],
    ["outline of many functions", [`解释：\n\`\`\`ts\n${many.join("\n")}\n\`\`\``]],
    ["outline of a selection", [`${ts.replace("typescript", 'typescript" lines="10-45')}解释这段代码`]],
    ["mistakes", [`${ts}这里有什么问题？`]],
    [
      "mistakes in a block",
      ["检查：\n```ts\ndebugger; eval(''); try {} catch {}\nfor (let i = 0; i <= a.length; i++) {}\n```"],
    ],
    ["no mistakes", ["有错误吗？\n```ts\nlet a = 1;\n```"]],
    ["tests", [`${py}编写测试`]],
    ["a method that is named", [`${ts}load做什么？`]],
    ["a class that is named", [`${ts}说说 Store`]],
    ["functions that are named", [`${py}push、drain 和 make 做什么？`]],
    ["words that the code has", [`${py}选项options在哪里用到，还有brace？`]],
    ["earlier code", [`${ts}解释`, said("…"), "twice 做什么？"]],
    ["many attachments", [[ts, py, go, ts, py, go, "解释全部"].join("")]],
    ["summary", [`${ts}解释`, said("…"), "为什么？", said("…"), "请总结这段聊天"], "compact"],
    ["edit", edit("把 count 重命名为 total", "let count = 1;", "typescript"), "edit"],
    ["edit that changes nothing", edit("去掉行尾空格", "let count = 1;", "typescript"), "edit"],
    ["edit that no rule knows", edit("让它更好", "let count = 1;", "typescript"), "edit"],
    ["question in an edit", edit("这是什么？", "let count = 1;", "typescript"), "edit"],
    ["edit of a block", ["把 count 改名为 total\n```ts\nlet count = 1;\n```"], "edit"],
    ["commit", [`${style("Chinese")}${gitDiff}${newFile}</changes>`], "commit"],
    ["commit of nothing", [style("Chinese")], "commit"],
    [
      "commit in a type",
      [`${style("Chinese").replace("a plain sentence", "Conventional Commits")}${newFile}`],
      "commit",
    ],
    [
      "commit of a move",
      [
        `${style("Chinese").replace("</style>", "- No body\n</style>")}diff --git a/a.ts b/b.ts\nrename from a.ts\n`,
      ],
      "commit",
    ],
    ["commit of many files", [`${style("Chinese")}${(newFile + gitDiff).repeat(8)}`], "commit"],
    [
      "split",
      [
        split,
        `${style("Chinese")}<file path="README.md" change="x" parts="1">\n<file path="src/a.ts" change="x" parts="2">\n`,
      ],
      "commit",
    ],
  ];
  for (const [name, messages, purpose] of requests) {
    it(`has no English in it: ${name}`, () => {
      for (const effort of ["low", "high", "max"]) {
        const { text, thinking } = answer(messages, purpose, effort);
        const isCode = purpose === "edit" && /^```[^]*```$/.test(text);
        for (const part of isCode ? [thinking] : [text, thinking]) {
          const rest = withoutNames(part);
          assert.deepEqual(rest.match(/[A-Za-z]+/g) ?? [], [], `${rest}\n---\n${part}`);
          assert.match(part, /\p{Script=Han}/u);
        }
      }
    });
  }

  const sentences: readonly (readonly [messages: Messages, says: readonly string[]])[] = [
    [
      [`${ts}解释这个文件`],
      [
        "`src/store.ts` 有 35 行 TypeScript。其中声明了 2 个函数、3 个方法、1 个类和 1 个类型。它导入 `node:fs/promises` 和 `node:path`。",
        "- 类 `Store`，第 5–25 行",
        "  - 异步方法 `load(name, { fresh = false })`，第 13–20 行",
        "**流程**：1 个循环（第 15 行）和 2 个分支（第 14 和 16 行）。",
        "- 第 16 行抛出异常。",
        "最长的函数是 `load`：\n\n```typescript\n  async load(",
        "\n\n_此回答由固定规则拼成",
      ],
    ],
    [
      [`${ts}load做什么？`],
      [
        "**`load`** 是类 `Store` 的异步方法，位于 `src/store.ts` 第 13–20 行。它接受 `name` 和 `{ fresh = false }`。",
        "它在第 15 行循环。它在第 14 和 16 行分支。它在第 19 行返回。",
        "它的注释说：“Reads an entry.”",
      ],
    ],
    [[`${py}有错误吗`], ["\n\n**可能有错的地方**：\n", "- 第 16 行会打印输出。", "第 12 行前后："]],
    [[`${py}编写测试`], ["- `push`：通常情况、空输入，以及第 15 行中分支的两种走向"]],
    [[`${py}选项options在哪里`], ["- “options”在 `jobs/queue.py` 的第 12 行"]],
    [["```ts\nfoo(37);\nfoo(37);\n\nfoo(37);\n```\n解释"], ["- 第 1、2 和 4 行均直接使用数字 `37`。"]],
  ];
  for (const [messages, says] of sentences) {
    it(`says ${says[0]}`, () => {
      const { text } = answer(messages);
      for (const part of says) assert.ok(text.includes(part), `${part}\n---\n${text}`);
    });
  }

  it("writes commits in Chinese where the prompt names it", () => {
    const text = (diff: string): string => answer([`${style("Chinese")}${diff}`], "commit").text;
    assert.equal(
      text(gitDiff),
      "在 src/parse.ts 中添加 parseAll\n\n- src/parse.ts：添加 parseAll；更改 parse（+3 −1）",
    );
    assert.equal(text(newFile), "添加 docs/guide.md\n\n- docs/guide.md：新文件，2 行");
    assert.equal(text(gitDiff + newFile).split("\n")[0], "更改 parse.ts 和 guide.md");
  });
});

describe("practice edits in Chinese", () => {
  const cases: readonly (readonly [say: string, before: string, after: string, language?: string])[] = [
    ["把 `count` 重命名为 `total`", "count + counter", "total + counter"],
    ["将 count 改名为 total", "count", "total"],
    ["把变量count改名成total", "count", "total"],
    ["重命名 count 为 total", "count", "total"],
    ["把 count 函数的名称改为 total", "count()", "total()"],
    ["修复：找不到名称“lenght”。你是否指的是“length”?", "lenght", "length"],
    [
      "修复：属性“lenght”在类型“Text”上不存在。你是否指的是“length”?",
      "text.lenght as Text",
      "text.length as Text",
    ],
    ["var 改为 const", "var a = 1;", "const a = 1;"],
    ["不要用 var", "var a = 1;", "const a = 1;"],
    ["使用严格相等", "a == b", "a === b"],
    ["删除日志", "a();\nconsole.log(1);\nb();", "a();\nb();"],
    ["移除 console.log", "a();\nconsole.log(1);\nb();", "a();\nb();"],
    ["去掉调试输出", "a()\nprint(1)\nb()", "a()\nb()", "python"],
    ["排序导入", 'import "b";\nimport "a";', 'import "a";\nimport "b";'],
    ["对 import 排序", 'import "b";\nimport "a";', 'import "a";\nimport "b";'],
    ["去掉行尾空格", "a;  ", "a;"],
    ["添加类型", "let a = 1;", "let a: number = 1;"],
    ["加上类型注释", "function f() {}\nlet a = 1;", "function f() {}\nlet a: number = 1;"],
    ["添加文档注释", "function f() {}", "/** F. */\nfunction f() {}"],
    ["删除注释", "function f() {}", "function f() {}"],
    ["把这段代码注释掉", "function f() {}", "function f() {}"],
    ["让它更好", "var a == 1;  ", "var a == 1;  "],
  ];
  for (const [say, before, after, language = "typescript"] of cases) {
    it(`${say}: ${before}`, () => {
      assert.equal(answer(edit(say, before, language), "edit").text, `\`\`\`${language}\n${after}\n\`\`\``);
    });
  }

  it("takes the problems into account where a mistake is to be mended", () => {
    const problems = "<problems>\nline 1: Unexpected var\n</problems>\n\n";
    const ask = (say: string): string =>
      answer([`${problems}\`\`\`ts\nvar a = 1;\n\`\`\`\n${say}`], "edit").text;
    for (const say of ["修复", "解决这个问题", "修正错误"]) assert.match(ask(say), /const a = 1;/);
    assert.match(ask("让它更好"), /var a = 1;/);
  });

  it("answers a question in words", () => {
    for (const say of ["这是什么？", "这样写对吗"]) {
      assert.match(answer(edit(say, "let a = 1;", "typescript"), "edit").text, /^`x\.typescript` 有 1 行/);
    }
  });
});
