/** The history's list at size: it reads no conversation that has not changed, and nothing holds the editor up. */
import assert from "node:assert/strict";
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { emptyConversation, foldAll, type ConversationEvent } from "../../../src/core/conversation.ts";
import { titleOf } from "../../../src/core/history/summary.ts";
import { silentLog } from "../../../src/core/log.ts";
import {
  createConversationFiles,
  type ConversationFiles,
} from "../../../src/host/platform/conversationFiles.ts";

const chats = 1000;
const messages = 200;

describe("the history's index", function () {
  this.timeout(120_000);
  let folder = "";
  const open = (): ConversationFiles =>
    createConversationFiles({ folder, workspace: { name: "w", key: "k" }, log: silentLog });
  const pathOf = (id: string): string => join(folder, `${id}.jsonl`);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sonde-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("lists 1,000 chats of 200 messages without opening one of them", async () => {
    const body = linesOf(messages / 2, 300);
    for (let chat = 0; chat < chats; chat += 1) {
      const head = { sonde: 1, id: `c-${chat}`, createdAt: chat, workspace: "w", workspaceKey: "k" };
      await writeFile(pathOf(`c-${chat}`), `${JSON.stringify(head)}\n${body}`);
    }
    const [built, buildTime] = await timed(() => open().list());
    assert.equal(built.length, chats);
    const [listed, listTime] = await timed(() => open().list());
    assert.deepEqual(listed, built);
    assert.ok(listTime < buildTime / 5, `by index ${listTime} ms, by reading ${buildTime} ms`);
    // Rubbish of the same size stands for "was not read": the index still says what was there.
    const { size } = await stat(pathOf("c-7"));
    await writeFile(pathOf("c-7"), "x".repeat(size));
    assert.deepEqual(await open().list(), built);
    // What is new is read from where the index left the file.
    await appendFile(pathOf("c-7"), `\n${JSON.stringify({ type: "titled", title: "New", at: 9 })}\n`);
    const renamed = (await open().list()).find((one) => one.id === "c-7");
    assert.equal(renamed && titleOf(renamed), "New");
    await rm(pathOf("c-8"));
    assert.equal((await open().list()).length, chats - 1);
  });

  it("is built anew from the files, whatever has happened to it", async () => {
    for (const id of ["c-1", "c-2"]) await write(open(), id);
    const before = await open().list();
    assert.equal(before.length, 2);
    const index = join(folder, "index.jsonl");
    const whole = await readFile(index, "utf8");
    for (const text of [
      "",
      "rubbish\n",
      whole.slice(0, whole.length / 2),
      '{"index":2,"id":"c-1"}\n',
      "\0".repeat(50),
    ]) {
      await writeFile(index, text);
      assert.deepEqual(await open().list(), before, text.slice(0, 20));
    }
    await rm(index);
    assert.deepEqual(await open().list(), before);
  });

  it("may be unreadable, and so may a single chat: the others are listed", async () => {
    for (const id of ["c-1", "c-2", "c-3"]) await write(open(), id);
    const before = await open().list();
    const index = join(folder, "index.jsonl");
    // A folder in the place of a file can be read by nobody, not even by the system's own user.
    const block = async (path: string): Promise<void> => {
      await rm(path);
      await mkdir(path);
    };
    const ids = async (): Promise<readonly string[]> => (await open().list()).map(({ id }) => id).toSorted();
    await block(index);
    assert.deepEqual(await open().list(), before);
    await block(pathOf("c-2"));
    // Of a window that ended while it wrote the index anew.
    await writeFile(`${index}.4711.tmp`, '{"index":1,"id":"c-9"');
    assert.deepEqual(await ids(), ["c-1", "c-3"]);
    assert.equal(await open().load("c-2"), undefined);
    assert.equal(await open().mark("c-3", [{ type: "pinned", pinned: true, at: 1 }]), true);
    await rm(index, { recursive: true });
    assert.deepEqual(await ids(), ["c-1", "c-3"]);
    assert.deepEqual(await ids(), ["c-1", "c-3"], "from the index that was made anew");
    assert.ok((await stat(pathOf("c-2"))).isDirectory(), "nothing was put aside or deleted");
  });

  it("does not grow for ever, and another window follows when it is made anew", async () => {
    const [one, two] = [open(), open()];
    for (const id of ["c-1", "c-2", "c-3"]) await write(one, id);
    await two.list();
    for (let at = 0; at < 600; at += 1) await one.mark("c-2", [{ type: "titled", title: `T${at}`, at }]);
    await one.list();
    const lines = (await readFile(join(folder, "index.jsonl"), "utf8")).trim().split("\n");
    assert.equal(lines.length, 3);
    await one.mark("c-1", [{ type: "pinned", pinned: true, at: 1 }]);
    const seen = await two.list();
    assert.deepEqual(
      seen.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((each) => [each.id, titleOf(each), each.isPinned]),
      [
        ["c-1", "Question", true],
        ["c-2", "T599", undefined],
        ["c-3", "Question", undefined],
      ],
    );
  });

  it("lets others work while a chat of 50 MB is read", async () => {
    const head = { sonde: 1, id: "big", createdAt: 1, workspace: "w", workspaceKey: "k" };
    await writeFile(pathOf("big"), `${JSON.stringify(head)}\n${linesOf(10_000, 2500)}`);
    assert.ok((await stat(pathOf("big"))).size > 50_000_000);
    let longest = 0;
    let last = performance.now();
    const ticking = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const [stored, whole] = await timed(() => open().load("big"));
    clearInterval(ticking);
    assert.equal(stored?.conversation.turns.length, 20_000);
    assert.ok(longest < whole / 4, `${longest} ms without a tick of ${whole} ms`);
  });
});

/** Questions with their answers, as the lines of a file. */
function linesOf(questions: number, letters: number): string {
  const text = "some words of an answer ".repeat(Math.ceil(letters / 24)).slice(0, letters);
  const lines: string[] = [];
  for (let at = 0; at < questions; at += 1) {
    const turn = `a-${at}`;
    const model = { provider: "p", providerLabel: "P", model: "m", effort: "high" } as const;
    const events: readonly ConversationEvent[] = [
      { type: "asked", turn: { kind: "user", id: `q-${at}`, at, text: "Question", context: [] } },
      { type: "answering", turn, at, ...model },
      { type: "thinking", turn, text, at },
      { type: "text", turn, text, at },
      { type: "ended", turn, ending: { reason: "stop" }, at },
    ];
    lines.push(...events.map((event) => JSON.stringify(event)));
  }
  return `${lines.join("\n")}\n`;
}

async function write(files: ConversationFiles, id: string): Promise<void> {
  const events: readonly ConversationEvent[] = [
    { type: "asked", turn: { kind: "user", id: "q", at: 1, text: "Question", context: [] } },
  ];
  await files.append(foldAll(emptyConversation(id, 1), events), events);
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}
