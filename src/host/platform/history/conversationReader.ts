/**
 * Reads one conversation's file: as a conversation, or, from where it was left, as a summary for the list.
 */
import {
  emptyConversation,
  foldAll,
  type Conversation,
  type ConversationEvent,
} from "../../../core/conversation.ts";
import { foldSummary, settled, type Summary } from "../../../core/history/summary.ts";
import { asObject, parseJson } from "../../../core/json.ts";
import { formatVersion, headFrom, isEvent, type Head } from "./eventSchema.ts";
import { linesOf } from "./lines.ts";

/** A conversation as it was read. */
export interface Stored {
  readonly conversation: Conversation;
  /** Whether a newer version wrote it. */
  readonly isReadOnly: boolean;
}

/** A conversation, and how many bytes its file had, also where the last line was torn. */
export interface Read extends Stored {
  readonly head: Head;
  readonly size: number;
}

/** The conversation of a file, undefined where its first line is none of ours. Rejects where it can't be read. */
export async function readConversation(path: string): Promise<Read | undefined> {
  let known: Read | undefined;
  for await (const { lines, read: size } of linesOf(path)) {
    const values = lines.map(parseJson);
    const head: Head | undefined = known ? known.head : headFrom(values[0]);
    if (!head) return undefined;
    const before: Conversation = known?.conversation ?? emptyConversation(head.id, head.createdAt);
    const isReadOnly: boolean = known?.isReadOnly === true || values.some(isNewer);
    known = { head, conversation: foldAll(before, eventsOf(values)), isReadOnly, size };
  }
  return known;
}

/** A summary, and up to which byte of its file it tells. */
export interface Summarised {
  readonly summary: Summary;
  readonly end: number;
}

/**
 * The summary of a file, undefined where its first line is none of ours; `from` is what was known of it. Rejects where
 * it can't be read.
 */
export async function readSummary(path: string, from?: Summarised): Promise<Summarised | undefined> {
  let known = from;
  for await (const { lines, end } of linesOf(path, from?.end ?? 0)) {
    const values = lines.map(parseJson);
    const start: Summary | undefined = known?.summary ?? emptySummary(headFrom(values[0]));
    if (!start) return undefined;
    const summary: Summary = eventsOf(values).reduce(foldSummary, start);
    known = { summary: values.some(isNewer) ? { ...summary, isReadOnly: true } : summary, end };
  }
  if (!known?.summary.isStale) return known;
  const whole = await readConversation(path);
  return whole && { ...known, summary: settled(known.summary, whole.conversation) };
}

function emptySummary(head: Head | undefined): Summary | undefined {
  if (!head) return undefined;
  const { id, createdAt, workspace, workspaceKey } = head;
  return { id, createdAt, updatedAt: createdAt, workspace, workspaceKey };
}

function eventsOf(values: readonly unknown[]): readonly ConversationEvent[] {
  return values.filter(isEvent);
}

/** Whether a line says that a newer version's rules hold from here on. */
function isNewer(value: unknown): boolean {
  const version = asObject(value)?.["sonde"];
  return typeof version === "number" && version > formatVersion;
}
