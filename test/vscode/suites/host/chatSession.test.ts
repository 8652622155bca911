/**
 * A conversation as the host keeps it: what its operations ask of a model, what they leave in the file, and what two
 * windows do to each other.
 */
import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptyConversation, type Conversation } from "../../../../src/core/conversation.ts";
import type { ChatEvent, Ending } from "../../../../src/core/event.ts";
import { silentLog } from "../../../../src/core/log.ts";
import { ChatSession } from "../../../../src/host/features/chat/chatSession.ts";
import type { Question } from "../../../../src/host/platform/ask.ts";
import {
  createConversationFiles,
  type ConversationFiles,
} from "../../../../src/host/platform/conversationFiles.ts";
import { deepseek } from "../../../../src/provider/dialects/deepseek.ts";

/** A question that waits for what the test has to say. */
interface Waiting {
  readonly question: Question;
  say(text: string): void;
  end(reason?: "stop" | "length"): void;
}

/** One window: a store of its own on the shared folder, and a model that answers when it is told to. */
class Window {
  readonly files: ConversationFiles;
  readonly asked: Waiting[] = [];
  readonly session: Promise<ChatSession>;

  constructor(folder: string, id: string) {
    this.files = createConversationFiles({ folder, workspace: { name: "w", key: "k" }, log: silentLog });
    this.session = this.#open(id);
  }

  async #open(id: string): Promise<ChatSession> {
    const stored = (await this.files.load(id)) ?? {
      conversation: emptyConversation(id, 1),
      isReadOnly: false,
    };
    const [model] = deepseek.models;
    assert.ok(model);
    const session = new ChatSession(stored, {
      files: this.files,
      choice: () => ({ dialect: deepseek, model, effort: "high", offered: () => [model] }),
      ask: (question) =>
        new Promise((resolve) => {
          const tell = (events: readonly ChatEvent[]): void => question.onEvents(events);
          const end = (ending: Ending): void => {
            tell([{ type: "end", ending }]);
            resolve(ending);
          };
          question.signal.addEventListener("abort", () => end({ reason: "cancelled" }));
          this.asked.push({
            question,
            say: (text) => tell([{ type: "text", text, choice: 0 }]),
            end: (reason = "stop") => end({ reason }),
          });
        }),
    });
    this.files.listen({ onForeign: () => void session.reload(), onTrouble: assert.fail });
    return session;
  }

  /** The newest question. */
  get last(): Waiting {
    const last = this.asked.at(-1);
    assert.ok(last);
    return last;
  }
}

describe("a chat session", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sonde-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const texts = ({ turns }: Conversation): readonly string[] => turns.map((turn) => turn.text);
  const idOf = (session: ChatSession, at: number): string => session.conversation.turns.at(at)?.id ?? "";
  const sent = ({ question }: Waiting): readonly string[] =>
    question.messages.slice(1).map((one) => one.text);
  const answered = async (window: Window, text: string, answer: string): Promise<void> => {
    const session = await window.session;
    const done = session.ask(text, []);
    window.last.say(answer);
    window.last.end();
    await done;
  };

  it("edits a question, answers again with another effort, deletes, and takes each back", async () => {
    const window = new Window(folder, "c");
    const session = await window.session;
    await answered(window, "One?", "1");
    await answered(window, "Two?", "2");
    const whole = session.conversation;

    const resent = session.resend(idOf(session, 0), "Uno?", []);
    assert.deepEqual(sent(window.last), ["Uno?"]);
    window.last.say("I");
    window.last.end();
    await resent;
    assert.deepEqual(texts(session.conversation), ["Uno?", "I"]);
    session.undo();
    assert.deepEqual(session.conversation.turns, whole.turns);

    const again = session.regenerate(idOf(session, -1), { effort: "off", model: "evil" });
    assert.deepEqual(sent(window.last), ["One?", "1", "Two?"]);
    assert.equal(window.last.question.choice.effort, "off");
    assert.equal(window.last.question.choice.model.id, "deepseek-flash");
    session.deleteTurn(idOf(session, 0));
    assert.equal(session.conversation.turns.length, 4, "nothing is deleted while an answer runs");
    window.last.say("II");
    window.last.end();
    await again;
    assert.deepEqual(texts(session.conversation), ["One?", "1", "Two?", "II"]);

    session.deleteTurn(idOf(session, 0));
    assert.deepEqual(texts(session.conversation), ["Two?", "II"]);
    session.undo();
    session.undo();
    assert.deepEqual(texts(session.conversation), ["One?", "1", "Two?", "II"]);
    await window.files.flush();
    const read = (await new Window(folder, "c").session).conversation;
    assert.equal(JSON.stringify(read.turns), JSON.stringify(session.conversation.turns));
  });

  it("goes on with a cut answer by completing its beginning", async () => {
    const window = new Window(folder, "c");
    const session = await window.session;
    const asked = session.ask("Why?", []);
    window.last.say("Be");
    window.last.end("length");
    await asked;
    const going = session.continueAnswer(idOf(session, -1));
    const { question } = window.last;
    assert.deepEqual(question.messages.at(-1), {
      ...question.messages.at(-1),
      role: "assistant",
      text: "Be",
      prefix: true,
    });
    assert.equal(question.choice.effort, "off");
    window.last.say("cause.");
    window.last.end();
    await going;
    assert.deepEqual(texts(session.conversation), ["Why?", "Because."]);
    await session.continueAnswer(idOf(session, -1));
    assert.equal(window.asked.length, 2, "an answer that is done is not continued");
  });

  it("never destroys what another window does with the same conversation", async () => {
    const one = new Window(folder, "c");
    await answered(one, "One?", "1");
    const first = await one.session;
    const running = first.ask("Long?", []);
    one.last.say("Once ");
    await one.files.flush();

    const two = new Window(folder, "c");
    const second = await two.session;
    assert.equal(second.isRunning, false);
    await answered(two, "Two?", "2");
    await two.files.flush();

    one.last.say("upon a time.");
    one.last.end();
    await running;
    await one.files.flush();
    await first.reload();
    await second.reload();
    assert.deepEqual(texts(first.conversation), ["One?", "1", "Long?", "Once upon a time.", "Two?", "2"]);
    assert.deepEqual(second.conversation, first.conversation);
    assert.deepEqual((await new Window(folder, "c").session).conversation, first.conversation);
  });

  it("changes nothing in a conversation of a newer version", async () => {
    const window = new Window(folder, "c");
    await answered(window, "One?", "1");
    await window.files.flush();
    appendFileSync(join(folder, "c.jsonl"), '{"sonde":9}\n');
    const reader = new Window(folder, "c");
    const session = await reader.session;
    assert.equal(session.isReadOnly, true);
    await session.ask("Two?", []);
    session.deleteTurn(idOf(session, 0));
    session.mark([{ type: "pinned", pinned: true, at: 1 }]);
    assert.deepEqual(texts(session.conversation), ["One?", "1"]);
    assert.equal(reader.asked.length, 0);
  });
});
