/** Conversations on disk: they come back as they were, whatever a crash left of the last line. */
import assert from "node:assert/strict";
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  emptyConversation,
  foldAll,
  type Conversation,
  type ConversationEvent,
} from "../../../src/core/conversation.ts";
import { wordsOf } from "../../../src/core/history/search.ts";
import { titleOf } from "../../../src/core/history/summary.ts";
import { silentLog } from "../../../src/core/log.ts";
import {
  createConversationFiles,
  type ConversationFiles,
} from "../../../src/host/platform/conversationFiles.ts";

const events: readonly ConversationEvent[] = [
  { type: "asked", turn: { kind: "user", id: "q", at: 1, text: "What is\nthis?", context: [] } },
  {
    type: "answering",
    turn: "a",
    at: 2,
    provider: "practice",
    providerLabel: "Practice",
    model: "practice",
    effort: "high",
  },
  { type: "thinking", turn: "a", text: "hm \u2028 hm", at: 3 },
  { type: "text", turn: "a", text: "A test.", at: 4 },
  { type: "ended", turn: "a", ending: { reason: "stop" }, at: 5 },
];
const start = emptyConversation("c-1", 7);
const full = foldAll(start, events);
const workspace = { name: "sample", key: "file:///sample" };

/** Takes all out of memory that nobody holds. */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

describe("conversation files", () => {
  let folder = "";
  let opened: ConversationFiles[] = [];
  const open = (log = silentLog): ConversationFiles => {
    const files = createConversationFiles({ folder, workspace, log });
    opened.push(files);
    return files;
  };
  const loaded = async (id: string): Promise<Conversation | undefined> =>
    (await open().load(id))?.conversation;
  const pathOf = (id: string): string => join(folder, `${id}.jsonl`);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sonde-"));
  });
  afterEach(() => {
    for (const files of opened) files.dispose();
    opened = [];
    return rm(folder, { recursive: true });
  });

  it("are all on the disk when they are flushed, and the index with them", async () => {
    const files = open();
    void files.append(full, events);
    await files.flush();
    assert.deepEqual((await readdir(folder)).toSorted(), ["c-1.jsonl", "index.jsonl"]);
  });

  it("bring a conversation back as it was", async () => {
    const files = open();
    assert.equal(await files.append(foldAll(start, events.slice(0, 2)), events.slice(0, 2)), true);
    assert.equal(await files.append(full, events.slice(2)), true);
    assert.deepEqual(await open().load("c-1"), { conversation: full, isReadOnly: false });
    const [summary, ...more] = await open().list();
    assert.deepEqual(more, []);
    assert.deepEqual(summary, {
      id: "c-1",
      createdAt: 7,
      updatedAt: 7,
      workspace: "sample",
      workspaceKey: "file:///sample",
      question: "What is",
      questionTurn: "q",
    });
  });

  it("lose at most the line that a crash tore, at every byte of it, and go on after it", async () => {
    await open().append(full, events);
    const whole = await readFile(pathOf("c-1"));
    const lastLine = whole.lastIndexOf("\n", whole.length - 2) + 1;
    const withoutLast = foldAll(start, events.slice(0, -1));
    for (let size = lastLine; size < whole.length; size++) {
      await writeFile(pathOf("c-1"), whole);
      await truncate(pathOf("c-1"), size);
      assert.deepEqual(await loaded("c-1"), withoutLast, `cut to ${size} bytes`);
      const again = open();
      await again.append(full, events.slice(-1));
      assert.deepEqual(await loaded("c-1"), full, `written on after a cut to ${size} bytes`);
      assert.equal((await again.list()).length, 1);
    }
  });

  it("read the files of the first version, whose batches had no line break before them", async () => {
    const head = JSON.stringify({ sonde: 1, id: "c-1", createdAt: 7, workspace: "sample" });
    await writeFile(pathOf("c-1"), `${[head, ...events.map((one) => JSON.stringify(one))].join("\n")}\n`);
    assert.deepEqual(await loaded("c-1"), full);
    assert.equal((await open().list())[0]?.workspaceKey, "");
  });

  it("keep what a newer version wrote: unknown events are passed over, a newer format is read only", async () => {
    const files = open();
    await files.append(foldAll(start, events.slice(0, 3)), events.slice(0, 3));
    await appendFile(pathOf("c-1"), '{"type":"applauded","turn":"a","at":3,"hands":2}\n');
    await files.load("c-1");
    await files.append(full, events.slice(3));
    assert.deepEqual(await loaded("c-1"), full);
    assert.ok((await readFile(pathOf("c-1"), "utf8")).includes('"applauded"'), "the event is kept");
    await appendFile(pathOf("c-1"), '{"sonde":2}\n{"type":"text","turn":"a","text":{"rope":1},"at":9}\n');
    assert.deepEqual(await open().load("c-1"), { conversation: full, isReadOnly: true });
    const newer = { sonde: 3, id: "c-2", createdAt: 8, workspace: "w", workspaceKey: "k", soul: true };
    await writeFile(pathOf("c-2"), `${JSON.stringify(newer)}\n${JSON.stringify(events[0])}\n`);
    const list = await open().list();
    assert.deepEqual(
      list.map((one) => [one.id, one.isReadOnly]),
      [
        ["c-2", true],
        ["c-1", true],
      ],
    );
  });

  it("take nothing for an event that is none", async () => {
    await open().append(full, events);
    const strange = [
      '{"type":"text","turn":7}',
      '{"type":"copied","turn":{"kind":"user"},"at":1}',
      "[]",
      "null",
      "{",
    ];
    await appendFile(pathOf("c-1"), `${strange.join("\n")}\n`);
    assert.deepEqual(await loaded("c-1"), full);
  });

  it("put aside what can't be read, and delete nothing", async () => {
    const lines: string[] = [];
    await writeFile(pathOf("other"), '{"hello":1}\n');
    await writeFile(pathOf("young"), '{"sonde":1,"i');
    await writeFile(pathOf("wrong"), '{"sonde":1,"id":"c-9","createdAt":1}\n');
    await writeFile(pathOf("empty"), "");
    await writeFile(join(folder, "c-3.jsonl.tmp"), "half");
    const old = new Date(Date.now() - 3_600_000);
    for (const id of ["other", "wrong", "empty"]) await utimes(pathOf(id), old, old);
    assert.equal(await loaded("other"), undefined);
    assert.equal(await loaded("wrong"), undefined);
    assert.equal(await loaded("missing"), undefined);
    assert.deepEqual(await open({ ...silentLog, warn: (line) => lines.push(line) }).list(), []);
    assert.equal(lines.length, 2);
    assert.deepEqual((await readdir(join(folder, "unreadable"))).toSorted(), ["other.jsonl", "wrong.jsonl"]);
    assert.equal(await readFile(join(folder, "unreadable", "other.jsonl"), "utf8"), '{"hello":1}\n');
    assert.deepEqual((await readdir(folder)).toSorted(), [
      "c-3.jsonl.tmp",
      "empty.jsonl",
      "unreadable",
      "young.jsonl",
    ]);
  });

  it("never make a path of an id that came from outside", async () => {
    const outside = join(folder, "..", "sonde-outside.jsonl");
    await writeFile(outside, '{"sonde":1,"id":"x","createdAt":1}\n');
    for (const id of ["../sonde-outside", "..\\x", "a/b", "", ".", "a\u0000", "x".repeat(101), "index"]) {
      assert.equal(await loaded(id), undefined, id);
      assert.equal(await open().mark(id, events), false, id);
      await open().remove(id);
    }
    assert.equal((await readFile(outside, "utf8")).length, 35);
    await rm(outside);
    assert.deepEqual(await readdir(folder), []);
  });

  it("keep the work of two windows, and tell each of the other's", async () => {
    const [one, two] = [open(), open()];
    const told: string[] = [];
    one.listen({ onForeign: (id) => told.push(`one ${id}`), onTrouble: assert.fail });
    two.listen({ onForeign: (id) => told.push(`two ${id}`), onTrouble: assert.fail });
    await one.append(foldAll(start, events.slice(0, 1)), events.slice(0, 1));
    await two.load("c-1");
    await two.append(foldAll(start, events.slice(0, 4)), events.slice(1, 4));
    assert.deepEqual(told, []);
    await one.check("c-1");
    assert.deepEqual(told, ["one c-1"]);
    await one.append(full, events.slice(4));
    assert.deepEqual(told, ["one c-1", "one c-1"]);
    await one.load("c-1");
    await one.check("c-1");
    await two.check("c-1");
    assert.deepEqual(told, ["one c-1", "one c-1", "two c-1"]);
    assert.deepEqual(await loaded("c-1"), full);
  });

  it("take a line that was torn for no news, and what is written behind it for some", async () => {
    const [one, two] = [open(), open()];
    const told: string[] = [];
    await one.append(foldAll(start, events.slice(0, 1)), events.slice(0, 1));
    await appendFile(join(folder, "c-1.jsonl"), '\n{"type":"tit');
    two.listen({ onForeign: (id) => told.push(id), onTrouble: assert.fail });
    await two.load("c-1");
    await two.check("c-1");
    assert.deepEqual(told, []);
    await appendFile(join(folder, "c-1.jsonl"), 'led","title":"New","at":9}\n');
    await two.check("c-1");
    assert.deepEqual(told, ["c-1"]);
    assert.equal((await two.load("c-1"))?.conversation.title, "New");
  });

  it("tell of another window's lines also after somebody has looked at the conversation", async () => {
    const [one, two] = [open(), open()];
    const told: string[] = [];
    one.listen({ onForeign: (id) => told.push(id), onTrouble: assert.fail });
    await one.append(foldAll(start, events.slice(0, 1)), events.slice(0, 1));
    await two.append(full, events.slice(1));
    assert.deepEqual(await one.read("c-1"), full);
    await one.check("c-1");
    assert.deepEqual(told, ["c-1"]);
  });

  it("write a conversation anew that another window has deleted for good while it was open here", async () => {
    const [one, two] = [open(), open()];
    await one.append(foldAll(start, events.slice(0, 3)), events.slice(0, 3));
    await two.remove("c-1");
    assert.equal(await loaded("c-1"), undefined);
    await one.append(full, events.slice(3));
    assert.deepEqual(await loaded("c-1"), full);
  });

  it("hold no conversation in memory that is written", async () => {
    const files = open();
    const added = async (conversation: Conversation): Promise<WeakRef<Conversation>> => {
      await files.append(conversation, events);
      return new WeakRef(conversation);
    };
    const kept = foldAll(emptyConversation("c-1", 7), events);
    const refs = [await added(kept), await added(foldAll(emptyConversation("c-2", 7), events))];
    // A weak reference holds until the turn of the event loop is over in which it was made.
    await new Promise(setImmediate);
    collectGarbage();
    assert.deepEqual(
      refs.map((one) => one.deref()?.id),
      [kept.id, undefined],
    );
  });

  it("mark a conversation that nobody has open, and none that is not there", async () => {
    await open().append(full, events);
    const files = open();
    assert.equal(await files.mark("c-1", [{ type: "titled", title: "Mine", at: 9 }]), true);
    assert.equal(await files.mark("c-1", [{ type: "pinned", pinned: true, at: 9 }]), true);
    assert.equal(await files.mark("c-2", [{ type: "pinned", pinned: true, at: 9 }]), false);
    const [summary] = await open().list();
    assert.equal(summary && titleOf(summary), "Mine");
    assert.equal(summary?.isPinned, true);
    assert.deepEqual((await readdir(folder)).toSorted(), ["c-1.jsonl", "index.jsonl"]);
  });

  it("find words in titles, questions, answers and thinking, however the stream cut them", async () => {
    const files = open();
    const cut: readonly ConversationEvent[] = events.flatMap((event): readonly ConversationEvent[] =>
      event.type === "text" || event.type === "thinking"
        ? event.text.split("").map((letter) => ({ ...event, text: letter }))
        : [event],
    );
    await files.append(full, cut);
    const found = async (query: string): Promise<readonly string[]> => {
      const parts: string[] = [];
      for await (const { summary, hits } of files.search(wordsOf(query), new AbortController().signal)) {
        parts.push(summary.id, ...hits.map((hit) => hit.part));
      }
      return parts;
    };
    assert.deepEqual(await found("TEST a"), ["c-1", "answer"]);
    assert.deepEqual(await found("hm"), ["c-1", "thinking"]);
    assert.deepEqual(await found("this?"), ["c-1", "question"]);
    assert.deepEqual(await found("test hm"), []);
    await files.mark("c-1", [{ type: "titled", title: "Zebra", at: 9 }]);
    assert.deepEqual(await found("zebra"), ["c-1"]);
    await files.mark("c-1", [{ type: "trashed", trashed: true, at: 9 }]);
    assert.deepEqual(await found("zebra"), []);
  });

  it("log trouble once and keep what can't be written until it can", async () => {
    const blocked = join(folder, "file");
    await appendFile(blocked, "");
    const files = createConversationFiles({ folder: blocked, workspace, log: silentLog });
    opened.push(files);
    const told: unknown[] = [];
    files.listen({ onForeign: assert.fail, onTrouble: (error) => told.push(error) });
    assert.equal(await files.append(foldAll(start, events.slice(0, 2)), events.slice(0, 2)), false);
    assert.equal(await files.append(full, events.slice(2)), false);
    assert.equal(told.length, 1);
    await rm(blocked);
    await files.flush();
    assert.deepEqual((await files.load("c-1"))?.conversation, full);
  });
});
