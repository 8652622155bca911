/** Which questions of a conversation no host has seen. */
import assert from "node:assert/strict";
import { unsentQuestions } from "../../../../src/core/context/unsent.ts";
import type { Turn } from "../../../../src/core/conversation.ts";

const asked = (id: string): Turn => ({ kind: "user", id, at: 0, text: id, context: [] });
const answered = (provider: string): Turn => ({
  kind: "answer",
  id: provider,
  at: 0,
  provider,
  providerLabel: provider,
  model: "m",
  effort: "off",
  phase: "writing",
  text: "",
  toolCalls: [],
});

describe("questions that no host has seen", () => {
  it("are those behind the last answer of a host", () => {
    const turns = [asked("a"), answered("practice"), asked("b"), answered("deepseek"), asked("c")];
    const ids = unsentQuestions([...turns, answered("practice"), asked("d")]).map(({ id }) => id);
    assert.deepEqual(ids, ["c", "d"]);
  });

  it("are all where only the practice provider has answered", () => {
    const turns = [asked("a"), answered("practice"), asked("b"), answered("practice")];
    assert.deepEqual(
      unsentQuestions(turns).map(({ id }) => id),
      ["a", "b"],
    );
  });
});
