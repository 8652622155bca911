/**
 * The history when things go wrong: writers killed at any moment, a full disk, a folder that may not be written, two
 * windows at once.
 */
import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  chmod,
  mkdir,
  mkdtemp,
  open as openFile,
  readdir,
  readFile,
  rm,
  type FileHandle,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mock } from "node:test";
import {
  emptyConversation,
  foldAll,
  type AnswerTurn,
  type Conversation,
} from "../../../src/core/conversation.ts";
import { silentLog } from "../../../src/core/log.ts";
import {
  createConversationFiles,
  type ConversationFiles,
} from "../../../src/host/platform/conversationFiles.ts";
import { answerEvents, pieceText, piecesIn } from "./historyPieces.ts";

const writer = join(__dirname, "historyWriter.js");
const letters = 200;

describe("the history, when things go wrong", function () {
  this.timeout(180_000);
  let folder = "";
  const opened: ConversationFiles[] = [];
  const open = (in_ = folder): ConversationFiles => {
    const files = createConversationFiles({
      folder: in_,
      workspace: { name: "w", key: "k" },
      log: silentLog,
    });
    opened.push(files);
    return files;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sonde-"));
  });
  afterEach(async () => {
    for (const files of opened.splice(0)) files.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it("has the last acknowledged state after SIGKILL at 200 random moments, and never a torn file", async () => {
    const seed = Number(process.env["SONDE_SEED"] ?? Date.now() % 1_000_000);
    console.log(`      seed ${seed} (SONDE_SEED repeats it)`);
    const random = randomFrom(seed);
    const kills = 200;
    // Eight at a time: most of a child's life is the start of Node.
    const work = Array.from({ length: kills }, (_, kill) => ({
      kill,
      lines: Math.floor(random() * 60),
    })).values();
    let survived = 0;
    const runner = async (): Promise<void> => {
      for (const { kill, lines } of work) {
        const id = `kill-${kill}`;
        const acknowledged = await writeUntilKilled(id, lines, random);
        const turn = answerOf((await open().load(id))?.conversation, "w");
        const whole = turn && piecesIn(turn.text, letters);
        assert.ok(
          acknowledged < 0 || (whole !== undefined && whole >= acknowledged),
          `kill ${kill}: ${whole} of ${acknowledged}`,
        );
        // Another window goes on with the same file.
        const files = open();
        const before = (await files.load(id))?.conversation ?? emptyConversation(id, 1);
        const next = foldAll(before, answerEvents("next"));
        assert.equal(await files.append(next, answerEvents("next")), true);
        assert.ok(answerOf((await open().load(id))?.conversation, "next"));
        survived += 1;
      }
    };
    await Promise.all(Array.from({ length: 8 }, runner));
    assert.equal(survived, kills);
    assert.equal((await open().list()).length, kills);
    assert.deepEqual(
      (await readdir(folder)).filter((name) => !name.endsWith(".jsonl")),
      [],
    );
  });

  /** Starts a writer and kills it a random moment after it has said some lines. Gives what it had acknowledged. */
  function writeUntilKilled(id: string, lines: number, random: () => number): Promise<number> {
    const child = spawn(process.execPath, [writer, folder, id, "w", "100000", String(letters)]);
    return new Promise((resolve, reject) => {
      let said = "";
      let dying = false;
      child.on("error", reject);
      child.stdout.on("data", (data: Buffer) => {
        said += data.toString();
        if (dying || said.split("\n").length <= lines) return;
        dying = true;
        setTimeout(() => child.kill("SIGKILL"), random() * 4);
      });
      child.on("close", () =>
        resolve(Number(said.split("\n").findLast((line) => /^-?\d+$/.test(line)) ?? -1)),
      );
    });
  }

  it("keeps what a full disk took, and has all of it once there is room", async () => {
    // A limit on the size of files stands for a full disk: the system takes part of a write and refuses the rest.
    for (const limit of [10, 100, 700, 5000, 5001, 5002, 5003]) {
      const id = `full-${limit}`;
      const [program, args] = limitedTo(limit);
      const writing = [process.execPath, writer, folder, id, "w", "40", String(letters)];
      const { stdout, status } = spawnSync(program, [...args, ...writing], { encoding: "utf8" });
      assert.equal(status, 0, stdout);
      assert.match(stdout, /refused/);
      const acknowledged = Number(stdout.split("\n").findLast((line) => /^-?\d+$/.test(line)) ?? -1);
      const stored = (await open().load(id))?.conversation;
      const turn = answerOf(stored, "w");
      const whole = turn ? piecesIn(turn.text, letters) : 0;
      assert.ok(whole !== undefined && whole >= acknowledged, `${limit}: ${whole} of ${acknowledged}`);
      const files = open();
      const before = (await files.load(id))?.conversation ?? emptyConversation(id, 1);
      await files.append(foldAll(before, answerEvents("next")), answerEvents("next"));
      assert.ok(answerOf((await open().load(id))?.conversation, "next"), `${limit}: it goes on`);
    }
  });

  it("leaves no half of a head where the system cuts no file that was opened to append", async () => {
    const handle = await openFile(folder);
    await handle.close();
    const prototype = Object.getPrototypeOf(handle) as Pick<FileHandle, "truncate"> & BytesWriter;
    const refuse = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));
    // So it is on Windows.
    mock.method(prototype, "truncate", () => refuse("EPERM"));
    const { write } = prototype;
    mock.method(prototype, "write", function (this: unknown, bytes: Uint8Array, from: number) {
      return from > 0 ? refuse("ENOSPC") : write.call(this, bytes, 0, 10);
    });
    const files = open();
    let told: unknown;
    files.listen({ onForeign: () => {}, onTrouble: (error) => (told = error) });
    const conversation = foldAll(emptyConversation("c", 1), answerEvents("w"));
    try {
      assert.equal(await files.append(conversation, answerEvents("w")), false);
    } finally {
      mock.restoreAll();
    }
    assert.equal(String(told), "Error: ENOSPC");
    assert.equal(await readFile(join(folder, "c.jsonl"), "utf8"), "");
    await files.flush();
    assert.deepEqual((await open().load("c"))?.conversation, conversation);
  });

  it("loses no event and writes none twice when a full disk gets room again in the same window", async function () {
    const disk = join(folder, "disk");
    await mkdir(disk);
    if (process.getuid?.() !== 0 || !succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk)) {
      await withoutRoom(folder);
      return;
    }
    try {
      const files = open(disk);
      await fill(files, async () => {
        succeeds("mount", "-o", "remount,size=4m", disk);
      });
    } finally {
      succeeds("umount", disk);
    }
  });

  /** Where no disk can be filled: a folder in the place of the file refuses every write until it is gone. */
  async function withoutRoom(parent: string): Promise<void> {
    const blocked = join(parent, "blocked");
    await mkdir(join(blocked, "c.jsonl"), { recursive: true });
    await fill(open(blocked), () => rm(join(blocked, "c.jsonl"), { recursive: true }));
  }

  async function fill(files: ConversationFiles, makeRoom: () => Promise<void>): Promise<void> {
    const troubles: unknown[] = [];
    files.listen({ onForeign: () => {}, onTrouble: (error) => troubles.push(error) });
    let conversation = foldAll(emptyConversation("c", 1), answerEvents("w"));
    let written = await files.append(conversation, answerEvents("w"));
    // Seven lines at once, so that the disk takes some of them and refuses the others.
    for (let first = 0; first < 119; first += 7) {
      const events = Array.from({ length: 7 }, (_, at) => {
        const text = pieceText(first + at, 2000);
        return { type: "text", turn: "a-w", text, at: first + at } as const;
      });
      conversation = foldAll(conversation, events);
      written = await files.append(conversation, events);
    }
    assert.equal(written, false);
    assert.equal(troubles.length, 1);
    await makeRoom();
    await files.flush();
    const loaded = (await files.load("c"))?.conversation;
    assert.deepEqual(loaded, conversation);
    assert.equal(piecesIn(answerOf(loaded, "w")?.text ?? "", 2000), 119);
  }

  it("tells once that chats can't be written, however many and however often it is tried, and anew later", async () => {
    const files = open();
    let troubles = 0;
    files.listen({ onForeign: () => {}, onTrouble: () => (troubles += 1) });
    const write = (id: string): Promise<boolean> =>
      files.append(foldAll(emptyConversation(id, 1), answerEvents("w")), answerEvents("w"));
    // A folder in the place of a file refuses every write until it is gone.
    const block = (id: string): Promise<unknown> => mkdir(join(folder, `${id}.jsonl`));
    const free = (id: string): Promise<void> => rm(join(folder, `${id}.jsonl`), { recursive: true });
    assert.equal(await write("idle"), true);
    await block("a");
    await block("b");
    assert.equal(await write("a"), false);
    assert.equal(await write("b"), false);
    await files.flush();
    await files.flush();
    assert.equal(troubles, 1);
    await free("a");
    await free("b");
    await files.flush();
    await block("c");
    assert.equal(await write("c"), false);
    assert.equal(troubles, 2);
  });

  it("reads from a folder that may not be written, and says what it can't do", async () => {
    await writeAll(open(), "old");
    await rm(join(folder, "index.jsonl"));
    const child = spawnSync(process.execPath, [writer, folder, "new", "w", "1", String(letters)], {
      encoding: "utf8",
      ...(await withoutWriting(folder)),
    });
    await chmod(folder, 0o700);
    assert.deepEqual(child.stdout.trim().split("\n"), ["-1", "refused"]);
    assert.deepEqual((await readdir(folder)).toSorted(), ["old.jsonl"]);
    assert.equal((await open().list()).length, 1);
  });

  it("keeps both sides when two windows write to one conversation at once", async () => {
    const names = ["one", "two", "three"];
    const children = names.map((name) =>
      spawn(process.execPath, [writer, folder, "both", name, "300", String(letters)]),
    );
    await Promise.all(children.map(ended));
    const { conversation } = (await open().load("both")) ?? {};
    for (const name of names) {
      assert.equal(piecesIn(answerOf(conversation, name)?.text ?? "", letters), 300, name);
    }
    const heads = (await readFile(join(folder, "both.jsonl"), "utf8")).match(/"sonde":/g)?.length;
    assert.ok(heads !== undefined && heads >= 1);
  });

  async function writeAll(files: ConversationFiles, id: string): Promise<void> {
    const conversation = foldAll(emptyConversation(id, 1), answerEvents("w"));
    assert.equal(await files.append(conversation, answerEvents("w")), true);
  }
});

/** How to start a process that may not write to a folder: root may write anywhere, so it becomes nobody. */
async function withoutWriting(folder: string): Promise<{ uid?: number; gid?: number }> {
  await chmod(folder, 0o555);
  if (process.getuid?.() !== 0) return {};
  return { uid: 65_534, gid: 65_534 };
}

/** What runs a program whose files can't grow beyond some bytes; a shell knows whole blocks alone. */
function limitedTo(bytes: number): readonly [string, readonly string[]] {
  if (process.platform === "linux") return ["prlimit", [`--fsize=${bytes}`]];
  return ["sh", ["-c", 'ulimit -f "$0"; exec "$@"', String(Math.ceil(bytes / 512))]];
}

/** What of an open file writes bytes. */
interface BytesWriter {
  readonly write: (
    this: unknown,
    bytes: Uint8Array,
    from: number,
    count: number,
  ) => Promise<{ bytesWritten: number }>;
}

function succeeds(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args).status === 0;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`ended with ${code}`))));
  });
}

function answerOf(conversation: Conversation | undefined, name: string): AnswerTurn | undefined {
  const turn = conversation?.turns.find((one) => one.id === `a-${name}`);
  return turn?.kind === "answer" ? turn : undefined;
}

/** Numbers from 0 to 1 that a seed repeats. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
