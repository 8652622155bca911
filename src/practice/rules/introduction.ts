/**
 * The rule for a question without code: says what the practice model is, what it can do and what to attach.
 */
import { lastQuestion, type Asked } from "../asked.ts";
import { standIn, type Draft } from "../draft.ts";

/** Always has an answer. */
export function introduction(asked: Asked): Draft {
  const question = lastQuestion(asked).trim().replace(/\s+/g, " ").slice(0, 120);
  return {
    thoughts: [
      question === "" ? "The message has no words." : `The message says: “${question}”.`,
      "No code came with it, neither now nor earlier in this conversation.",
      "My rules only read code, so I say what they can do and what they need.",
    ],
    deeper: [
      "I looked for attached files, which arrive as elements with a path, and found none.",
      "I looked for fenced code blocks in the message and found none.",
    ],
    text: [
      "This is the practice model. It runs inside the editor, needs no key and no network, and it is not an AI: it cannot answer questions about the world. It reads code by simple rules.",
      "Attach something and ask again:",
      [
        "- **A file or a selection**: I outline its functions, classes, loops and branches with their line numbers, and point at lines worth a look.",
        "- **The name of a function** in that code, as in “what does `load` do”: I describe that one.",
        "- **An inline edit**: I can rename `a` to `b`, turn `var` into `const` and `let`, make `==` strict, add documentation comments, remove logging, sort imports and trim spaces at the ends of lines.",
        "- **A commit message**: I describe the files and functions that a diff touches.",
      ].join("\n"),
      standIn,
    ].join("\n\n"),
  };
}
