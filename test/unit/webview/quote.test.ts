/** A quote in a message. */
import assert from "node:assert/strict";
import { quoted } from "../../../src/webview/page/quote.ts";

describe("a quote", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["of one line", "a", "> a\n\n"],
    ["of lines with a gap", "a\n\nb", "> a\n>\n> b\n\n"],
    ["keeps indentation", "  a\n    b\n", ">   a\n>     b\n\n"],
    ["of other line ends", "a\r\nb\rc", "> a\n> b\n> c\n\n"],
    ["of nothing", " \n\t", ""],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.equal(quoted(text), expected));
});
