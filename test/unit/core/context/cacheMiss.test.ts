/** Why a cache was missed: the right reason for each way in which a request's beginning can change, and else silence. */
import assert from "node:assert/strict";
import {
  cacheMiss,
  lastCounted,
  type CacheMiss,
  type CountedRequest,
} from "../../../../src/core/context/cacheMiss.ts";
import type { AnswerTurn, Conversation, UserTurn } from "../../../../src/core/conversation.ts";
import { chatMessages } from "../../../../src/core/prompts/chat.ts";
import type { Message } from "../../../../src/core/request.ts";

const hour = 3_600_000;
const user = (text: string): Message => ({ role: "user", text });
const assistant = (text: string): Message => ({ role: "assistant", text });
const system: Message = { role: "system", text: "Be brief. ".repeat(20) };
const rules = '<instructions path="A.md">\nUse tabs.\n</instructions>\n\n';
const closing = '<instructions-2 path="A.md">\n</instructions>\n\nx\n</instructions-2>\n\n';
const talk = [system, user("One?"), assistant("1"), user("Two?"), assistant("2"), user("Three?")];
const after = [assistant("3"), user("Four?")];

function request(messages: readonly Message[], cachedInput: number | undefined, more = {}): CountedRequest {
  const usage = { input: 100_000, output: 10, cachedInput };
  return { provider: "deepseek", model: "flash", messages, at: 0, usage, ...more };
}

const conversation = (turns: Conversation["turns"]): Conversation => ({ id: "c", createdAt: 0, turns });
const asked = (id: string, text: string): UserTurn => ({ kind: "user", id, at: 1, text, context: [] });
const answer = (id: string, change: Partial<AnswerTurn>): AnswerTurn => ({
  kind: "answer",
  id,
  at: 2,
  provider: "deepseek",
  providerLabel: "DeepSeek",
  model: "flash",
  effort: "off",
  phase: "writing",
  text: "",
  toolCalls: [],
  ...change,
});

const cases: Readonly<Record<string, readonly [CountedRequest, CountedRequest, CacheMiss | undefined]>> = {
  "a hit": [request(talk, 0), request([...talk, ...after], 99_000), undefined],
  "a host that does not count": [request(talk, 0), request([...talk, ...after], undefined), undefined],
  "a small loss": [
    request(talk, 0, { usage: { input: 300, output: 1, cachedInput: 0 } }),
    request([...talk, ...after], 0),
    undefined,
  ],
  "an unchanged beginning": [request(talk, 0), request([...talk, ...after], 0), { cause: "host" }],
  "a long pause": [
    request(talk, 0),
    request([...talk, ...after], 0, { at: 5 * hour }),
    { cause: "late", after: 5 * hour },
  ],
  "a long pause, in a window that was closed": [
    request(talk, 0, { isRestored: true }),
    request([...talk, ...after], 0, { at: 5 * hour }),
    { cause: "late", after: 5 * hour },
  ],
  "a short pause, in a window that was closed": [
    request(talk, 0, { isRestored: true }),
    request([...talk, ...after], 0),
    undefined,
  ],
  "another model": [request(talk, 0), request([...talk, ...after], 0, { model: "pro" }), { cause: "model" }],
  "other instructions": [
    request(talk, 0),
    request([{ role: "system", text: "Be long." }, ...talk.slice(1), ...after], 0),
    { cause: "instructions" },
  ],
  "a file of rules switched off": [
    request([system, user(`${rules}One?`), ...talk.slice(2)], 0),
    request([...talk, ...after], 0),
    { cause: "instructions" },
  ],
  "a file of rules switched off that holds a closing tag": [
    request([system, user(`${closing}One?`), ...talk.slice(2)], 0),
    request([...talk, ...after], 0),
    { cause: "instructions" },
  ],
  "an edited question": [
    request(talk, 0),
    request([system, user("Uno?"), ...talk.slice(2), ...after], 64),
    { cause: "edited", message: 1 },
  ],
  "a deleted question": [
    request(talk, 0),
    request([system, ...talk.slice(3), ...after], 64),
    { cause: "removed", message: 1 },
  ],
  "an answer that went on": [
    request([...talk, assistant("3, because")], 0),
    request([...talk, assistant("3, because it is."), user("Four?")], 64),
    { cause: "continued", message: 6 },
  ],
  "a summary of the chat": [
    request([...talk, assistant("3"), user("Sum up.")], 0),
    request([system, user("Sum up."), assistant("One, two, three."), user("Four?")], 64, { summary: "c" }),
    { cause: "compacted" },
  ],
  "another summary": [
    request([system, user("Sum up."), assistant("One."), user("Two?"), assistant("2"), user("Sum up.")], 0, {
      summary: "c1",
    }),
    request([system, user("Sum up."), assistant("One, two."), user("Three?")], 64, { summary: "c2" }),
    { cause: "compacted" },
  ],
  "a request for a summary of parts": [
    request(talk, 0),
    request([system, user("[left out]"), ...talk.slice(2), user("Sum up.")], 64, { isCompacting: true }),
    { cause: "compacted" },
  ],
  "a deleted summary": [
    request([system, user("Sum up."), assistant("One, two, three."), user("Four?")], 0, { summary: "c" }),
    request([...talk, ...after], 64),
    { cause: "removed", message: 1 },
  ],
  "the newest question asked anew": [
    request(talk, 0),
    request([...talk.slice(0, 5), user("Drei?")], 90_000),
    undefined,
  ],
};

describe("a cache miss", () => {
  for (const [name, [before, next, expected]] of Object.entries(cases)) {
    it(`after ${name} is ${expected ? `explained: ${expected.cause}` : "none"}`, () => {
      assert.deepEqual(cacheMiss(before, next), expected);
    });
  }

  it("is told from the last answer that a host has counted, in a window that sent none itself", () => {
    const usage = { input: 100_000, output: 10, cachedInput: 0 };
    const chat = conversation([
      asked("q1", "One?"),
      answer("a1", { text: "1", usage, endedAt: 7 }),
      asked("q2", "Two?"),
      answer("a2", { ending: { reason: "cancelled" } }),
    ]);
    const found = lastCounted(chat, "Be brief.");
    assert.deepEqual(found && { ...found, messages: [] }, {
      provider: "deepseek",
      model: "flash",
      messages: [],
      usage,
      summary: undefined,
      at: 7,
      isRestored: true,
    });
    const sent = chatMessages(conversation(chat.turns.slice(0, 1)), "Be brief.");
    assert.deepEqual(found?.messages, sent);
    assert.equal(lastCounted(conversation(chat.turns.slice(2)), ""), undefined);
    const continued = answer("a1", { usage, earlier: { usage } });
    assert.equal(lastCounted(conversation([asked("q1", "One?"), continued]), ""), undefined);
  });

  it("is none for the first request", () => {
    assert.equal(cacheMiss(undefined, request(talk, 0)), undefined);
  });
});
