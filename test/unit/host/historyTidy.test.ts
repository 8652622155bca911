/** What goes by itself: what was long in the trash, and what holds no message any more. */
import assert from "node:assert/strict";
import disk, { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mock } from "node:test";
import type { ConversationEvent } from "../../../src/core/conversation.ts";
import { silentLog } from "../../../src/core/log.ts";
import { createConversationFiles } from "../../../src/host/platform/conversationFiles.ts";
import { tidy } from "../../../src/host/platform/history/tidy.ts";
import { answerEvents } from "./historyPieces.ts";

const day = 86_400_000;
const now = 100 * day;
const asked = answerEvents("a");
const [, answering] = asked;
const removed: ConversationEvent = { type: "removed", turns: ["q-a", "a-a"], at: 3 };
const named: ConversationEvent = { type: "titled", title: "Mine", at: 4 };

describe("a tidied history", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sonde-"));
  });
  afterEach(() => {
    mock.restoreAll();
    return rm(folder, { recursive: true });
  });

  const write = async (id: string, events: readonly unknown[], createdAt = 1): Promise<void> => {
    const head = { sonde: 1, id, createdAt, workspace: "w", workspaceKey: "k" };
    const lines = [head, ...events].map((line) => `${JSON.stringify(line)}\n`);
    await writeFile(join(folder, `${id}.jsonl`), lines.join(""));
  };
  const left = async (): Promise<readonly string[]> =>
    (await readdir(folder)).filter((name) => name !== "index.jsonl").toSorted();

  it("keeps no chat without a message, unless it is new, shown, or holds an answer all the same", async () => {
    await write("asked", asked);
    await write("emptied", [...asked, removed, named]);
    await write("only-named", [named]);
    await write("shown", [...asked, removed]);
    await write("new", [named], now - 29 * day);
    await write("torn", [answering]);
    await write("in-trash", [...asked, { type: "trashed", trashed: true, at: now - 31 * day }]);
    const files = createConversationFiles({ folder, workspace: { name: "w", key: "k" }, log: silentLog });
    await tidy({ files, retentionDays: 0, now, isOpen: (id) => id === "shown" });
    assert.deepEqual(await left(), ["asked.jsonl", "new.jsonl", "shown.jsonl", "torn.jsonl"]);
    assert.deepEqual(
      (await files.list()).map(({ id }) => id),
      ["asked"],
    );
  });

  it("goes on past a file that can't be deleted, which is told and stays", async () => {
    const isDue = { type: "trashed", trashed: true, at: now - 31 * day };
    for (const id of ["a", "held", "z"]) await write(id, [...asked, isDue]);
    const { unlink } = disk;
    mock.method(disk, "unlink", async (path: string) => {
      if (path.endsWith("held.jsonl")) throw Object.assign(new Error("EBUSY: locked"), { code: "EBUSY" });
      await unlink(path);
    });
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (line: string) => void warnings.push(line) };
    const files = createConversationFiles({ folder, workspace: { name: "w", key: "k" }, log });
    await tidy({ files, retentionDays: 0, now, isOpen: () => false });
    assert.deepEqual(await left(), ["held.jsonl"]);
    assert.deepEqual(warnings, ["A conversation could not be deleted: Error: EBUSY: locked"]);
    assert.equal(await files.remove("held"), false);
    assert.equal(await files.remove("a"), true, "it is gone already");
  });
});
