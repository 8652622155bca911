/** The practice model sums a chat up: what was asked, and of which files. */
import assert from "node:assert/strict";
import { answer, attached } from "./answering.ts";

describe("the practice model's summary", () => {
  const talk = [
    `${attached("src/cart.ts", "typescript", "export {};\n")}What does\nthis do?`,
    { role: "assistant", content: "Nothing." },
    "And why?",
    { role: "assistant", content: "I can't tell." },
    "Sum up this chat.",
  ];

  it("names the questions before it, and the files that came with them", () => {
    const { text, thinking } = answer(talk, "compact");
    assert.match(text, /\n- What does this do\?\n- And why\?\n/);
    assert.match(text, /Files: `src\/cart\.ts`\./);
    assert.ok(!text.includes("Sum up") && !text.includes("export"));
    assert.match(thinking, /2 questions/);
  });

  it("is given for nothing else", () => assert.ok(!answer(talk, "chat").text.includes("Asked so far")));
});
