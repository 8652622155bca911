/**
 * Conversations on disk: one file each, one JSON line for the head and one for every event, only ever appended to.
 * A crash in mid-write costs the unfinished line and nothing else.
 */
import { appendFile, mkdir, open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import {
  emptyConversation,
  fold,
  type Conversation,
  type ConversationEvent,
} from "../../core/conversation.ts";
import { parseJson } from "../../core/json.ts";
import type { Log } from "../../core/log.ts";

const head = v.object({ sonde: v.literal(1), id: v.string(), createdAt: v.number(), workspace: v.string() });
const event = v.looseObject({ type: v.string() });

/** Bytes of a file that are read to find its first question, for the list. */
const titleBytes = 64 * 1024;

/** A conversation in the list. */
export interface ConversationSummary {
  readonly id: string;
  readonly createdAt: number;
  readonly workspace: string;
  /** First line of the first question. */
  readonly title: string;
}

export interface ConversationFiles {
  /** The conversation, or undefined where there is none or its file can't be read. */
  load(id: string): Promise<Conversation | undefined>;
  /** Adds events to a conversation's file, in the order of the calls. Never rejects; trouble is logged. */
  append(conversation: Conversation, events: readonly ConversationEvent[]): void;
  /** Every conversation that holds a question, the newest first. */
  list(): Promise<readonly ConversationSummary[]>;
  /** Resolves when everything appended so far is written. */
  flush(): Promise<void>;
}

/** Conversations kept in `folder`; `workspace` names the workspace that new ones belong to. */
export function createConversationFiles(folder: string, workspace: string, log: Log): ConversationFiles {
  const pathOf = (id: string): string => join(folder, `${id}.jsonl`);
  /** Ids whose file has its head line and ends with a line break. */
  const ready = new Set<string>();
  let queue: Promise<void> = Promise.resolve();

  const write = async (conversation: Conversation, lines: string): Promise<void> => {
    const { id, createdAt } = conversation;
    if (!ready.has(id)) {
      await mkdir(folder, { recursive: true });
      const last = await lastByte(pathOf(id));
      const headLine = `${JSON.stringify({ sonde: 1, id, createdAt, workspace })}\n`;
      if (last === undefined) await appendFile(pathOf(id), headLine);
      else if (last !== "\n") await appendFile(pathOf(id), "\n");
      ready.add(id);
    }
    await appendFile(pathOf(id), lines);
  };

  return {
    async load(id) {
      if (!/^[\w-]{1,100}$/.test(id)) return undefined;
      const text = await readFile(pathOf(id), "utf8").catch(() => undefined);
      return text === undefined ? undefined : conversationFrom(text);
    },
    append(conversation, events) {
      const lines = events.map((one) => `${JSON.stringify(one)}\n`).join("");
      queue = queue
        .then(() => write(conversation, lines))
        .catch((error: unknown) => {
          log.warn(`A conversation could not be written: ${String(error)}`);
        });
    },
    async list() {
      const names = await readdir(folder).catch(() => []);
      const files = names.filter((name) => name.endsWith(".jsonl"));
      const all = await Promise.all(files.map((name) => summaryOf(join(folder, name))));
      return all.filter((one) => one !== undefined).toSorted((a, b) => b.createdAt - a.createdAt);
    },
    flush: () => queue,
  };
}

/** The conversation that a file's text tells of; a line that can't be read is passed over. */
function conversationFrom(text: string): Conversation | undefined {
  const [first, ...rest] = text.split("\n");
  const parsed = v.safeParse(head, parseJson(first ?? ""));
  if (!parsed.success) return undefined;
  const events = rest.map(parseJson).filter((one): one is ConversationEvent => v.is(event, one));
  return events.reduce(fold, emptyConversation(parsed.output.id, parsed.output.createdAt));
}

async function summaryOf(path: string): Promise<ConversationSummary | undefined> {
  const start = await readStart(path).catch(() => "");
  const [first, ...rest] = start.split("\n");
  const parsed = v.safeParse(head, parseJson(first ?? ""));
  const asked = v.object({ type: v.literal("asked"), turn: v.object({ text: v.string() }) });
  const question = rest.map((line) => v.safeParse(asked, parseJson(line))).find((one) => one.success);
  if (!parsed.success || !question?.success) return undefined;
  const { id, createdAt, workspace } = parsed.output;
  return {
    id,
    createdAt,
    workspace,
    title: question.output.turn.text.trim().split("\n")[0]?.slice(0, 120) ?? "",
  };
}

async function readStart(path: string): Promise<string> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(titleBytes), 0, titleBytes, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The last character of a file, or undefined where it is empty or not there. */
async function lastByte(path: string): Promise<string | undefined> {
  const file = await open(path, "r").catch(() => undefined);
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    if (size === 0) return undefined;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer.toString("latin1");
  } finally {
    await file.close();
  }
}
