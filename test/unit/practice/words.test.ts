/**
 * The sentences of both languages, each with something to say.
 */
import assert from "node:assert/strict";
import type { Declaration, Finding } from "../../../src/practice/code/outline.ts";
import { chinese } from "../../../src/practice/words/chinese.ts";
import { english } from "../../../src/practice/words/english.ts";
import type { Noun, Verb, Words } from "../../../src/practice/words/words.ts";
import { styleFaults, withoutNames } from "./chineseStyle.ts";

const declaration = (kind: Declaration["kind"], more: Partial<Declaration> = {}): Declaration => ({
  kind,
  name: "load",
  parameters: [],
  isAsync: false,
  line: 3,
  endLine: 9,
  ...more,
});
const declarations = [
  declaration("function"),
  declaration("method", { within: "Store", isAsync: true, parameters: ["size"] }),
  declaration("class", { endLine: 3 }),
  declaration("interface"),
  declaration("type"),
];
const nouns: readonly Noun[] = [
  ...declarations.map(({ kind }) => kind),
  ...(["branch", "character", "file", "folder", "line", "loop", "parameter", "question"] as const),
];
const findings: readonly Finding[] = [
  ...([
    "any",
    "await",
    "bareNumber",
    "catchesAll",
    "console",
    "debugger",
    "dropsError",
    "evaluates",
  ] as const),
  ...(["global", "looseEquality", "mark", "noneByValue", "pastEnd", "print", "promise", "raise"] as const),
  ...(["sharedDefault", "throw", "var", "yield"] as const),
];
const rewrites = [
  ...(["addDocumentation", "addTypes", "constInsteadOfVar", "removeLogging", "rename"] as const),
  ...(["sortImports", "strictEquality", "trimSpaces"] as const),
];
const verbs: readonly Verb[] = ["add", "remove", "rename", "change"];
const many = Array.from({ length: 11 }, (_, at) => at + 1);
const counts = [
  [3, "function"],
  [1, "class"],
] as const;

/** Everything that a language says, by the name of what says it; a name that is missing here is found by the first test. */
function allOf(words: Words): Readonly<Record<string, readonly string[]>> {
  const { introduction, question, declaration: one, outline, summary, edit, commit, split } = words;
  return {
    gap: [words.gap],
    standIn: [words.standIn],
    counted: nouns.flatMap((noun) => [words.counted(1, noun), words.counted(3, noun)]),
    joined: [words.joined(["1", "2"]), words.joined(["1", "2", "3"])],
    more: [words.more(3)],
    note: findings.flatMap((what) => {
      const detail = what === "mark" ? ["TODO", "TODO"] : what === "bareNumber" ? ["37", "38"] : [];
      return [[3], [3, 9], many].map((lines) => words.note({ what, detail, lines, isRisk: true }));
    }),
    "introduction.heard": [introduction.heard(""), introduction.heard("1")],
    "introduction.thoughts": introduction.thoughts,
    "introduction.deeper": introduction.deeper,
    "introduction.text": introduction.text,
    "question.earlier": [question.earlier],
    "question.unread": [question.unread(1), question.unread(3)],
    "question.shared": [question.shared],
    "question.mention": [question.mention("load", [3], "a.ts"), question.mention("load", [3, 5, 9], "")],
    "question.looking": [
      question.looking("a.ts", 3, "TypeScript"),
      question.looking("", 1, "text"),
      question.looking("", 1, "shell script"),
      question.looking("", 1, "TypeScript with JSX"),
      question.looking("", 1, "JavaScript with JSX"),
    ],
    "question.found": [question.found(counts)],
    "question.cameEarlier": [question.cameEarlier],
    "question.asking": [question.asking(""), question.asking("1")],
    "question.naming": [question.naming([]), question.naming(declarations)],
    "question.sharing": [question.sharing(["load", "size"])],
    "question.goingThrough": [question.goingThrough("", 3), question.goingThrough("a.ts", 3)],
    "question.inShort": declarations.map((it) => question.inShort(it, 1, 3)),
    "declaration.lead": declarations.flatMap((it) => [one.lead(it, ""), one.lead(it, "a.ts")]),
    "declaration.takes": [one.takes([]), one.takes(["size", "load"])],
    "declaration.methods": [one.methods(["load", "size"])],
    "declaration.loops": [one.loops([3]), one.loops([3, 9]), one.loops(many)],
    "declaration.branches": [one.branches([3])],
    "declaration.returns": [one.returns([3])],
    "declaration.calls": [one.calls(["load", "size"])],
    "declaration.comment": [one.comment("1")],
    "declaration.worth": [one.worth],
    "declaration.moreLines": [one.moreLines(1), one.moreLines(3)],
    "outline.lead": [
      outline.lead("", 3, "text", undefined),
      outline.lead("a.ts", 3, "TypeScript", [10, 12]),
      outline.lead("a.ts", 1, "Python", [10, 10]),
    ],
    "outline.declares": [outline.declares([]), outline.declares(counts)],
    "outline.imports": [outline.imports(["load"])],
    "outline.isLong": [outline.isLong],
    "outline.item": declarations.map((it) => outline.item(it)),
    "outline.flow": [outline.flow([], []), outline.flow([3], []), outline.flow([3], [3, 9])],
    "outline.shape": [outline.shape(1, 3, 1), outline.shape(3, 3, 3)],
    "outline.firstComment": [outline.firstComment("1")],
    "outline.worth": [outline.worth],
    "outline.risks": [outline.risks],
    "outline.noRisks": [outline.noRisks],
    "outline.cases": [outline.cases],
    "outline.testCase": [outline.testCase("load", []), outline.testCase("load", [3, 9])],
    "outline.longest": [outline.longest("load")],
    "outline.around": [outline.around(3)],
    "summary.asked": [summary.asked],
    "summary.files": [summary.files(["a.ts", "b.ts"])],
    "summary.questions": [summary.questions(3)],
    "summary.cameWith": [summary.cameWith(3)],
    "edit.looking": [edit.looking(3, ""), edit.looking(1, "a.ts")],
    "edit.instruction": [edit.instruction("1")],
    "edit.fitting": [edit.fitting([]), edit.fitting(rewrites)],
    "edit.nothingToChange": [edit.nothingToChange],
    "edit.alsoCould": rewrites.map((name) => edit.alsoCould(name)),
    "commit.looking": [commit.looking(3, [1, 3])],
    "commit.touched": [commit.touched([]), commit.touched(["a.ts", "b.ts"])],
    "commit.naming": [commit.naming],
    "commit.isTyped": [commit.isTyped],
    "commit.hasNoBody": [commit.hasNoBody],
    "commit.did": verbs.flatMap((verb) => [
      commit.did(verb, "load"),
      commit.did(verb, commit.aFile),
      commit.did(verb, "load", "src"),
    ]),
    "commit.renamed": [commit.renamed("a.ts", "b.ts")],
    "commit.andFiles": [commit.andFiles("", 1), commit.andFiles("a.ts", 3)],
    "commit.aFile": [commit.aFile],
    "commit.files": [commit.files],
    "commit.nothing": [commit.nothing],
    "commit.period": [commit.period],
    "commit.added": [commit.added("a.ts", 3)],
    "commit.removed": [commit.removed("a.ts")],
    "commit.moved": [commit.moved("a.ts", undefined, [1, 3]), commit.moved("a.ts", "b.ts", [1, 3])],
    "commit.changed": [
      commit.changed("a.ts", [], [1, 3]),
      commit.changed(
        "a.ts",
        verbs.map((verb) => [verb, ["load", "size"]] as const),
        [1, 3],
      ),
    ],
    "split.looking": [split.looking(3, 1)],
    "split.byFolder": [split.byFolder],
    "split.update": [split.update(""), split.update("src")],
    "split.together": [split.together],
  };
}

/** The names of all that a language says, such as `outline.lead`. */
function namesOf(words: object, before = ""): readonly string[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? namesOf(value, `${before}${key}.`)
      : [`${before}${key}`],
  );
}

describe("the words of practice answers", () => {
  const inEnglish = allOf(english);
  const inChinese = allOf(chinese);

  it("are all looked at", () => {
    for (const words of [english, chinese]) {
      assert.deepEqual(namesOf(words).toSorted(), Object.keys(inEnglish).toSorted());
    }
  });

  it("are the same in no two languages", () => {
    for (const [name, said] of Object.entries(inChinese)) {
      assert.equal(said.length, inEnglish[name]?.length, name);
      for (const [at, sentence] of said.entries()) assert.notEqual(sentence, inEnglish[name]?.[at], name);
    }
  });

  it("differ with what they are told", () => {
    for (const said of [inEnglish, inChinese]) {
      for (const [name, sentences] of Object.entries(said)) {
        assert.deepEqual([...new Set(sentences)], sentences, name);
      }
    }
  });

  it("have no English in Chinese, and keep to the style of the other Chinese texts", () => {
    for (const [name, said] of Object.entries(inChinese)) {
      for (const sentence of said) {
        assert.deepEqual(withoutNames(sentence).match(/[A-Za-z]+/g) ?? [], [], `${name}: ${sentence}`);
        assert.deepEqual(styleFaults(sentence), [], `${name}: ${sentence}`);
      }
    }
    assert.notDeepEqual(styleFaults("第3 行。"), []);
    assert.notDeepEqual(styleFaults("没有, 错误"), []);
  });
});
