/** Conversations on disk: they come back as they were, whatever a crash left of the last line. */
import assert from "node:assert/strict";
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptyConversation, fold, type ConversationEvent } from "../../../src/core/conversation.ts";
import { silentLog } from "../../../src/core/log.ts";
import { createConversationFiles } from "../../../src/host/platform/conversationFiles.ts";

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

describe("conversation files", () => {
  const start = emptyConversation("c-1", 7);
  const full = events.reduce(fold, start);
  let folder = "";
  const open = () => createConversationFiles(folder, "sample", silentLog);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sonde-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("bring a conversation back as it was", async () => {
    const files = open();
    files.append(start, events.slice(0, 2));
    files.append(start, events.slice(2));
    await files.flush();
    assert.deepEqual(await open().load("c-1"), full);
    assert.deepEqual(await open().list(), [
      { id: "c-1", createdAt: 7, workspace: "sample", title: "What is" },
    ]);
  });

  it("lose at most the line that a crash tore, at every byte of it, and go on after it", async () => {
    const files = open();
    files.append(start, events);
    await files.flush();
    const path = join(folder, "c-1.jsonl");
    const whole = await readFile(path);
    const lastLine = whole.lastIndexOf("\n", whole.length - 2) + 1;
    const withoutLast = events.slice(0, -1).reduce(fold, start);
    for (let size = lastLine; size < whole.length - 1; size++) {
      await writeFile(path, whole);
      await truncate(path, size);
      assert.deepEqual(await open().load("c-1"), withoutLast, `cut to ${size} bytes`);
      const again = open();
      again.append(start, events.slice(-1));
      await again.flush();
      assert.deepEqual(await open().load("c-1"), full, `written on after a cut to ${size} bytes`);
    }
  });

  it("pass over what is not theirs", async () => {
    await writeFile(join(folder, "other.jsonl"), '{"hello":1}\n');
    await writeFile(join(folder, "empty.jsonl"), "");
    assert.equal(await open().load("other"), undefined);
    assert.equal(await open().load("../other"), undefined);
    assert.equal(await open().load("missing"), undefined);
    assert.deepEqual(await open().list(), []);
  });

  it("keep the work of two windows", async () => {
    const [one, two] = [open(), open()];
    one.append(start, events.slice(0, 1));
    await one.flush();
    two.append(start, events.slice(1, 4));
    await two.flush();
    one.append(start, events.slice(4));
    await one.flush();
    assert.deepEqual(await open().load("c-1"), full);
  });

  it("log trouble and go on", async () => {
    const lines: string[] = [];
    const blocked = join(folder, "file");
    await appendFile(blocked, "");
    const files = createConversationFiles(blocked, "", { ...silentLog, warn: (line) => lines.push(line) });
    files.append(start, events);
    await files.flush();
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /could not be written/);
  });
});
