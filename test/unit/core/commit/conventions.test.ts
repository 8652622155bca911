/** Written rules are found where they stand, and only what concerns commits is told. */
import assert from "node:assert/strict";
import { commitSection, conventionOf, lintRulesOf } from "../../../../src/core/commit/conventions.ts";
import { learnStyle } from "../../../../src/core/commit/style.ts";
import { chooseStyle } from "../../../../src/core/commit/chosenStyle.ts";
import {
  commitMessageMessages,
  type CommitMessageQuestion,
} from "../../../../src/core/prompts/commitMessage.ts";
import { splitMessages } from "../../../../src/core/prompts/splitCommit.ts";

const agents = `# Project

Build with make.

## Commit messages

Use the imperative.

### Scope

\`\`\`
# not a heading
\`\`\`
cart or prices.

## Tests

Run them.`;

describe("written rules", () => {
  it("of AGENTS.md are its section about commits", () => {
    const section = commitSection(agents) ?? "";
    assert.match(section, /^## Commit messages/);
    assert.match(section, /cart or prices\.\n$/);
    assert.doesNotMatch(section, /Run them|Build with/);
    assert.equal(commitSection("# A\n\ntext"), undefined);
  });

  it("of package.json are commitlint's alone", () => {
    const text = conventionOf("package.json", '{"name":"x","commitlint":{"extends":["a"]}}')?.text ?? "";
    assert.match(text, /"extends"/);
    assert.doesNotMatch(text, /name/);
    assert.equal(conventionOf("package.json", '{"name":"x"}'), undefined);
    assert.equal(conventionOf("package.json", "{broken"), undefined);
  });

  it("of commitlint are read where they are JSON", () => {
    const rules = '{"rules":{"type-enum":[2,"always",["add","cut"]],"header-max-length":[2,"always",60]}}';
    assert.deepEqual(lintRulesOf(rules), { types: ["add", "cut"], headerLength: 60 });
    assert.deepEqual(lintRulesOf("module.exports = {}"), { types: undefined, headerLength: undefined });
  });

  it("are bounded", () => assert.equal(conventionOf(".gitmessage", "x".repeat(9000))?.text.length, 4000));
});

describe("the request for a message", () => {
  const style = chooseStyle(learnStyle(["fix: a", "feat: b"]), { style: "auto", language: "zh" }, {});
  const question: CommitMessageQuestion = {
    style,
    samples: ["fix: a"],
    conventions: [{ source: "AGENTS.md", text: "Rule." }],
    instructions: "",
    branch: "main",
    ticket: undefined,
    state: "normal",
    draft: "",
    diff: "<file />",
    hint: "",
    earlier: [],
  };
  const textOf = (more: Partial<CommitMessageQuestion>) =>
    commitMessageMessages({ ...question, ...more })
      .map((message) => message.text)
      .join("\n---\n");

  it("begins a second variant with the bytes of the first, up to the end of the diff", () => {
    const first = textOf({});
    const again = textOf({ earlier: ["fix: x"] });
    const shared = first.slice(0, first.indexOf("</changes>"));
    assert.ok(again.startsWith(shared));
    assert.match(again, /fix: x/);
  });

  it("holds no hidden letters, nor does that for a split", () => {
    const hidden = "+🏴\u{E006F}\u{E0062}\u{E0065}\u{E0079}\u{E007F}";
    const conventions = [{ source: "AGENTS.md", text: hidden }] as const;
    const text = textOf({
      diff: hidden,
      samples: [hidden],
      conventions,
      branch: hidden,
      instructions: hidden,
    });
    const split = { style, samples: [hidden], conventions, instructions: hidden, diff: hidden };
    for (const sent of [text, ...splitMessages(split).map((message) => message.text)]) {
      assert.ok(!/[\u{E0000}-\u{E007F}]/u.test(sent), sent);
    }
    assert.ok(text.includes("<changes>\n+🏴\n</changes>"));
  });

  it("says language, hint, state and draft", () => {
    const text = textOf({ hint: "wip cart", state: "reverting", draft: 'Revert "x"' });
    assert.match(text, /Write in Chinese/);
    assert.match(text, /<begun>\nwip cart\n<\/begun>/);
    assert.match(text, /reverts another one/);
    assert.match(text, /<draft>\nRevert "x"\n<\/draft>/);
  });
});
