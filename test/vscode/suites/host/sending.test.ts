/** What the composer sends and the host does not ask: it goes back into the composer, with the reason. */
import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ContextItem } from "../../../../src/core/conversation.ts";
import { silentLog } from "../../../../src/core/log.ts";
import type { ChatSession } from "../../../../src/host/features/chat/chatSession.ts";
import { ContextChips } from "../../../../src/host/features/chat/contextChips.ts";
import { imageOf } from "../../../../src/host/features/chat/offered.ts";
import { messageSender, type Returned } from "../../../../src/host/features/chat/sending.ts";
import { Window } from "../../inHost/conversing.ts";

const item: ContextItem = { id: "i", kind: "file", path: "a.ts", language: "", text: "x" };

describe("a message that the composer sends", () => {
  let folder = "";
  let window: Window;
  let shown: ChatSession;
  let returned: Returned[];
  let told: boolean[];
  let asked: number;
  let chips: ContextChips;
  let refreshed: number;
  let read: () => Promise<readonly ContextItem[] | undefined>;
  let sender: ReturnType<typeof messageSender>;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "sonde-"));
    window = new Window(folder, "c");
    shown = await window.session;
    returned = [];
    asked = refreshed = 0;
    chips = new ContextChips();
    read = async () => [];
    told = [];
    sender = messageSender({
      onReading: (isReading) => void told.push(isReading),
      session: () => shown,
      refresh: async () => void (refreshed += 1),
      chipsOf: async (ids) => ids,
      spelledOut: async (text) => (text === "/review" ? "Review it." : undefined),
      contextFor: async (_text, _ids, kept) => {
        const more = await read();
        return more && [...kept, ...more];
      },
      onAsked: (ids) => {
        asked += 1;
        chips.useUp(ids);
      },
      giveBack: async (message) => void returned.push(message),
      log: silentLog,
    });
  });
  afterEach(async () => {
    chips.dispose();
    await window.files.flush();
    rmSync(folder, { recursive: true });
  });

  const ask = (text: string, conversation = "c", context: string[] = []): Promise<void> =>
    sender.send({ type: "ask", conversation, text, context });
  const texts = (): readonly string[] => shown.conversation.turns.map((turn) => turn.text);
  /** Waits until the model was asked so many times. */
  const untilAsked = async (times = 1): Promise<void> => {
    while (window.asked.length < times) await new Promise(setImmediate);
  };
  /** Lets reading wait until the function is called that it gives. */
  const holdReading = (): (() => void) => {
    let go = (): void => {};
    const held = new Promise<readonly ContextItem[]>((resolve) => {
      go = () => resolve([]);
    });
    read = () => held;
    return () => go();
  };
  const busy = "Your message was not sent, because another one is on its way.";

  it("is asked, and what went along is used up", async () => {
    const done = ask("One?");
    await untilAsked();
    window.last.end();
    await done;
    assert.equal(asked, 1);
    assert.deepEqual([texts(), returned], [["One?", ""], []]);
  });

  it("uses up what it named, and not what was added while it was read", async () => {
    const went = imageOf("went", "data:", "");
    const late = imageOf("late", "data:", "");
    chips.addAll([went]);
    const go = holdReading();
    const done = ask("One?", "c", [went.chip.id]);
    chips.addAll([late]);
    go();
    await untilAsked();
    const left = chips.chips.filter(({ kind }) => kind === "image");
    assert.deepEqual(left, [late.chip]);
    window.last.end();
    await done;
  });

  it("comes back without a word where the person would rather not send it", async () => {
    read = async () => undefined;
    await ask("One?");
    assert.deepEqual(returned, [{ text: "One?", edited: undefined, why: "" }]);
    assert.equal(asked, 0);
  });

  it("comes back as the words of the prompt file that it names", async () => {
    await ask("/review");
    assert.deepEqual(returned, [{ text: "Review it.", edited: undefined, why: "" }]);
    assert.deepEqual([texts(), asked], [[], 0]);
  });

  it("comes back as the edited question that it was", async () => {
    void shown.ask("One?", [item]);
    window.last.end();
    const [question] = shown.conversation.turns;
    assert.ok(question);
    read = async () => undefined;
    const edited = { turn: question.id, keep: ["i"] };
    const resend = (text: string): Promise<void> =>
      sender.send({ type: "resend", conversation: "c", text, context: [], ...edited });
    await resend("Uno?");
    assert.deepEqual(returned, [{ text: "Uno?", edited, why: "" }]);
    read = async () => [];
    const done = resend("Uno?");
    await untilAsked(2);
    window.last.end();
    await done;
    const [now] = shown.conversation.turns;
    assert.deepEqual(now?.kind === "user" && [now.text, now.context], ["Uno?", [item]]);
    // The old question is gone: what replaces it now has no place.
    await resend("Eins?");
    assert.equal(returned.at(-1)?.why, "Your message was not sent, because the chat has changed meanwhile.");
  });

  it("is told of while its context takes long to be read, and comes back where that is stopped", async () => {
    holdReading();
    const first = ask("One?");
    while (told.length === 0) await new Promise(setImmediate);
    sender.stop();
    await first;
    assert.deepEqual(returned, [{ text: "One?", edited: undefined, why: "" }]);
    assert.deepEqual(told, [true, false]);
    read = async () => [];
    const second = ask("Two?");
    await untilAsked();
    assert.deepEqual(texts(), ["Two?", ""]);
    window.last.end();
    await second;
  });

  it("comes back where its context can't be read", async () => {
    read = () => Promise.reject(new Error("Git Changes: spawn git ENOENT"));
    await ask("One?");
    assert.equal(
      returned[0]?.why,
      "Your message was not sent, because some of its context can't be read: Git Changes: spawn git ENOENT",
    );
    assert.equal(asked, 0);
    read = async () => [];
    void ask("Two?");
    await untilAsked();
    assert.deepEqual(texts(), ["Two?", ""], "the next one is sent");
    window.last.end();
  });

  it("comes back while the one before is read, and while an answer runs", async () => {
    const go = holdReading();
    const first = ask("One?");
    await ask("Two?");
    assert.deepEqual(returned, [{ text: "Two?", edited: undefined, why: busy }]);
    go();
    await untilAsked();
    await ask("Three?");
    assert.deepEqual(returned.at(-1), { text: "Three?", edited: undefined, why: busy });
    window.last.end();
    await first;
    assert.deepEqual(texts(), ["One?", ""]);
    assert.equal(asked, 1);
  });

  it("comes back where another chat is shown by then, which is asked nothing", async () => {
    const go = holdReading();
    const first = ask("One?");
    const other = new Window(folder, "d");
    shown = await other.session;
    go();
    await first;
    assert.equal(returned[0]?.why, "Your message was not sent, because the chat has changed meanwhile.");
    assert.equal(window.asked.length + other.asked.length, 0);
  });

  it("comes back where its chat was closed while it was read", async () => {
    const go = holdReading();
    const first = ask("One?");
    shown.dispose();
    go();
    await Promise.race([first, untilAsked()]);
    assert.equal(returned[0]?.why, "Your message was not sent, because the chat has changed meanwhile.");
    assert.equal(window.asked.length, 0);
  });

  it("comes back where the page shows another chat, and the page hears of it", async () => {
    await ask("One?", "d");
    const why = "Your message was not sent, because the chat has changed meanwhile.";
    assert.deepEqual(returned, [{ text: "One?", edited: undefined, why }]);
    assert.equal(refreshed, 1);
    assert.deepEqual([texts(), asked], [[], 0]);
  });

  it("comes back in a chat that a newer version wrote", async () => {
    void shown.ask("One?", []);
    window.last.end();
    await window.files.flush();
    appendFileSync(join(folder, "c.jsonl"), '{"sonde":9}\n');
    await shown.reload();
    await ask("Two?");
    assert.match(returned[0]?.why ?? "", /^A newer Sonde wrote this chat: your message was not sent/);
    assert.deepEqual(texts(), ["One?", ""]);
  });
});
