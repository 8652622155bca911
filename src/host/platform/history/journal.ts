/**
 * The writing side of one conversation's file: lines are only ever appended, in the order of the calls. Owns what has
 * not reached the disk yet, and the knowledge of up to where the file is our own work.
 *
 * Every batch begins with a line break, so that what comes after a torn line (of a crash, of another window) is whole.
 * Of a batch that the disk took in part, the lines that are whole count as written and the others are tried again: no
 * event is lost while the window lives, and none is written twice.
 */
import { mkdir, open, truncate, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { ConversationEvent } from "../../../core/conversation.ts";

/** What a journal needs to know of its conversation. */
export interface JournalParts {
  readonly path: string;
  /** The first line of a new file, without its line break. */
  readonly headLine: () => string;
  /** What the whole file would say, for a file that has vanished: another window has deleted it for good. */
  readonly restate: () => readonly ConversationEvent[];
  /** Called when somebody else has written to the file since we last looked. */
  readonly onForeign: () => void;
}

export class Journal {
  readonly #parts: JournalParts;
  #waiting: readonly ConversationEvent[] = [];
  /** Size of the file up to which it was read or written here; undefined: never looked at. */
  #known: number | undefined;
  #hasFolder = false;

  constructor(parts: JournalParts) {
    this.#parts = parts;
  }

  /** Events that are not on disk yet. */
  get waiting(): readonly ConversationEvent[] {
    return this.#waiting;
  }

  /** Takes events in; `drain` writes them. */
  add(events: readonly ConversationEvent[]): void {
    this.#waiting = [...this.#waiting, ...events];
  }

  /** The file was read up to this byte. */
  readTo(end: number): void {
    this.#known = end;
  }

  /** Whether a file of this size holds what we have neither read nor written. */
  isForeign(size: number): boolean {
    return this.#known !== undefined && this.#known !== size;
  }

  /** Writes what waits. Rejects with the system's error where the disk refuses; what it took stays written. */
  async drain(): Promise<void> {
    if (this.#waiting.length === 0) return;
    if (!this.#hasFolder) await mkdir(dirname(this.#parts.path), { recursive: true, mode: 0o700 });
    this.#hasFolder = true;
    const file = await open(this.#parts.path, "a", 0o600).catch((error: unknown) => {
      this.#hasFolder = false;
      throw error;
    });
    try {
      await this.#write(file);
    } finally {
      await file.close();
    }
  }

  async #write(file: FileHandle): Promise<void> {
    const { size } = await file.stat();
    if (size === 0 && this.#known) this.#waiting = this.#parts.restate();
    const events = this.#waiting;
    const start = size === 0 ? `${this.#parts.headLine()}\n` : "\n";
    const lines = events.map((event) => `${JSON.stringify(event)}\n`);
    const bytes = Buffer.from(start + lines.join(""), "utf8");
    let written = 0;
    try {
      while (written < bytes.length) {
        written += (await file.write(bytes, written, bytes.length - written)).bytesWritten;
      }
      // Words of a running answer may go with the power; what a person did and how an answer ended may not.
      if (!events.every(isStreaming)) await file.datasync();
    } finally {
      this.#waiting = this.#waiting.slice(wholeLines(bytes, Buffer.byteLength(start), written));
      // A file must not begin with half a head: without it nothing in the file could be read.
      const isTorn = size === 0 && written < Buffer.byteLength(start);
      // By its path: Windows cuts no file that was opened to append. What the disk said first is what is told.
      if (isTorn) await truncate(this.#parts.path, 0).catch(() => {});
      const wasForeign = size > 0 && this.isForeign(size);
      this.#known = (await file.stat()).size;
      if (wasForeign || (!isTorn && this.#known !== size + written)) this.#parts.onForeign();
    }
  }
}

/** Lines between two bytes that end with their line break. */
function wholeLines(bytes: Uint8Array, from: number, to: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(10, from); at >= 0 && at < to; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}

function isStreaming(event: ConversationEvent): boolean {
  return event.type === "text" || event.type === "thinking" || event.type === "phase";
}
