/** Instructions of a conversation: sent once, again when changed, left out when switched off; the prefix stays. */
import assert from "node:assert/strict";
import {
  instructionsLimit,
  instructionsOf,
  newInstructions,
  withoutTold,
  type InstructionFile,
} from "../../../../src/core/context/instructions.ts";
import { emptyConversation, foldAll, type Conversation } from "../../../../src/core/conversation.ts";
import { branchEvents, restatingEvents } from "../../../../src/core/history/operations.ts";
import { chatMessages } from "../../../../src/core/prompts/chat.ts";

const agents: InstructionFile = { path: "AGENTS.md", text: "Use tabs.\n" };
const copilot: InstructionFile = { path: ".github/copilot-instructions.md", text: "Be kind." };

/** Asks with the instructions that are new, and is answered. */
function asked(before: Conversation, text: string, found: readonly InstructionFile[]): Conversation {
  const context = newInstructions(before, found).map((file) => ({
    id: file.path,
    kind: "instructions" as const,
    language: "markdown",
    ...file,
  }));
  const at = before.turns.length;
  return foldAll(before, [
    { type: "asked", turn: { kind: "user", id: `q${at}`, at, text, context } },
    { type: "answering", turn: `a${at}`, at, provider: "p", providerLabel: "P", model: "m", effort: "off" },
    { type: "text", turn: `a${at}`, text: "Yes.", at },
    { type: "ended", turn: `a${at}`, ending: { reason: "stop" }, at },
  ]);
}

const switched = (conversation: Conversation, name: string, isOn: boolean): Conversation =>
  foldAll(conversation, [{ type: "instructing", name, isOn, at: 0 }]);
const texts = (conversation: Conversation, own = ""): readonly string[] =>
  chatMessages(conversation, own).map((message) => message.text);

describe("instruction files", () => {
  const empty = emptyConversation("c", 0);

  it("go along with the first question alone, and again once they have changed", () => {
    const one = asked(empty, "One?", [agents, copilot]);
    assert.equal(
      texts(one)[1],
      '<instructions path="AGENTS.md">\nUse tabs.\n</instructions>\n\n' +
        '<instructions path=".github/copilot-instructions.md">\nBe kind.\n</instructions>\n\nOne?',
    );
    const two = asked(one, "Two?", [agents, copilot]);
    assert.equal(texts(two)[3], "Two?");
    const three = asked(two, "Three?", [{ ...agents, text: "Use spaces." }, copilot]);
    assert.equal(texts(three)[5], '<instructions path="AGENTS.md">\nUse spaces.\n</instructions>\n\nThree?');
    assert.deepEqual(texts(three).slice(0, 5), texts(two), "what was sent before stays as it was");
    assert.deepEqual(
      newInstructions(asked(three, "Four?", [agents]), [agents]),
      [],
      "the newest text counts",
    );
  });

  it("go once, though chips of a moment before bring them again", () => {
    const item = (file: InstructionFile) =>
      ({ id: file.path, kind: "instructions", language: "markdown", ...file }) as const;
    const code = { ...item(agents), id: "code", kind: "file" } as const;
    const stale = [item(agents), item(copilot), code];
    assert.deepEqual(withoutTold(stale, empty, []), stale);
    const one = asked(empty, "One?", [agents]);
    assert.deepEqual(withoutTold(stale, one, []), [item(copilot), code]);
    const changed = item({ ...agents, text: "Use spaces." });
    assert.deepEqual(withoutTold([changed], one, []), [changed]);
    // The first question is edited, and holds them itself.
    assert.deepEqual(withoutTold(stale, { ...one, turns: [] }, [item(agents)]), [item(copilot), code]);
    assert.deepEqual(withoutTold(stale, switched(one, copilot.path, false), []), [code]);
  });

  it("come again when the question that they went with is gone", () => {
    const one = asked(empty, "One?", [agents]);
    const cut = foldAll(one, [{ type: "cut", from: "q0", at: 0 }]);
    assert.deepEqual(newInstructions(cut, [agents]), [agents]);
  });

  it("are left out while they are switched off, what was sent before too", () => {
    const off = switched(asked(empty, "One?", [agents, copilot]), "AGENTS.md", false);
    assert.ok(!texts(off).join("").includes("Use tabs."));
    assert.ok(texts(off).join("").includes("Be kind."));
    assert.deepEqual(newInstructions(off, [{ ...agents, text: "Use spaces." }]), []);
    const on = switched(off, "AGENTS.md", true);
    assert.ok(texts(on).join("").includes("Use tabs."));
  });

  it("stay switched off in a branch and in a copy", () => {
    const off = switched(asked(empty, "One?", [agents]), "AGENTS.md", false);
    for (const events of [branchEvents(off, "a0", "B", 0), restatingEvents(off, 0)]) {
      assert.deepEqual(foldAll(empty, events).instructionsOff, ["AGENTS.md"]);
    }
  });

  it("and the person's own setting are switched apart", () => {
    const own = "Answer in Dutch.";
    assert.ok(texts(empty, own)[0]?.includes(own));
    const off = switched(empty, "sonde.instructions", false);
    assert.deepEqual(texts(off, own), texts(empty));
  });
});

describe("instruction files that were found", () => {
  const long = (path: string, length: number): InstructionFile => ({ path, text: "x".repeat(length) });

  it("go along as long as they fit, each of them whole", () => {
    const files = [agents, long("long", instructionsLimit), copilot];
    assert.deepEqual(instructionsOf(files), {
      files: [agents, copilot],
      leftOut: [{ path: "long", why: "size" }],
    });
    const full = long("full", instructionsLimit);
    assert.deepEqual(instructionsOf([full, agents]).leftOut, [{ path: agents.path, why: "size" }]);
  });

  it("do not go along with what looks like a secret in them, and take no room then", () => {
    const key = "-----BEGIN PRIVATE KEY-----\n".padEnd(instructionsLimit);
    assert.deepEqual(instructionsOf([{ path: "key", text: key }, agents]), {
      files: [agents],
      leftOut: [{ path: "key", why: "secret" }],
    });
  });

  it("are none where they are empty", () => {
    assert.deepEqual(instructionsOf([{ path: "AGENTS.md", text: " \n" }]), { files: [], leftOut: [] });
  });
});
