/** What the meter counts: all that would go, and what of it can be read. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { foldAll, emptyConversation, type ContextItem } from "../../../../src/core/conversation.ts";
import type { Touches } from "../../../../src/host/features/chat/chipReadings.ts";
import { ContextChips } from "../../../../src/host/features/chat/contextChips.ts";
import type { Offered } from "../../../../src/host/features/chat/offered.ts";
import { ContextMeter } from "../../../../src/host/features/chat/contextMeter.ts";
import type { Draft } from "../../../../src/host/features/chat/pageActions.ts";
import type { Meter } from "../../../../src/protocol/toWebview.ts";
import { deepseek } from "../../../../src/provider/dialects/deepseek.ts";

const words = "Words that take some tokens. ".repeat(100);
const item: ContextItem = { id: "kept", kind: "file", path: "a.ts", language: "", text: words };
const conversation = foldAll(emptyConversation("c", 1), [
  { type: "asked", turn: { kind: "user", id: "q1", at: 1, text: "One?", context: [item] } },
  { type: "asked", turn: { kind: "user", id: "q2", at: 2, text: words.repeat(20), context: [] } },
]);

describe("what the meter counts", () => {
  let chips: ContextChips;
  let changes: vscode.EventEmitter<Touches>;
  beforeEach(() => {
    chips = new ContextChips();
    changes = new vscode.EventEmitter();
  });
  afterEach(() => {
    chips.dispose();
    changes.dispose();
  });

  const reading = (draft: Partial<Draft> = {}): Promise<Meter> =>
    new Promise((tell) => {
      const [model] = deepseek.models;
      assert.ok(model);
      new ContextMeter({
        chips,
        changes: changes.event,
        draft: { text: "Why?", length: 4, context: [], ...draft },
        choice: () => ({ dialect: deepseek, model, effort: "high", offered: () => [model] }),
        ratio: () => 1,
        conversation: () => conversation,
        sent: () => undefined,
        tell,
      }).update();
    });
  const chip = (id: string, read: Offered["read"]): Offered => ({
    chip: { id, kind: "changes", path: id },
    key: id,
    read,
  });

  it("counts the others where a chip can't be read", async () => {
    chips.addAll([
      chip("broken", () => Promise.reject(new Error("spawn git ENOENT"))),
      chip("whole", async () => ({ language: "", text: words })),
    ]);
    const counted = (await reading()).chips;
    assert.ok((counted["whole"] ?? 0) > 100);
    assert.equal(counted["broken"], undefined);
  });

  it("counts an edited question in its place, with what it keeps and without what followed", async () => {
    const asNew = await reading();
    const edited = await reading({ edited: { turn: "q1", keep: ["kept"] } });
    const without = await reading({ edited: { turn: "q1", keep: [] } });
    assert.ok(asNew.tokens > 10 * edited.tokens, `${asNew.tokens} and ${edited.tokens}`);
    assert.equal(edited.tokens - without.tokens, edited.chips["kept"]);
    assert.equal(without.chips["kept"], undefined);
  });
});
