/** What a model writes in Markdown where VS Code draws it: only links to the web are left, however they are written. */
import assert from "node:assert/strict";
import createMarkdownIt from "markdown-it";
import { harmlessMarkdown } from "../../../src/core/text/harmlessMarkdown.ts";
import { hostileHtml, hostileMarkdown } from "../../browser/payloads.ts";

/** A parser that lets every address pass, as the editor's lets those of files. */
const parser = createMarkdownIt({ html: true, linkify: true });
parser.validateLink = () => true;
// A bare address is a link there only with its scheme.
parser.linkify.set({ fuzzyLink: false }).add("//", null);

const tagsOf = (text: string): readonly string[] => parser.render(text).match(/<(?:a|img)\s[^>]*>/g) ?? [];

describe("an explanation in the editor", () => {
  const files = [
    "[x](file:///etc/passwd)",
    "[x]( file:///etc/passwd)",
    "[x](\n  file:///etc/passwd 'title')",
    "[x](<file:///etc/passwd>)",
    "[x](FILE:///etc/passwd)",
    "[x](fil&#101;:///etc/passwd)",
    "[x](vscode-remote://h/etc/passwd)",
    "[x](../../../etc/passwd)",
    "[x](/etc/passwd)",
    "[x][y]\n\n[y]: file:///etc/passwd",
    "[x]\n\n> [x]:\n> file:///etc/passwd",
    "[x][]\n\n- [x]: <file:///etc/passwd>",
    "<file:///etc/passwd>",
    "[![x](https://a.test/a.png)](file:///etc/passwd)",
    "[`a](b`](file:///etc/passwd)",
  ];

  it("leads to no file, which a plain parser takes it to", () => {
    for (const text of files) {
      assert.ok(tagsOf(text).length > 0, text);
      assert.deepEqual(
        tagsOf(harmlessMarkdown(text)).filter((tag) => !tag.startsWith('<a href="https:')),
        [],
        text,
      );
    }
  });

  it("loads and runs nothing, and leads nowhere else, whatever it holds", () => {
    for (const text of [...hostileHtml, ...hostileMarkdown]) {
      for (const tag of tagsOf(harmlessMarkdown(text))) {
        assert.match(tag, /^<a href="(?:https?:|ftp:|mailto:)/, text);
      }
    }
  });

  it("keeps its links to the web, and the rest of its words", () => {
    const text =
      "See [MDN](https://mdn.test/a?b=c), [RFC][1] or [Ann](mailto:ann@a.test).\n\n[1]: http://rfc.test";
    assert.equal(harmlessMarkdown(text), text);
    assert.equal(tagsOf(text).length, 3);
    assert.equal(
      parser.render(harmlessMarkdown("**No** `a[0]` $(x).")),
      "<p><strong>No</strong> <code>a[0]</code> $ (x).</p>\n",
    );
  });
});
