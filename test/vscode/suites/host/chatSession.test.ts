/**
 * A conversation as the host keeps it: what its operations ask of a model, what they leave in the file, and what two
 * windows do to each other.
 */
import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { foldAll, type Conversation, type ConversationEvent } from "../../../../src/core/conversation.ts";
import type { ChatSession } from "../../../../src/host/features/chat/chatSession.ts";
import { OpenConversations } from "../../../../src/host/features/chat/openConversations.ts";
import { deepseek } from "../../../../src/provider/dialects/deepseek.ts";
import { practice } from "../../../../src/provider/dialects/practice.ts";
import { Window, type Waiting } from "../../inHost/conversing.ts";

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
    assert.ok(session.isUndoable);
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
    assert.ok(session.isUndoable);
    session.undo();
    assert.ok(!session.isUndoable);
    session.undo();
    assert.deepEqual(texts(session.conversation), ["One?", "1", "Two?", "II"]);
    await window.files.flush();
    const read = (await new Window(folder, "c").session).conversation;
    assert.equal(JSON.stringify(read.turns), JSON.stringify(session.conversation.turns));
  });

  it("brings a good answer back after attempts that failed", async () => {
    const window = new Window(folder, "c");
    const session = await window.session;
    await answered(window, "One?", "1");
    await answered(window, "Two?", "2");
    const whole = session.conversation;
    const failed = async (again: Promise<void> | undefined, words = ""): Promise<void> => {
      if (words !== "") window.last.say(words);
      window.last.fail();
      await again;
    };
    await failed(session.regenerate(idOf(session, 1)));
    assert.ok(session.isUndoable);
    await failed(session.regenerate(idOf(session, -1)), "I tri");
    await failed(session.regenerate(idOf(session, -1)));
    assert.ok(session.isUndoable);
    session.undo();
    assert.deepEqual(session.conversation.turns, whole.turns);

    await failed(session.resend(idOf(session, 2), "Duo?", []));
    await failed(session.regenerate(idOf(session, -1)));
    session.undo();
    assert.deepEqual(session.conversation.turns, whole.turns);
    assert.ok(!session.isUndoable);
  });

  it("brings the words of an answer that failed back, and nothing of one without words", async () => {
    const window = new Window(folder, "c");
    const session = await window.session;
    const first = session.ask("One?", []);
    window.last.fail();
    await first;
    const second = session.regenerate(idOf(session, -1));
    assert.ok(!session.isUndoable);
    window.last.say("Pages and pages");
    window.last.fail();
    await second;
    const third = session.regenerate(idOf(session, -1));
    window.last.fail();
    await third;
    assert.ok(session.isUndoable);
    session.undo();
    assert.deepEqual(texts(session.conversation), ["One?", "Pages and pages"]);
  });

  it("that is let go of in mid-answer writes what it has, as interrupted, and asks nothing more", async () => {
    const window = new Window(folder, "c");
    const session = await window.session;
    const asked = session.ask("Why?", []);
    window.last.say("Be");
    session.dispose();
    await asked;
    assert.equal(session.ask("And?", []), undefined);
    await window.files.flush();
    const [, answer] = (await new Window(folder, "c").session).conversation.turns;
    assert.ok(answer?.kind === "answer");
    assert.equal(answer.text, "Be");
    assert.deepEqual(answer.ending, { reason: "failed", failure: { kind: "interrupted" } });
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

  it("says of a continued answer who went on with it, also after a restart", async () => {
    const window = new Window(folder, "c");
    window.dialect = practice;
    const session = await window.session;
    const asked = session.ask("Why?", []);
    window.last.say("Be");
    window.last.end("length");
    await asked;
    window.dialect = deepseek;
    const going = session.continueAnswer(idOf(session, -1));
    window.last.say("cause.");
    window.last.end();
    await going;
    await window.files.flush();
    for (const { conversation } of [session, await new Window(folder, "c").session]) {
      const turn = conversation.turns.at(-1);
      assert.ok(turn?.kind === "answer");
      assert.deepEqual(
        [turn.provider, turn.providerLabel, turn.model],
        ["deepseek", "DeepSeek", "deepseek-flash"],
      );
    }
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

  it("ends an answer that another window has taken away, and is free for the next question", async () => {
    const one = new Window(folder, "c");
    const first = await one.session;
    const running = first.ask("Long?", []);
    one.last.say("Once ");
    await one.files.flush();
    const two = new Window(folder, "c");
    const second = await two.session;
    const again = second.regenerate(idOf(second, -1));
    two.last.say("Short.");
    two.last.end();
    await again;
    await two.files.flush();

    await first.reload();
    assert.equal(first.isRunning, false);
    await running;
    assert.deepEqual(texts(first.conversation), ["Long?", "Short."]);
    await answered(one, "Next?", "2");
    await one.files.flush();
    await second.reload();
    for (const { conversation } of [first, second, await new Window(folder, "c").session]) {
      assert.deepEqual(texts(conversation), ["Long?", "Short.", "Next?", "2"]);
    }
  });

  it("keeps once what happens while the file is read anew", async () => {
    const window = new Window(folder, "c");
    await answered(window, "One?", "1");
    const session = await window.session;
    const reading = session.reload();
    // The reading has begun by then, and has not come to its end.
    await Promise.resolve();
    const asked = session.ask("Two?", []);
    window.last.say("half ");
    await reading;
    window.last.say("and half");
    window.last.end();
    await asked;
    assert.deepEqual(texts(session.conversation), ["One?", "1", "Two?", "half and half"]);
    const next = session.ask("Three?", []);
    assert.deepEqual(sent(window.last), ["One?", "1", "Two?", "half and half", "Three?"]);
    window.last.end();
    await next;
    await window.files.flush();
    const read = (await new Window(folder, "c").session).conversation;
    assert.equal(JSON.stringify(read.turns), JSON.stringify(session.conversation.turns));
  });

  it("shows a chat that ran on behind with what another window has added to it", async () => {
    const one = new Window(folder, "none");
    const conversations = new OpenConversations(one.parts, { onEvents: () => {}, onReload: () => {} });
    let foreign = 0;
    await one.session;
    one.files.listen({ onForeign: () => void (foreign += 1), onTrouble: assert.fail });
    const first = conversations.newSession();
    const { id } = first.conversation;
    const place = { shown: first, startNew: () => {}, view: { refresh: async () => {} } };
    conversations.places.add(place);
    const running = first.ask("One?", []);
    await one.files.flush();
    place.shown = conversations.newSession();
    conversations.release(first);
    assert.ok(conversations.isRunning(id), "it runs on");
    const elsewhere = async (text: string, answer: string): Promise<void> => {
      const two = new Window(folder, id);
      await answered(two, text, answer);
      await two.files.flush();
    };

    await elsewhere("Two?", "2");
    assert.equal(await conversations.sessionOf(id), first);
    assert.equal(foreign, 1, "it was looked whether another window has written to it");
    await first.reload();
    one.last.end();
    await running;
    await new Promise(setImmediate);
    await one.files.flush();

    await elsewhere("Three?", "3");
    const later = await conversations.sessionOf(id);
    assert.notEqual(later, first, "nobody needed it any more");
    assert.deepEqual(texts(later?.conversation ?? first.conversation), [
      "One?",
      "",
      "Two?",
      "2",
      "Three?",
      "3",
    ]);
    conversations.dispose();
  });

  it("hears of what another window has written also after its chat was exported", async () => {
    const one = new Window(folder, "none");
    const conversations = new OpenConversations(one.parts, { onEvents: () => {}, onReload: () => {} });
    await one.session;
    const session = conversations.newSession();
    const { id } = session.conversation;
    const running = session.ask("One?", []);
    await one.files.flush();
    const two = new Window(folder, id);
    await answered(two, "Two?", "2");
    await two.files.flush();

    // What an export asks for; then the chat as the file has it, as if nobody had it open.
    assert.equal(await conversations.look(id), session.conversation);
    assert.equal((await one.files.read(id))?.turns.length, 4);
    let foreign = 0;
    one.files.listen({ onForeign: () => void (foreign += 1), onTrouble: assert.fail });
    await one.files.check(id);
    assert.equal(foreign, 1);
    session.stop();
    await running;
    assert.equal((await conversations.look(id))?.turns.length, 2);
    await new Promise(setImmediate);
    await one.files.flush();
    assert.equal((await conversations.look(id))?.turns.length, 4, "nobody has it open any more");
    conversations.dispose();
  });

  it("says of a chat that is opened a day later that it is late for the host's cache", async () => {
    const day = 24 * 3_600_000;
    const before = Date.now() - day;
    const usage = { input: 100_000, output: 10, cachedInput: 0 };
    const events: readonly ConversationEvent[] = [
      { type: "asked", turn: { kind: "user", id: "q", at: before, text: "One?", context: [] } },
      {
        type: "answering",
        turn: "a",
        at: before,
        provider: "deepseek",
        providerLabel: "DeepSeek",
        model: "deepseek-flash",
        effort: "high",
      },
      { type: "text", turn: "a", text: "1", at: before },
      { type: "usage", turn: "a", usage, at: before },
      { type: "ended", turn: "a", ending: { reason: "stop" }, at: before },
    ];
    const yesterday = new Window(folder, "c");
    await yesterday.files.append(foldAll((await yesterday.session).conversation, events), events);
    const window = new Window(folder, "c");
    const session = await window.session;
    const done = session.ask("Two?", []);
    window.last.count(usage);
    window.last.end();
    await done;
    const turn = session.conversation.turns.at(-1);
    const miss = turn?.kind === "answer" ? turn.cacheMiss : undefined;
    assert.ok(miss?.cause === "late" && miss.after >= day, JSON.stringify(miss));
  });

  it("knows what its host has read last, by each model and until another window has asked", async () => {
    const window = new Window(folder, "c");
    const session = await window.session;
    const choice = window.parts.choice();
    assert.equal(session.lastSent(choice), undefined);
    for (const text of ["One?", "Two?"]) {
      const done = session.ask(text, []);
      window.last.say("1");
      window.last.count({ input: 10, output: 1, cachedInput: 0 });
      window.last.end();
      await done;
    }
    session.deleteTurn(idOf(session, 0));
    assert.deepEqual(texts(session.conversation), ["Two?", "1"]);
    const read = session.lastSent(choice);
    assert.deepEqual(read && texts(read.conversation), ["One?", "1", "Two?"]);
    assert.equal(session.lastSent({ ...choice, dialect: practice }), undefined);
    await session.reload();
    const found = session.lastSent(choice);
    assert.deepEqual(found && texts(found.conversation), [], "it has read another question before");
  });

  it("expects of a question what its host has read already, for the cost of an answer that nobody counts", async () => {
    const window = new Window(folder, "c");
    const session = await window.session;
    const expected = (): number | undefined => window.last.question.expected?.().cachedInput;
    const first = session.ask("word ".repeat(1000), []);
    assert.equal(expected(), 0);
    window.last.count({ input: 1000, output: 1, cachedInput: 0 });
    window.last.end();
    await first;
    const second = session.ask("And now?", []);
    const { input = 0, cachedInput = 0 } = window.last.question.expected?.() ?? {};
    assert.ok(cachedInput > 900 && cachedInput < input, `${cachedInput} of ${input}`);
    session.stop();
    await second;
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
