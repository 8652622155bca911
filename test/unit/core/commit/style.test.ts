/** What is learned from a history is the truth about it. */
import assert from "node:assert/strict";
import { chooseStyle } from "../../../../src/core/commit/chosenStyle.ts";
import { learnStyle } from "../../../../src/core/commit/style.ts";
import { describeStyle } from "../../../../src/core/commit/styleText.ts";
import { parseSubject, ticketLike, ticketOfBranch } from "../../../../src/core/commit/subject.ts";
import { histories } from "./histories.ts";

describe("the style of a log", () => {
  for (const { name, messages, truth } of histories) {
    it(`is learned: ${name}`, () => {
      const style = learnStyle(messages);
      const learned = {
        form: style.form,
        prefixes: truth.prefixes && style.prefixes.slice(0, truth.prefixes.length),
        scopes: truth.scopes && style.scopes.slice(0, truth.scopes.length),
        usesScopes: style.scopeShare >= 0.5,
        usesEmoji: style.emoji.length > 0,
        case: style.case,
        mood: style.mood,
        endsWithPeriod: style.endsWithPeriod,
        language: style.language,
        ticketAt: style.ticket?.at,
        hasBodies: style.body.share >= 0.5,
        bodyForm: truth.bodyForm && style.body.form,
        width: truth.width && style.body.width,
        trailers: style.body.trailers,
      };
      const expected = {
        prefixes: undefined,
        scopes: undefined,
        usesScopes: false,
        usesEmoji: false,
        mood: undefined,
        endsWithPeriod: false,
        ticketAt: undefined,
        bodyForm: undefined,
        width: undefined,
        trailers: truth.ticketAt === "trailer" ? ["Refs"] : [],
        ...truth,
      };
      assert.deepEqual(learned, expected);
    });
  }

  it("is told in plain words", () => {
    const [scoped] = histories;
    assert.ok(scoped);
    assert.deepEqual(describeStyle(learnStyle(scoped.messages)), [
      "Form: Conventional Commits, type(scope): description; types: feat, fix, chore, refactor, docs, test",
      "Scopes are given nearly always: cart, prices, receipt, deps, readme, report",
      "The description begins with a lower-case letter",
      'The verb is an imperative ("Add", not "Added")',
      "The first line ends without a full stop",
      "First line: 36 characters are typical, 45 the most",
      "Language: English",
      "No body: the first line is the whole message",
    ]);
  });

  it("of an empty log fixes nothing", () => {
    const style = learnStyle([]);
    assert.equal(style.count, 0);
    assert.equal(style.form, "plain");
    assert.equal(style.case, "any");
  });

  it("yields to what the settings and commitlint fix", () => {
    const learned = learnStyle(
      histories.find(({ name }) => name === "lower case, past tense")?.messages ?? [],
    );
    const conventional = chooseStyle(learned, { style: "conventional", language: "zh" }, {});
    assert.equal(conventional.form, "conventional");
    assert.equal(conventional.wantedLanguage, "zh");
    assert.ok(conventional.prefixes.includes("feat"));
    const linted = chooseStyle(
      learned,
      { style: "auto", language: "" },
      { types: ["add", "cut"], headerLength: 40 },
    );
    assert.deepEqual(
      [linted.form, linted.prefixes, linted.length.most],
      ["conventional", ["add", "cut"], 40],
    );
    const plain = chooseStyle(learnStyle(histories[0]?.messages ?? []), { style: "plain", language: "" }, {});
    assert.deepEqual([plain.form, plain.prefixes], ["plain", []]);
  });
});

describe("the tickets of a log", () => {
  it("are of the projects that it names", () => {
    const messages = ["SHOP-1: a", "SHOP-2: b", "TILL-3: UTF-8 names", "SHOP-4: c", "no ticket"];
    assert.deepEqual(learnStyle(messages).ticket?.projects, ["SHOP", "TILL"]);
    assert.deepEqual(learnStyle(["a\n\nCloses #7", "b\n\nRefs #8"]).ticket?.projects, []);
  });
});

describe("a first line", () => {
  const cases: readonly [string, Partial<ReturnType<typeof parseSubject>>][] = [
    ["feat(a/b)!: do it (#12)", { prefix: "feat", scope: "a/b", isBreaking: true, description: "do it" }],
    [
      "feat: SHOP-1 do it",
      { prefix: "feat", ticket: "SHOP-1", ticketAt: "after-prefix", description: "do it" },
    ],
    ["Do it [SHOP-1]", { ticket: "[SHOP-1]", ticketAt: "end", description: "Do it" }],
    ["#12 do it", { ticket: "#12", ticketAt: "front", description: "do it" }],
    ["👩‍💻 do it", { emoji: "👩‍💻", description: "do it" }],
    ["feat: ✨ do it", { prefix: "feat", emoji: "✨", description: "do it" }],
    ["Use http://a.b/ now", { prefix: "", description: "Use http://a.b/ now" }],
    ["修复：空购物车", { prefix: "修复", description: "空购物车" }],
  ];
  for (const [line, parts] of cases) {
    it(`is taken apart: ${line}`, () => {
      const subject = parseSubject(line);
      assert.deepEqual({ ...subject, ...parts }, subject);
    });
  }

  it("gets its ticket from the branch", () => {
    const shop = (branch: string, sample = "SHOP-1") =>
      ticketOfBranch(branch, { sample, projects: ["SHOP", "TILL"] });
    assert.equal(shop("feature/SHOP-412-tax"), "SHOP-412");
    assert.equal(shop("shop-412-tax", "[SHOP-1]"), "SHOP-412");
    assert.equal(shop("till-7"), "TILL-7");
    for (const other of ["main", "release-2", "fix/UTF-8-names", "SHA-256", "workshop-4"])
      assert.equal(shop(other), undefined, other);
    const number = (branch: string) => ticketOfBranch(branch, { sample: "#12", projects: [] });
    for (const branch of [
      "fix/77-crash",
      "77",
      "fix/#77",
      "gh-77",
      "issue-77-crash",
      "a/issues/77",
      "x-gh77",
    ])
      assert.equal(number(branch), "#77", branch);
    for (const other of ["fix/node-20-support", "release/2026-11", "release/2026", "python-3", "v/2026-11"])
      assert.equal(number(other), undefined, other);
    assert.equal(ticketLike("[SHOP-1]", "SHOP-412"), "[SHOP-412]");
    assert.equal(ticketLike("#1", "#412"), "#412");
  });
});
