/** What of an answer may be put into a terminal. */
import assert from "node:assert/strict";
import { commandText } from "../../../src/core/text/commandText.ts";

describe("a command for the terminal", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["has no line end", "npm test\n", "npm test"],
    ["keeps its lines", "\n\ncd a\r\nls  \n", "cd a\nls"],
    ["of a transcript is what was typed", "$ ls -l\ntotal 0\n$ pwd\n/home", "ls -l\npwd"],
    ["of PowerShell's transcript too", "PS C:\\a> dir\nx", "dir"],
    ["keeps a variable at the start of a line", "$name = 1\n$HOME/bin/x", "$name = 1\n$HOME/bin/x"],
    ["can't leave the terminal's paste", "ls\u001B[201~\rrm -rf ~", "ls[201~\nrm -rf ~"],
    ["hides nothing", "ls\u202E\u200B\u0007 -l", "ls -l"],
    ["may be nothing", " \n", ""],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.equal(commandText(text), expected));
});
