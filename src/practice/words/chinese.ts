/**
 * The sentences in Simplified Chinese, in the style of l10n/: full-width punctuation, a space between Han and Latin
 * characters. Bold ends before a full-width colon, because Markdown does not see the end of it behind one.
 */
import { isCallable, type Declaration } from "../code/outline.ts";
import type { RewriteName } from "../rewrites/rewrite.ts";
import type { Count, FindingWords, Noun, Size, Verb, Words } from "./words.ts";

/** Each stands behind `第 3 行`. */
const findings: FindingWords = {
  any: "用 `any` 关闭了类型检查",
  await: "会等待（`await`）",
  catchesAll: "捕获所有异常，包括要求停止的异常",
  console: "向控制台输出",
  debugger: "会停在调试器中",
  dropsError: "捕获错误后将其丢弃",
  evaluates: "把文本当作代码运行",
  global: "写入全局变量",
  looseEquality: "用会转换类型的 `==` 或 `!=` 比较",
  noneByValue: "按值与 `None` 比较，而不是用 `is`",
  pastEnd: "计数到 `length` 为止且包含它，超出末尾一位",
  print: "会打印输出",
  promise: "等待 Promise（`await`）",
  raise: "引发异常",
  sharedDefault: "的默认值由所有调用共用",
  throw: "抛出异常",
  var: "用 `var` 声明变量，其作用域不限于所在的块",
  yield: "产出值（`yield`）",
};

const rewrites: Readonly<Record<RewriteName, string>> = {
  addDocumentation: "为没有注释的函数编写文档注释",
  addTypes: "为字面量添加类型",
  constInsteadOfVar: "把 `var` 改为 `const` 和 `let`",
  removeLogging: "移除控制台输出",
  rename: "重命名指令所指的名称",
  sortImports: "排序导入",
  strictEquality: "改用严格比较",
  trimSpaces: "去掉行尾空格",
};

const verbs: Readonly<Record<Verb, string>> = {
  add: "添加",
  remove: "移除",
  rename: "重命名",
  change: "更改",
};

const kinds: Readonly<Record<Declaration["kind"], string>> = {
  function: "函数",
  method: "方法",
  class: "类",
  interface: "接口",
  type: "类型",
};

/** What stands behind a number. */
const nouns: Readonly<Record<Noun, string>> = {
  function: "个函数",
  method: "个方法",
  class: "个类",
  interface: "个接口",
  type: "个类型",
  branch: "个分支",
  character: "个字符",
  file: "个文件",
  folder: "个文件夹",
  line: "行",
  loop: "个循环",
  parameter: "个参数",
  question: "个问题",
};

/** Languages whose English label (code/read.ts) is no name. */
const languages: Readonly<Record<string, string>> = {
  text: "文本",
  "shell script": "shell 脚本",
  "TypeScript with JSX": "TypeScript（含 JSX）",
  "JavaScript with JSX": "JavaScript（含 JSX）",
};

/** Such as `3 个函数`. */
function counted(count: number, noun: Noun): string {
  return `${count} ${nouns[noun]}`;
}

/** Two texts side by side, with a space but between Han characters and punctuation of their width. */
function beside(one: string, other: string): string {
  const isWide = /[\p{Script=Han}，。：；、（）“”]$/u.test(one) && /^[\p{Script=Han}（“]/u.test(other);
  return `${one}${isWide || one === "" ? "" : " "}${other}`;
}

/** `a`, `a 和 b`, `a、b 和 c`. */
function joined(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : beside(beside(items.slice(0, -1).join("、"), "和"), last);
}

/** `第 3 行`, `第 3、5 和 9 行`. Many lines are cut short. */
function lineNames(lines: readonly number[]): string {
  if (lines.length > 8) return `第 ${lines.slice(0, 8).join("、")} 行等共 ${lines.length} 行`;
  return `第 ${joined(lines.map(String))} 行`;
}

/** `第 3–9 行`, or `第 3 行` for a single one. */
function lineRange(from: number, to: number): string {
  return `第 ${from === to ? from : `${from}–${to}`} 行`;
}

function allCounted(counts: readonly Count[]): string {
  return joined(counts.map(([count, noun]) => counted(count, noun)));
}

function code(name: string): string {
  return `\`${name}\``;
}

function codes(names: readonly string[]): string {
  return joined(names.map(code));
}

function codeOf(lines: number, language: string): string {
  return beside(counted(lines, "line"), languages[language] ?? language);
}

function kindOf({ kind, isAsync }: Declaration): string {
  return `${isAsync ? "异步" : ""}${kinds[kind]}`;
}

function sizeOf([added, removed]: Size): string {
  return `（+${added} −${removed}）`;
}

/** Simplified Chinese. */
export const chinese: Words = {
  gap: "",
  standIn: "_此回答由固定规则拼成，并非出自 AI：要询问 DeepSeek 模型，请选择提供方并设置其 API 密钥。_",
  counted,
  joined,
  more: (count) => `……另有 ${count} 项`,
  note({ what, detail, lines }) {
    const does =
      what === "mark"
        ? `标有“${detail.join(": ")}”`
        : what === "bareNumber"
          ? `直接使用数字 ${detail.map(code).join("、")}`
          : findings[what];
    return `${lineNames(lines)}${lines.length > 1 && what !== "sharedDefault" ? "均" : ""}${does}。`;
  },

  introduction: {
    heard: (message) => (message === "" ? "这条消息没有文字。" : `消息说：“${message}”。`),
    thoughts: ["没有随附代码，此对话先前也没有。", "我的规则只会读代码，所以我说明它们能做什么、需要什么。"],
    deeper: ["我找过附带的文件（即带有路径的元素），没有找到。", "我找过消息中的代码块，没有找到。"],
    text: [
      "这是练习模型。它在编辑器内运行，不需要密钥和网络，也不是 AI：它无法回答有关外部世界的问题。它只按简单规则读代码。",
      "请附上内容后再问一次：",
      [
        "- **文件或选中内容**：我会列出其中的函数、类、循环和分支及其行号，并指出值得留意的行。",
        "- 那段代码中的**函数名**，例如“`load` 做什么”：我会描述这个函数。",
        "- **内联编辑**：我能把 `a` 重命名为 `b`，把 `var` 改为 `const` 和 `let`，把 `==` 改为严格比较，添加文档注释，移除日志，排序导入，去掉行尾空格。",
        "- **提交信息**：我会描述差异涉及的文件和函数。",
      ].join("\n"),
    ],
  },

  question: {
    earlier: "关于此对话中先前的代码：",
    unread: (attachments) => `另有 ${attachments} 个附件没有读取。`,
    shared: "您的问题中，这些词也出现在代码里：",
    mention: (word, lines, path) => `“${word}”在${path === "" ? "" : ` ${code(path)} 的`}${lineNames(lines)}`,
    looking: (path, lines, language) =>
      `查看${path === "" ? "代码块" : `附带的文件 ${path}`}：${codeOf(lines, language)}。`,
    found: (counts) => `找到 ${allCounted(counts)}。`,
    cameEarlier: "代码来自先前的消息。",
    asking: (question) => (question === "" ? "除代码外，消息没有文字。" : `问题：“${question}”。`),
    naming: (declarations) =>
      declarations.length > 0
        ? `问题提到 ${joined(declarations.map(({ name, line }) => `${name}（第 ${line} 行）`))}，所以我描述它。`
        : "问题没有提到代码所声明的名称，所以我概述全部代码。",
    sharing: (words) => `代码中也有问题里的词 ${joined(words)}。`,
    goingThrough: (path, line) =>
      `我从第 ${line} 行起通读${path === "" ? "代码块" : ` ${code(path)}`}，注释和文本已抹去。`,
    inShort(one, loops, branches) {
      const takes = isCallable(one) ? `接受 ${counted(one.parameters.length, "parameter")}，` : "";
      return `${one.name} 是${kinds[one.kind]}，位于${lineRange(one.line, one.endLine)}，${takes}有 ${counted(loops, "loop")}和 ${counted(branches, "branch")}。`;
    },
  },

  declaration: {
    lead(one, path) {
      const owner = one.within === undefined ? "" : `类 ${code(one.within)} 的`;
      return `**${code(one.name)}** 是${owner}${kindOf(one)}，位于${path === "" ? "" : ` ${code(path)} `}${lineRange(one.line, one.endLine)}。`;
    },
    takes: (parameters) => (parameters.length === 0 ? "它不接受参数。" : `它接受 ${codes(parameters)}。`),
    methods: (names) => `它的方法有 ${codes(names)}。`,
    loops: (lines) => `它在${lineNames(lines)}循环。`,
    branches: (lines) => `它在${lineNames(lines)}分支。`,
    returns: (lines) => `它在${lineNames(lines)}返回。`,
    calls: (names) => `它调用 ${codes(names)}。`,
    comment: (text) => `它的注释说：“${text}”`,
    worth: "值得留意：",
    moreLines: (count) => `……另有 ${count} 行。`,
  },

  outline: {
    lead(path, lines, language, range) {
      const part = range ? `（${lineRange(...range)}）` : "";
      return `${path === "" ? "此代码块" : `${code(path)} `}有 ${codeOf(lines, language)}${part}。`;
    },
    declares: (counts) =>
      counts.length > 0 ? `其中声明了 ${allCounted(counts)}。` : "其中没有规则认识的函数或类。",
    imports: (names) => `它导入 ${codes(names)}。`,
    isLong: "它很长：只读取了这个开头。",
    item(one) {
      const call = isCallable(one) ? `(${one.parameters.join(", ")})` : "";
      return `${kindOf(one)} ${code(`${one.name}${call}`)}，${lineRange(one.line, one.endLine)}`;
    },
    flow(loops, branches) {
      const parts = [
        ...(loops.length > 0 ? [`${counted(loops.length, "loop")}（${lineNames(loops)}）`] : []),
        ...(branches.length > 0 ? [`${counted(branches.length, "branch")}（${lineNames(branches)}）`] : []),
      ];
      return `**流程**：${parts.length > 0 ? joined(parts) : "从头到尾依次执行，没有循环或分支"}。`;
    },
    shape: (emptyLines, longestLine, characters) =>
      `其中 ${counted(emptyLines, "line")}为空；最长的是第 ${longestLine} 行，有 ${counted(characters, "character")}。`,
    firstComment: (text) => `第一条注释：${code(text)}。`,
    worth: "**值得留意**：",
    risks: "**可能有错的地方**：",
    noRisks: "规则没有找到它们所知道的错误。这并不证明没有错误。",
    cases: "**测试可以覆盖的情况**：",
    testCase(name, branches) {
      const both = branches.length > 0 ? `，以及${lineNames(branches)}中分支的两种走向` : "";
      return `${code(name)}：通常情况、空输入${both}`;
    },
    longest: (name) => `最长的函数是 ${code(name)}：`,
    around: (line) => `第 ${line} 行前后：`,
  },

  summary: {
    asked: "到目前为止的问题：",
    files: (paths) => `文件：${paths.map(code).join("、")}。`,
    questions: (count) => `此对话有 ${counted(count, "question")}。`,
    cameWith: (files) => `附带了 ${counted(files, "file")}。`,
  },

  edit: {
    looking: (lines, path) => `查看${path === "" ? "" : ` ${path} 中`}要改写的 ${counted(lines, "line")}。`,
    instruction: (words) => `指令：“${words}”。`,
    fitting: (names) =>
      names.length > 0
        ? `适用的规则：${names.map((name) => rewrites[name]).join("；")}。`
        : "没有适用的规则，所以代码保持不变。",
    nothingToChange: "代码中没有可供这些规则更改的内容。",
    alsoCould: (name) => `我还能${rewrites[name]}，但指令没有这样说。`,
  },

  commit: {
    looking: (files, [added, removed]) =>
      `查看差异：${counted(files, "file")}，添加 ${counted(added, "line")}，删除 ${removed} 行。`,
    touched: (paths) => `涉及：${joined(paths) || "没有我能读懂的内容"}。`,
    naming: "我列出更改的行所声明的函数，以及 git 在各段更改旁标出的函数。",
    isTyped: "仓库的提交标题以类型开头，所以我的也一样。",
    hasNoBody: "仓库的提交信息没有正文，所以我的也没有。",
    did: (verb, what, place = "") =>
      beside(place === "" ? verbs[verb] : `在 ${place} 中${verbs[verb]}`, what),
    renamed: (before, path) => `将 ${before} 重命名为 ${path}`,
    andFiles: (name, count) => `${name === "" ? "" : `${name} 和`}另外 ${counted(count, "file")}`,
    aFile: "一个文件",
    files: "更改文件",
    nothing: "没有更改",
    period: "。",
    added: (path, lines) => `${path}：新文件，${counted(lines, "line")}`,
    removed: (path) => `${path}：已删除`,
    moved: (path, before, size) =>
      `${path}：由${before === undefined ? "其他路径" : ` ${before} `}重命名${sizeOf(size)}`,
    changed(path, did, size) {
      const parts = did.map(([verb, names]) => beside(verbs[verb], joined(names)));
      return `${path}：${parts.join("；") || "更改若干行"}${sizeOf(size)}`;
    },
  },

  split: {
    looking: (files, folders) => `查看差异：${counted(folders, "folder")}中的 ${counted(files, "file")}。`,
    byFolder: "我无法从含义判断哪些更改相关，所以每个文件夹成为一个提交。",
    update: (folder) => `更新${folder === "" ? "顶层的文件" : ` ${folder} 中的文件`}`,
    together: "这些文件在同一处；固定规则看不出更多联系。",
  },
};
