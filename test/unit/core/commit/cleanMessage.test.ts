/** Whatever a model wraps around a message, only the message arrives, and nothing shows that is taken back later. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { cleanMessage } from "../../../../src/core/commit/cleanMessage.ts";

const message = "fix(cart): keep items of amount 0\n\nThey were dropped when the cart was saved.";
const cases: readonly (readonly [string, string, string])[] = [
  ["nothing", message, message],
  ["a fence", `\`\`\`\n${message}\n\`\`\``, message],
  [
    "a fence with a language and chatter",
    `Here is the commit message:\n\n\`\`\`text\n${message}\n\`\`\`\n\nLet me know!`,
    message,
  ],
  ["a label", `Commit message: ${message}`, message],
  ["a bold label", `**Commit Message:**\n\n${message}`, message],
  ["Chinese chatter", `好的，以下是提交信息：\n\n${message}`, message],
  ["quotes around the first line", `"fix: a"\n\nBecause.`, "fix: a\n\nBecause."],
  ["quotes around all", `"fix: a"`, "fix: a"],
  ["backticks around all", "`fix: a`", "fix: a"],
  ["a heading", "# Fix the cart", "Fix the cart"],
  ["chatter after it", `${message}\n\nThis message follows the style of the log.`, message],
  ["a signature", `${message}\n\nCo-authored-by: A Model <model@host.test>`, message],
  ["thinking tags", `<think>Hm.\n\nSo.</think>\n${message}`, message],
  ["a label of the body", "Fix the cart\n\nBody: Because.", "Fix the cart\n\nBecause."],
  ["control and invisible characters", "Fix\u0007 the\u202E ca\u{E0041}rt", "Fix the cart"],
  ["line ends of Windows", "Fix it\r\n\r\nBecause.\r\n", "Fix it\n\nBecause."],
  ["no blank line", "Fix it\nBecause.", "Fix it\n\nBecause."],
  ["a quoted first word", '"Save" is not lost any more', '"Save" is not lost any more'],
  ["a message that begins like chatter", "Here we go: support plugins", "Here we go: support plugins"],
  ["a first word of two letters", "I18n the menus", "I18n the menus"],
  ["code within the body", "Fix it\n\n```\na = 1\n```\n\nDone so.", "Fix it\n\n```\na = 1\n```\n\nDone so."],
];

describe("a message as it arrives", () => {
  for (const [name, raw, clean] of cases) {
    it(`is freed of ${name}`, () => assert.equal(cleanMessage(raw, true), clean));

    it(`shows nothing that is taken back: ${name}`, () => {
      for (let end = 0; end < raw.length; end += 1) {
        const shown = cleanMessage(raw.slice(0, end), false);
        assert.ok(
          clean.startsWith(shown),
          `${JSON.stringify(raw.slice(0, end))} showed ${JSON.stringify(shown)}`,
        );
      }
    });
  }

  it("never throws and never grows", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), (raw, isDone) => {
        assert.ok(cleanMessage(raw, isDone).length <= raw.length + 2);
      }),
    );
  });
});
