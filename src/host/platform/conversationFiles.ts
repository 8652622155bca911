/**
 * Conversations on disk: one file each, one JSON line for the head and one for every event, only ever appended to.
 * A crash in mid-write costs the unfinished line and nothing else. Any number of windows may write at once: each
 * appends, none rewrites, and each notices what the others have added.
 */
import { unlink } from "node:fs/promises";
import { join } from "node:path";
import { foldAll, type Conversation, type ConversationEvent } from "../../core/conversation.ts";
import { restatingEvents } from "../../core/history/operations.ts";
import { hitsIn, holds, type Hit, type Words } from "../../core/history/search.ts";
import { titleOf, type Summary } from "../../core/history/summary.ts";
import type { Log } from "../../core/log.ts";
import { readConversation, type Stored } from "./history/conversationReader.ts";
import { formatVersion } from "./history/eventSchema.ts";
import { HistoryIndex, isId, sizeOf } from "./history/historyIndex.ts";
import { Journal } from "./history/journal.ts";
import type { Unfinished } from "./unfinished.ts";

export type { Stored } from "./history/conversationReader.ts";

/** The workspace that new conversations belong to. */
export interface Workspace {
  readonly name: string;
  /** Tells it from others of the same name; empty: no workspace. */
  readonly key: string;
}

/** A conversation that a search has found. */
export interface Found {
  readonly summary: Summary;
  /** Empty where only the title holds the words. */
  readonly hits: readonly Hit[];
}

export interface ConversationFilesParts {
  readonly folder: string;
  readonly workspace: Workspace;
  readonly log: Log;
  /** Gets to know of what is being written. */
  readonly unfinished?: Unfinished | undefined;
}

/** Who hears of what a window can't know by itself. */
export interface FilesListener {
  /** Another window has written to a conversation that was loaded or written here. */
  onForeign(id: string): void;
  /** Events can't be written; told once until all can be again. They are kept and tried again. */
  onTrouble(error: unknown): void;
}

export interface ConversationFiles {
  /**
   * The conversation for a session that keeps it open: what stands in the file by then counts as known to it. Undefined
   * where there is none or its file can't be read.
   */
  load(id: string): Promise<Stored | undefined>;
  /** The conversation for who looks at it once; whoever has it open still hears of what others have written. */
  read(id: string): Promise<Conversation | undefined>;
  /**
   * Adds events to a conversation's file, in the order of the calls; `conversation` holds them already. Resolves to
   * whether they are on disk. Never rejects; what can't be written is kept and written with the next events.
   */
  append(conversation: Conversation, events: readonly ConversationEvent[]): Promise<boolean>;
  /** The same for a conversation that nobody has open. Does nothing where it has no file. */
  mark(id: string, events: readonly ConversationEvent[]): Promise<boolean>;
  /** Every conversation that holds a question, those in the trash too, the newest first. */
  list(): Promise<readonly Summary[]>;
  /** The same with those that hold no question, in no order. */
  all(): Promise<readonly Summary[]>;
  /** The conversations that hold all words in their title or in one turn, the newest first, one after the other. */
  search(words: Words, signal: AbortSignal): AsyncGenerator<Found, void>;
  /** Deletes a conversation's file for good. Resolves to whether none is left. Never rejects. */
  remove(id: string): Promise<boolean>;
  /** Tells this listener from now on, in place of the one before. */
  listen(listener: FilesListener): void;
  /** Looks whether another window has written to a conversation; see `onForeign`. */
  check(id: string): Promise<void>;
  /** Resolves when everything that can be written is, the index too. */
  flush(): Promise<void>;
  dispose(): void;
}

/** Hits of one conversation that a search gives. */
const mostHits = 3;
/** Milliseconds after which what could not be written is tried again, if nothing else is written before. */
const retryMs = 10_000;

/** What is known of one conversation while the window lives. */
interface Page {
  readonly journal: Journal;
  /** The conversation as it was when events were last added, while any of them are not on disk. */
  latest: Conversation | undefined;
  queue: Promise<unknown>;
}

/** Conversations kept in a folder. Nothing is read or made before it is asked for. */
export function createConversationFiles(parts: ConversationFilesParts): ConversationFiles {
  return new Folder(parts);
}

class Folder implements ConversationFiles {
  readonly #parts: ConversationFilesParts;
  readonly #index: HistoryIndex;
  readonly #pages = new Map<string, Page>();
  #listener: FilesListener | undefined;
  /** Those that could not be written when it was last tried. */
  readonly #troubled = new Set<Page>();
  #retry: NodeJS.Timeout | undefined;

  constructor(parts: ConversationFilesParts) {
    this.#parts = parts;
    this.#index = new HistoryIndex(parts.folder, parts.log);
  }

  listen(listener: FilesListener): void {
    this.#listener = listener;
  }

  async load(id: string): Promise<Stored | undefined> {
    return this.#read(id, ({ journal }, size) => journal.readTo(size));
  }

  async read(id: string): Promise<Conversation | undefined> {
    return (await this.#read(id))?.conversation;
  }

  append(conversation: Conversation, events: readonly ConversationEvent[]): Promise<boolean> {
    const page = this.#pageOf(conversation.id);
    page.latest = conversation;
    return this.#write(conversation.id, page, events);
  }

  async mark(id: string, events: readonly ConversationEvent[]): Promise<boolean> {
    if (!isId(id) || (await sizeOf(this.#pathOf(id))) === undefined) return false;
    return this.#write(id, this.#pageOf(id), events);
  }

  async list(): Promise<readonly Summary[]> {
    return (await this.all())
      .filter((one) => one.question !== undefined)
      .toSorted((a, b) => b.updatedAt - a.updatedAt || b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
  }

  all(): Promise<readonly Summary[]> {
    return this.#index.refresh();
  }

  async *search(words: Words, signal: AbortSignal): AsyncGenerator<Found, void> {
    for (const summary of await this.list()) {
      if (signal.aborted) return;
      if (summary.trashedAt !== undefined) continue;
      const read = await readConversation(this.#pathOf(summary.id)).catch(() => undefined);
      const hits = hitsIn(read?.conversation.turns ?? [], words, mostHits);
      if (hits.length > 0 || holds(titleOf(summary), words)) yield { summary, hits };
    }
  }

  async remove(id: string): Promise<boolean> {
    if (!isId(id)) return true;
    const page = this.#pageOf(id);
    const error = await inTurn(page, () => unlink(this.#pathOf(id)).catch((reason: unknown) => reason));
    if (error instanceof Error && !("code" in error && error.code === "ENOENT")) {
      this.#parts.log.warn(`A conversation could not be deleted: ${String(error)}`);
      return false;
    }
    this.#troubled.delete(page);
    this.#pages.delete(id);
    return true;
  }

  async check(id: string): Promise<void> {
    const page = this.#pages.get(id);
    if (!page) return;
    await inTurn(page, async () => {
      const size = await sizeOf(this.#pathOf(id));
      if (size !== undefined && page.journal.isForeign(size)) this.#listener?.onForeign(id);
    });
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#pages.values()].map((page) => inTurn(page, () => this.#drain(page))));
    await this.#index.flush();
  }

  dispose(): void {
    clearTimeout(this.#retry);
  }

  async #read(id: string, onRead?: (page: Page, size: number) => void): Promise<Stored | undefined> {
    if (!isId(id)) return undefined;
    const page = this.#pageOf(id);
    return inTurn(page, async () => {
      const read = await readConversation(this.#pathOf(id)).catch(() => undefined);
      if (read?.head.id !== id) return undefined;
      onRead?.(page, read.size);
      const conversation = foldAll(read.conversation, page.journal.waiting);
      return { conversation, isReadOnly: read.isReadOnly };
    });
  }

  async #write(id: string, page: Page, events: readonly ConversationEvent[]): Promise<boolean> {
    page.journal.add(events);
    const work = inTurn(page, () => this.#drain(page));
    void this.#parts.unfinished?.add(work);
    const isDone = await work;
    // The index is looked after on the way, so that the list finds little to read.
    if (isDone && events.some(changesSummary)) await this.#index.touch(id).catch(() => undefined);
    return isDone;
  }

  async #drain(page: Page): Promise<boolean> {
    const { journal } = page;
    try {
      await journal.drain();
      this.#troubled.delete(page);
      // Whoever adds more brings it anew: every chat that was ever written would stay in memory whole.
      if (journal.waiting.length === 0) page.latest = undefined;
      return true;
    } catch (error) {
      this.#parts.log.warn(`A conversation could not be written: ${String(error)}`);
      if (this.#troubled.size === 0) this.#listener?.onTrouble(error);
      this.#troubled.add(page);
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => void this.flush(), retryMs);
      this.#retry.unref();
      return false;
    }
  }

  #pageOf(id: string): Page {
    const known = this.#pages.get(id);
    if (known) return known;
    const page: Page = {
      latest: undefined,
      queue: Promise.resolve(),
      journal: new Journal({
        path: this.#pathOf(id),
        headLine: () => headLine(id, page.latest?.createdAt ?? Date.now(), this.#parts.workspace),
        restate: () => (page.latest ? restatingEvents(page.latest, Date.now()) : []),
        onForeign: () => this.#listener?.onForeign(id),
      }),
    };
    this.#pages.set(id, page);
    return page;
  }

  #pathOf(id: string): string {
    return join(this.#parts.folder, `${id}.jsonl`);
  }
}

function inTurn<T>(page: Page, work: () => Promise<T>): Promise<T> {
  const done = page.queue.then(work);
  page.queue = done.catch(() => undefined);
  return done;
}

function headLine(id: string, createdAt: number, workspace: Workspace): string {
  const { name, key } = workspace;
  return JSON.stringify({ sonde: formatVersion, id, createdAt, workspace: name, workspaceKey: key });
}

function changesSummary(event: ConversationEvent): boolean {
  return ![
    "answering",
    "phase",
    "thinking",
    "text",
    "rethought",
    "tool-call",
    "reasoning-details",
    "usage",
  ].includes(event.type);
}
