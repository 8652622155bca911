/** Conversations that are searched, and written out as Markdown. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { conversationMarkdown } from "../../../../src/core/history/markdown.ts";
import { fileNameOf } from "../../../../src/core/history/portable.ts";
import { hitsIn, wordsOf } from "../../../../src/core/history/search.ts";
import { after, answer, ask } from "./talk.ts";

describe("search and export", () => {
  it("find all words in one turn, with a line around the first", () => {
    const text = `${"before ".repeat(20)}NEEDLE in\n a haystack ${"after ".repeat(40)}`;
    const conversation = after([ask("q", "Where is the needle?"), ...answer("a", text)]);
    const [question, found, ...more] = hitsIn(conversation.turns, wordsOf(" needle "), 9);
    assert.equal(question?.part, "question");
    assert.match(found?.snippet ?? "", /^….*NEEDLE in a haystack.*…$/);
    assert.deepEqual(more, []);
    assert.equal(hitsIn(conversation.turns, wordsOf("needle haystack"), 9).length, 1);
    assert.equal(hitsIn(conversation.turns, wordsOf("needle"), 1).length, 1);
    assert.deepEqual(hitsIn(conversation.turns, wordsOf("  "), 9), []);
    assert.equal(hitsIn(conversation.turns, wordsOf("HM"), 9)[0]?.part, "thinking");
  });

  it("write Markdown that no code block or title of its own breaks", () => {
    const words = {
      you: "You",
      thinking: "Thinking",
      context: "Context",
      stopped: "Stopped.",
      when: (at: number) => `at ${at}`,
    };
    const context = [
      {
        id: "i",
        kind: "file",
        path: "a<b>.md",
        language: "markdown",
        lines: [1, 9],
        text: "````\nx\n````\n",
      },
    ] as const;
    const conversation = after([
      { type: "asked", turn: { kind: "user", id: "q", at: 0, text: "Why?\n", context } },
      ...answer("a", "Look:\n```ts\nlet x;", "length"),
    ]);
    assert.equal(
      conversationMarkdown(conversation, "A\ntitle", words),
      [
        "# A title",
        "## You · at 0",
        "<details><summary>Context: a&lt;b>.md:1-9</summary>",
        "`````markdown\n````\nx\n````\n`````",
        "</details>",
        "Why?",
        "## deepseek-flash · at 2",
        "<details><summary>Thinking</summary>",
        "hm",
        "</details>",
        "Look:\n```ts\nlet x;\n```",
        "*Stopped.*\n",
      ].join("\n\n"),
    );
  });

  it("write Markdown in which a question's open code block ends with it", () => {
    const words = { you: "You", thinking: "Thinking", context: "Context", stopped: "Stopped.", when: String };
    const chat = after([ask("q", "Why?\n~~~~\n```\nlet x;"), ...answer("a", "Because.")]);
    const text = conversationMarkdown(chat, "T", words);
    assert.match(text, /\n~~~~\n```\nlet x;\n~~~~\n\n## deepseek-flash/);
  });

  it("make file names that every file system takes", () => {
    assert.equal(fileNameOf("../../etc/passwd: “what”?"), "etc passwd what");
    assert.equal(fileNameOf("CON"), "chat");
    assert.equal(fileNameOf("…"), "chat");
    assert.equal(fileNameOf("为什么?"), "为什么");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (title) =>
        assert.match(fileNameOf(title), /^[\p{L}\p{N} _-]{1,60}$/u),
      ),
    );
  });
});
