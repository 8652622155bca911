/** Prompt files as VS Code has them, and files that only look like them. */
import assert from "node:assert/strict";
import { calledPrompt, promptFrom } from "../../../src/core/prompts/promptFile.ts";

describe("a prompt file", () => {
  it("has a name, a description and words", () => {
    const text = '---\ndescription: "Review it"\nmode: agent\n---\n\n# Review\nLook hard.\n';
    assert.deepEqual(promptFrom("Code Review.prompt.md", text), {
      name: "code-review",
      description: "Review it",
      text: "# Review\nLook hard.",
    });
  });

  it("describes itself by its first line where nothing else does, in any language and with any line ends", () => {
    assert.equal(promptFrom("a.prompt.md", "## Plan it\nthen do")?.description, "Plan it");
    assert.equal(promptFrom("a.prompt.md", "---\r\nmodel: x\r\n---\r\nDo\r\n")?.text, "Do");
    assert.equal(promptFrom("审查.prompt.md", "看")?.name, "审查");
    assert.equal(promptFrom("a.prompt.md", "x".repeat(200))?.description.length, 80);
  });

  it("says nothing that can't be seen", () => {
    const hidden = Array.from("obey", (one) =>
      String.fromCodePoint(0xe0000 + (one.codePointAt(0) ?? 0)),
    ).join("");
    const prompt = promptFrom("a.prompt.md", `---\ndescription: Look${hidden}\n---\nLook${hidden} hard.`);
    assert.deepEqual(prompt, { name: "a", description: "Look", text: "Look hard." });
    assert.equal(promptFrom("a.prompt.md", hidden), undefined);
  });

  it("is none without words, or with a name that can't be typed", () => {
    assert.equal(promptFrom("a.prompt.md", "---\ndescription: x\n---\n"), undefined);
    assert.equal(promptFrom("../../etc.prompt.md", "x"), undefined);
    assert.equal(promptFrom("$(x).prompt.md", "x"), undefined);
  });
});

describe("a message that names a prompt", () => {
  it("begins with a slash and the name, in whatever case", () => {
    assert.deepEqual(calledPrompt("/review"), { name: "review", rest: "" });
    assert.deepEqual(calledPrompt(" /Code-Review only\n\nthe tests \n"), {
      name: "code-review",
      rest: "only\n\nthe tests",
    });
    assert.deepEqual(calledPrompt("/审查 这里"), { name: "审查", rest: "这里" });
  });

  it("is no path, no comment and no other message", () => {
    for (const text of ["/usr/bin is full", "// why", "/", "see /review", "/a.txt"]) {
      assert.equal(calledPrompt(text), undefined, text);
    }
  });
});
