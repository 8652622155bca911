/** What estimates are corrected by: counts of requests that were estimated whole, and of one request each. */
import assert from "node:assert/strict";
import type { ChatEvent } from "../../../src/core/event.ts";
import type { Message } from "../../../src/core/request.ts";
import type { Usage } from "../../../src/core/usage.ts";
import { runAnswer } from "../../../src/host/features/chat/answer.ts";
import { createTokenRatios } from "../../../src/host/platform/tokenRatios.ts";
import { practice } from "../../../src/provider/dialects/practice.ts";

const text = "Some words that are counted, and some more. ".repeat(100);
const messages: readonly Message[] = [{ role: "user", text }];

describe("the ratio of counted tokens to estimated ones", () => {
  it("follows what hosts count", () => {
    const ratios = createTokenRatios();
    for (let time = 0; time < 20; time += 1) ratios.learn("m", messages, 1500);
    assert.ok(ratios.of("m") > 1.2, String(ratios.of("m")));
  });

  it("learns nothing from a request with images", () => {
    const ratios = createTokenRatios();
    const images = [{ dataUrl: "data:image/png;base64,AAAA" }];
    for (let time = 0; time < 5; time += 1) ratios.learn("m", [{ role: "user", text, images }], 1500);
    assert.equal(ratios.of("m"), 1);
  });

  it("learns from an answer once, and not from one whose requests are counted together", async () => {
    const [model] = practice.models;
    assert.ok(model);
    const countedIn = async (events: readonly ChatEvent[]): Promise<readonly Usage[]> => {
      const counted: Usage[] = [];
      await runAnswer({
        ask: async ({ onEvents }) => {
          const ending = { reason: "stop" } as const;
          for (const event of events) onEvents([event]);
          onEvents([{ type: "end", ending }]);
          return ending;
        },
        purpose: "chat",
        choice: { dialect: practice, model, effort: "off", offered: () => [model] },
        messages,
        turn: "a",
        signal: new AbortController().signal,
        emit: () => {},
        onCounted: (usage) => counted.push(usage),
      });
      return counted;
    };
    const usage = (input: number): ChatEvent => ({ type: "usage", usage: { input, output: 1 } });
    const sending = (attempt: number): ChatEvent => ({ type: "sending", attempt });
    assert.deepEqual(await countedIn([sending(1), usage(7), usage(9)]), [{ input: 9, output: 1 }]);
    assert.deepEqual(await countedIn([sending(1), usage(7), sending(2), usage(14)]), []);
    assert.deepEqual(await countedIn([sending(1)]), []);
  });
});
