/**
 * The sentences in English.
 */
import { isCallable, type Declaration } from "../code/outline.ts";
import type { RewriteName } from "../rewrites/rewrite.ts";
import type { Count, FindingWords, Size, Verb, Words } from "./words.ts";

/** Each completes the sentence "Line 3 …". */
const findings: FindingWords = {
  any: "switches the type checker off with `any`",
  await: "waits (`await`)",
  catchesAll: "catches every exception, the wish to stop included",
  console: "writes to the console",
  debugger: "stops in the debugger",
  dropsError: "catches an error and drops it",
  evaluates: "runs text as code",
  global: "writes a global variable",
  looseEquality: "compares with `==` or `!=`, which convert types",
  noneByValue: "compares with `None` by value instead of `is`",
  pastEnd: "counts up to and including `length`, one past the end",
  print: "prints",
  promise: "waits for a promise (`await`)",
  raise: "raises",
  sharedDefault: "has a default that all calls share",
  throw: "throws",
  var: "declares with `var`, which is not bound to its block",
  yield: "yields",
};

/** Each completes the sentence "I could …". */
const rewrites: Readonly<Record<RewriteName, string>> = {
  addDocumentation: "document functions that have no comment",
  addTypes: "add types to plain literals",
  constInsteadOfVar: "replace `var` by `const` and `let`",
  removeLogging: "remove what writes to the console",
  rename: "rename what the instruction names",
  sortImports: "sort imports",
  strictEquality: "make comparisons strict",
  trimSpaces: "trim the ends of lines",
};

const verbs: Readonly<Record<Verb, string>> = {
  add: "Add",
  remove: "Remove",
  rename: "Rename",
  change: "Change",
};

/** A count with its noun, such as `3 functions`. */
function counted(count: number, noun: string): string {
  const plural = /(?:s|ch|x)$/.test(noun) ? `${noun}es` : `${noun}s`;
  return `${count} ${count === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and c`. */
function joined(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** `line 3`, `lines 3–9` or `lines 3, 5 and 9`. Many lines are cut short. */
function lineNames(lines: readonly number[]): string {
  const some = lines.slice(0, 8).map(String);
  const rest = lines.length > some.length ? [`${lines.length - some.length} more`] : [];
  return `${lines.length === 1 ? "line" : "lines"} ${joined([...some, ...rest])}`;
}

/** `lines 3–9`, or `line 3` for a single one. */
function lineRange(from: number, to: number): string {
  return from === to ? `line ${from}` : `lines ${from}–${to}`;
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

/** Such as `an async function` or `a method of class \`Store\``. */
function kindOf({ kind, within, isAsync }: Declaration): string {
  const article = isAsync ? "an async" : kind === "interface" ? "an" : "a";
  return `${article} ${kind}${within === undefined ? "" : ` of class ${code(within)}`}`;
}

function sizeOf([added, removed]: Size): string {
  return `(+${added} −${removed})`;
}

/** English. */
export const english: Words = {
  gap: " ",
  standIn:
    "_This answer was put together by fixed rules, not by an AI: select a provider and set its API key to ask a DeepSeek model._",
  counted,
  joined,
  more: (count) => `… and ${count} more`,
  note({ what, detail: [first = "", ...rest], lines }) {
    const does =
      what === "mark"
        ? `carries a ${first}${rest.map((said) => `: "${said}"`).join("")}`
        : what === "bareNumber"
          ? `uses the bare number ${[first, ...rest].map(code).join(", ")}`
          : findings[what];
    return `${lines.length === 1 ? `Line ${lines[0]}` : `Each of ${lineNames(lines)}`} ${does}.`;
  },

  introduction: {
    heard: (message) => (message === "" ? "The message has no words." : `The message says: “${message}”.`),
    thoughts: [
      "No code came with it, neither now nor earlier in this conversation.",
      "My rules only read code, so I say what they can do and what they need.",
    ],
    deeper: [
      "I looked for attached files, which arrive as elements with a path, and found none.",
      "I looked for fenced code blocks in the message and found none.",
    ],
    text: [
      "This is the practice model. It runs inside the editor, needs no key and no network, and it is not an AI: it cannot answer questions about the world. It reads code by simple rules.",
      "Attach something and ask again:",
      [
        "- **A file or a selection**: I outline its functions, classes, loops and branches with their line numbers, and point at lines worth a look.",
        "- **The name of a function** in that code, as in “what does `load` do”: I describe that one.",
        "- **An inline edit**: I can rename `a` to `b`, turn `var` into `const` and `let`, make `==` strict, add documentation comments, remove logging, sort imports and trim spaces at the ends of lines.",
        "- **A commit message**: I describe the files and functions that a diff touches.",
      ].join("\n"),
    ],
  },

  question: {
    earlier: "About the code that came earlier in this conversation:",
    unread: (attachments) => `${counted(attachments, "further attachment")} went unread.`,
    shared: "Words of your question that the code has too:",
    mention: (word, lines, path) =>
      `“${word}” is in ${lineNames(lines)}${path === "" ? "" : ` of ${code(path)}`}`,
    looking: (path, lines, language) =>
      `Looking at the ${path === "" ? "code block" : `attached file ${path}`}: ${counted(lines, "line")} of ${language}.`,
    found: (counts) => `I find ${allCounted(counts)}.`,
    cameEarlier: "The code came with an earlier message.",
    asking: (question) =>
      question === "" ? "The message has no words besides the code." : `The question: “${question}”.`,
    naming: (declarations) =>
      declarations.length > 0
        ? `It names ${joined(declarations.map(({ name, line }) => `${name} (line ${line})`))}, so I describe that.`
        : "It names nothing that the code declares, so I outline the whole.",
    sharing: (words) => `The code shares the words ${joined(words)} with it.`,
    goingThrough: (path, line) =>
      `I go through ${path === "" ? "the code block" : code(path)} from line ${line}, with comments and texts blanked out.`,
    inShort(one, loops, branches) {
      const takes = isCallable(one) ? `takes ${counted(one.parameters.length, "parameter")}, ` : "";
      return `${one.name} is ${one.kind === "interface" ? "an" : "a"} ${one.kind} in ${lineRange(one.line, one.endLine)}, ${takes}has ${counted(loops, "loop")} and ${counted(branches, "branch")}.`;
    },
  },

  declaration: {
    lead: (one, path) =>
      `**${code(one.name)}** is ${kindOf(one)} in ${lineRange(one.line, one.endLine)}${path === "" ? "" : ` of ${code(path)}`}.`,
    takes: (parameters) =>
      parameters.length === 0 ? "It takes no parameters." : `It takes ${codes(parameters)}.`,
    methods: (names) => `Its methods are ${codes(names)}.`,
    loops: (lines) => `It loops in ${lineNames(lines)}.`,
    branches: (lines) => `It branches in ${lineNames(lines)}.`,
    returns: (lines) => `It returns in ${lineNames(lines)}.`,
    calls: (names) => `It calls ${codes(names)}.`,
    comment: (text) => `Its comment says: “${text}”`,
    worth: "Worth a look:",
    moreLines: (count) => `… and ${counted(count, "more line")}.`,
  },

  outline: {
    lead(path, lines, language, range) {
      const part = range ? ` (${lineRange(...range)})` : "";
      return `${path === "" ? "The code block" : code(path)} is ${counted(lines, "line")} of ${language}${part}.`;
    },
    declares: (counts) =>
      counts.length > 0
        ? `It declares ${allCounted(counts)}.`
        : "It declares no function or class that the rules know.",
    imports: (names) => `It imports ${codes(names)}.`,
    isLong: "It is long: only this beginning was read.",
    item(one) {
      const call = isCallable(one) ? `(${one.parameters.join(", ")})` : "";
      const word = `${one.isAsync ? "async " : ""}${one.kind === "method" ? "" : `${one.kind} `}`;
      return `${word}${code(`${one.name}${call}`)}, ${lineRange(one.line, one.endLine)}`;
    },
    flow(loops, branches) {
      const parts = [
        ...(loops.length > 0 ? [`${counted(loops.length, "loop")} (${lineNames(loops)})`] : []),
        ...(branches.length > 0 ? [`${counted(branches.length, "branch")} (${lineNames(branches)})`] : []),
      ];
      return `**Flow:** ${parts.length > 0 ? joined(parts) : "straight on, without loops or branches"}.`;
    },
    shape: (emptyLines, longestLine, characters) =>
      `${counted(emptyLines, "line")} of it ${emptyLines === 1 ? "is" : "are"} empty; the longest is line ${longestLine} with ${counted(characters, "character")}.`,
    firstComment: (text) => `Its first comment: ${code(text)}.`,
    worth: "**Worth a look:**",
    risks: "**What may be a mistake:**",
    noRisks: "The rules find none of the mistakes that they know. That is not proof that there are none.",
    cases: "**Cases that tests could cover:**",
    testCase(name, branches) {
      const both = branches.length > 0 ? `, and both sides of the branches in ${lineNames(branches)}` : "";
      return `${code(name)}: the usual case, empty input${both}`;
    },
    longest: (name) => `The longest function is ${code(name)}:`,
    around: (line) => `Around line ${line}:`,
  },

  summary: {
    asked: "Asked so far:",
    files: (paths) => `Files: ${paths.map(code).join(", ")}.`,
    questions: (count) => `The conversation holds ${counted(count, "question")}.`,
    cameWith: (files) => `It came with ${counted(files, "file")}.`,
  },

  edit: {
    looking: (lines, path) =>
      `Looking at ${counted(lines, "line")} to rewrite${path === "" ? "" : ` from ${path}`}.`,
    instruction: (words) => `The instruction: “${words}”.`,
    fitting: (names) =>
      names.length > 0
        ? `The rules that fit it: ${joined(names.map((name) => rewrites[name]))}.`
        : "None of my rules fits it, so the code stays as it is.",
    nothingToChange: "There is nothing in the code for them to change.",
    alsoCould: (name) => `I could also ${rewrites[name]}, but the instruction does not say so.`,
  },

  commit: {
    looking: (files, [added, removed]) =>
      `Looking at the diff: ${counted(files, "file")}, ${counted(added, "line")} added and ${removed} removed.`,
    touched: (paths) => `Touched: ${joined(paths) || "nothing that I can read"}.`,
    naming: "I name the functions that the changed lines declare and those that git names around the hunks.",
    isTyped: "The repository's subjects begin with a type, so mine does too.",
    hasNoBody: "The repository's messages have no body, so mine has none.",
    did: (verb, what, place = "") => `${verbs[verb]} ${what}${place === "" ? "" : ` in ${place}`}`,
    renamed: (before, path) => `Rename ${before} to ${path}`,
    andFiles: (name, count) => `${name}${name === "" ? "" : " "}and ${counted(count, "more file")}`,
    aFile: "a file",
    files: "Change files",
    nothing: "Change nothing",
    period: ".",
    added: (path, lines) => `${path}: new, ${counted(lines, "line")}`,
    removed: (path) => `${path}: removed`,
    moved: (path, before, size) => `${path}: renamed from ${before ?? "another path"} ${sizeOf(size)}`,
    changed(path, did, size) {
      const parts = did.map(([verb, names]) => `${verb} ${joined(names)}`);
      return `${path}: ${parts.join("; ") || "change some lines"} ${sizeOf(size)}`;
    },
  },

  split: {
    looking: (files, folders) =>
      `Looking at the diff: ${counted(files, "file")} in ${counted(folders, "folder")}.`,
    byFolder: "I can't tell what belongs together by its meaning, so each folder becomes a commit.",
    update: (folder) => `Update files ${folder === "" ? "at the top" : `in ${folder}`}`,
    together: "These files lie together; fixed rules can't tell more.",
  },
};
