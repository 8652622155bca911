/**
 * The whole way, from a real log to the message in the box: whatever manner a model answers in, what can be kept by rule
 * is as in the repository's log.
 */
import assert from "node:assert/strict";
import { splitMessage } from "../../../../src/core/commit/bodyStyle.ts";
import { learnStyle } from "../../../../src/core/commit/style.ts";
import { columns } from "../../../../src/core/commit/wrap.ts";
import type { Ask } from "../../../../src/host/platform/ask.ts";
import { prepare } from "../../../../src/host/features/commit/prepare.ts";
import { streamMessage } from "../../../../src/host/features/commit/streamMessage.ts";
import { deepseek } from "../../../../src/provider/dialects/deepseek.ts";
import { histories } from "../../core/commit/histories.ts";
import { repositories } from "./repository.ts";

const long =
  "The sum was taken before the discount, so regular customers paid too much whenever their cart held more than one article.";

/** What a careless model says, by history, and on which branch. */
const answers: readonly { readonly history: string; readonly branch: string; readonly answer: string }[] = [
  {
    history: "conventional with scopes",
    branch: "main",
    answer:
      "Here is the commit message:\n\n```\nfix(cart): Take the discount off the sum.\n```\n\nLet me know!",
  },
  {
    history: "Linux kernel",
    branch: "main",
    answer: `**Commit message:** net: bridge: Take the discount off the sum.\n\n${long} ${long}`,
  },
  {
    history: "Chinese conventional",
    branch: "main",
    answer: "好的，以下是提交信息：\n\nfix(购物车): 修复折扣金额错误。",
  },
  { history: "ticket prefix", branch: "feature/shop-977-sum", answer: '"take the discount off the sum."' },
  { history: "full stops and third person", branch: "main", answer: "`takes the discount off the sum`" },
  {
    history: "ticket in a trailer",
    branch: "fix/SHOP-31",
    answer: `Take the discount off the sum.\n\n${long}`,
  },
];

describe("the whole way of a message", () => {
  const create = repositories();

  for (const { history, branch, answer } of answers) {
    it(`ends in the manner of the log: ${history}`, async () => {
      const found = histories.find(({ name }) => name === history);
      assert.ok(found);
      const repository = create();
      for (const message of found.messages.toReversed()) {
        repository.git("commit", "--quiet", "--allow-empty", "--cleanup=verbatim", "--message", message);
      }
      if (branch !== "main") repository.git("switch", "--quiet", "--create", branch);
      const message = await written(repository.write({ "a.txt": "x\n" }).program, answer);
      const learned = learnStyle(found.messages);
      const own = learnStyle([message]);
      const { subject, body } = splitMessage(message);
      assert.deepEqual(
        [own.form, own.case, own.endsWithPeriod, own.language, own.ticket?.at],
        [learned.form, learned.case, learned.endsWithPeriod, learned.language, learned.ticket?.at],
        message,
      );
      assert.ok(!/[`"*]/.test(subject), subject);
      const widest = Math.max(0, ...body.split("\n").map(columns));
      assert.ok(widest <= (learned.body.width ?? Number.POSITIVE_INFINITY), `${widest} columns`);
    });
  }
});

/** The message that ends in the box when the model answers so, piece by piece. */
async function written(git: Parameters<typeof prepare>[0], answer: string): Promise<string> {
  const exclusions = { exclude: [], placeOf: () => undefined };
  const options = { exclusions, encoding: "utf8", instructions: "", what: "changes" } as const;
  const prepared = await prepare(git, { ...options, fixed: { style: "auto", language: "" } });
  assert.ok(prepared.kind === "ready");
  const [model] = deepseek.models;
  assert.ok(model);
  const ask: Ask = async ({ onEvents }) => {
    for (const text of answer.match(/[^]{1,7}/gu) ?? []) onEvents([{ type: "text", text, choice: 0 }]);
    onEvents([{ type: "end", ending: { reason: "stop" } }]);
    return { reason: "stop" };
  };
  const outcome = await streamMessage({
    ask,
    choice: { dialect: deepseek, model, effort: "off", offered: () => [] },
    prepared,
    hint: "",
    earlier: [],
    signal: new AbortController().signal,
    show: () => {},
  });
  assert.ok(outcome.kind === "message");
  return outcome.message;
}
