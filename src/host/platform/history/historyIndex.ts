/**
 * What the history list shows, without opening a conversation: one JSON line for each state of a file that was looked
 * at, the last one of an id counts. The index is a memory and never the truth: a file that has another size than the
 * index says is read from where the index left it, and without an index everything is read once.
 */
import { appendFile, mkdir, readdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import type { Summary } from "../../../core/history/summary.ts";
import { parseJson } from "../../../core/json.ts";
import type { Log } from "../../../core/log.ts";
import { readSummary } from "./conversationReader.ts";
import { linesOf } from "./lines.ts";

const optionalText = v.optional(v.string());

const entryLine = v.object({
  index: v.literal(1),
  id: v.string(),
  /** Bytes of the file when it was looked at, and how many of them are whole lines. */
  size: v.number(),
  end: v.number(),
  summary: v.object({
    id: v.string(),
    createdAt: v.number(),
    updatedAt: v.number(),
    workspace: v.string(),
    workspaceKey: v.string(),
    question: optionalText,
    questionTurn: optionalText,
    ownTitle: optionalText,
    isPinned: v.optional(v.boolean()),
    trashedAt: v.optional(v.number()),
    isReadOnly: v.optional(v.boolean()),
    isStale: v.optional(v.boolean()),
  }),
});

type Entry = v.InferOutput<typeof entryLine>;

/** Files that are read at the same time. */
const readers = 4;
/** Milliseconds in which a file without a head may still be in the making. */
const makingMs = 60_000;

export class HistoryIndex {
  readonly #folder: string;
  readonly #path: string;
  readonly #log: Log;
  readonly #entries = new Map<string, Entry>();
  /** Bytes and lines of the index that have been read. */
  #read = 0;
  #lines = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#path = join(folder, "index.jsonl");
    this.#log = log;
  }

  /** The summary of every conversation in the folder. Files that can't be read are put aside. */
  refresh(): Promise<readonly Summary[]> {
    return this.#inTurn(async () => {
      const ids = await idsIn(this.#folder);
      await this.#learn(ids);
      const there = new Set(ids);
      for (const id of this.#entries.keys()) if (!there.has(id)) this.#entries.delete(id);
      await this.#compact();
      return [...this.#entries.values()].map((entry) => entry.summary);
    });
  }

  /** Looks at one conversation that has changed, so that the next list need not. */
  touch(id: string): Promise<void> {
    return this.#inTurn(() => this.#learn([id]));
  }

  /** Resolves when all that it was asked so far is done. */
  async flush(): Promise<void> {
    await this.#queue;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #learn(ids: readonly string[]): Promise<void> {
    await this.#readIndex();
    const sizes = await Promise.all(ids.map((id) => sizeOf(this.#pathOf(id))));
    const stale = ids.filter((id, at) => sizes[at] !== this.#entries.get(id)?.size);
    const learnt: Entry[] = [];
    const work = stale.values();
    const reader = async (): Promise<void> => {
      for (const id of work) {
        const entry = await this.#look(id);
        if (entry) learnt.push(entry);
      }
    };
    await Promise.all(Array.from({ length: readers }, reader));
    for (const entry of learnt) this.#entries.set(entry.id, entry);
    if (learnt.length > 0) await this.#write(learnt);
  }

  /** What other windows have added to the index, or all of it where it was made anew. */
  async #readIndex(): Promise<void> {
    const size = await sizeOf(this.#path);
    if (size === undefined || size < this.#read) this.#read = this.#lines = 0;
    if (size === undefined || size === this.#read) return;
    try {
      for await (const { lines, end } of linesOf(this.#path, this.#read)) {
        for (const line of lines) {
          const entry = v.safeParse(entryLine, parseJson(line));
          if (entry.success) this.#entries.set(entry.output.id, entry.output);
        }
        this.#lines += lines.length;
        this.#read = end;
      }
    } catch (error) {
      this.#log.warn(`The history's index could not be read: ${String(error)}`);
    }
  }

  async #look(id: string): Promise<Entry | undefined> {
    const path = this.#pathOf(id);
    try {
      const size = await sizeOf(path);
      if (size === undefined || size === 0) return undefined;
      const before = this.#entries.get(id);
      const found = await readSummary(path, before && before.end <= size ? before : undefined);
      if (found?.summary.id === id) return { index: 1, id, size, ...found };
      await this.#quarantine(id);
    } catch (error) {
      this.#log.warn(`The conversation ${id} could not be read: ${String(error)}`);
    }
    return undefined;
  }

  /** Puts a file aside that is none of ours, or broken at its head. Nothing is deleted. */
  async #quarantine(id: string): Promise<void> {
    const { mtimeMs } = await stat(this.#pathOf(id));
    if (Date.now() - mtimeMs < makingMs) return;
    const folder = join(this.#folder, "unreadable");
    await mkdir(folder, { recursive: true });
    await rename(this.#pathOf(id), join(folder, `${id}.jsonl`));
    this.#log.warn(`${id}.jsonl is no conversation that can be read. It was put into "unreadable".`);
  }

  /** The index is a memory: where it can't be written, the next list takes longer, and that is all. */
  async #write(entries: readonly Entry[]): Promise<void> {
    const lines = entries.map((entry) => `\n${JSON.stringify(entry)}\n`).join("");
    await appendFile(this.#path, lines, { mode: 0o600 }).catch((error: unknown) => {
      this.#log.warn(`The history's index could not be written: ${String(error)}`);
    });
  }

  /** Writes the index anew where most of its lines are out of date. */
  async #compact(): Promise<void> {
    // Each entry takes two lines, one of them blank.
    if (this.#lines <= 4 * this.#entries.size + 1000) return;
    const temporary = `${this.#path}.${process.pid}.tmp`;
    const text = [...this.#entries.values()].map((entry) => `${JSON.stringify(entry)}\n`).join("");
    try {
      await writeFile(temporary, text, { mode: 0o600 });
      await rename(temporary, this.#path);
      this.#read = Buffer.byteLength(text);
      this.#lines = this.#entries.size;
    } catch (error) {
      this.#log.warn(`The history's index could not be tidied: ${String(error)}`);
    }
  }

  #pathOf(id: string): string {
    return join(this.#folder, `${id}.jsonl`);
  }
}

/** The ids of the conversations in a folder. */
async function idsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(".jsonl") && name !== "index.jsonl")
    .map((name) => name.slice(0, -".jsonl".length))
    .filter(isId);
}

/** Whether a text can be an id, and so part of a file name: what comes from outside never becomes a path. */
export function isId(text: string): boolean {
  return /^[\w-]{1,100}$/.test(text) && text !== "index";
}

/** Size of a file in bytes, undefined where there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}
