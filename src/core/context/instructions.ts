/**
 * Instructions that hold for a whole conversation: the files of the project that say how its code is to be written, and
 * the person's own setting. A file goes along with the question that comes first after it was found or changed, so that
 * what was sent before stays as it was; a switch of the conversation leaves each of them out. Pure.
 */
import type { ContextItem, Conversation } from "../conversation.ts";
import { sentTurns } from "./compacted.ts";
import { findSecrets } from "./secrets.ts";

/** The name by which `sonde.instructions` is switched. */
export const instructionsSetting = "sonde.instructions";

/** An instruction file as it is now. */
export interface InstructionFile {
  /** Its name in the workspace; no two have the same. */
  readonly path: string;
  readonly text: string;
}

/** An instruction file that is there and does not go along, and why: it is too long, or holds what looks like a secret. */
export interface LeftOutFile {
  readonly path: string;
  readonly why: "size" | "secret";
}

/** Instruction files that were found, the nearest first. */
export interface FoundInstructions {
  readonly files: readonly InstructionFile[];
  readonly leftOut: readonly LeftOutFile[];
}

/** Most characters of all of them together. */
export const instructionsLimit = 64_000;

/** Which of the files go along. One that does not fit is left out whole: half a rule may say its opposite. */
export function instructionsOf(found: readonly InstructionFile[]): FoundInstructions {
  let left = instructionsLimit;
  const files: InstructionFile[] = [];
  const leftOut: LeftOutFile[] = [];
  for (const file of found) {
    const { path, text } = file;
    if (text.trim() === "") continue;
    if (text.length > left) leftOut.push({ path, why: "size" });
    else if (findSecrets(text).length > 0) leftOut.push({ path, why: "secret" });
    else {
      left -= text.length;
      files.push(file);
    }
  }
  return { files, leftOut };
}

/** Whether instructions are switched on in a conversation. */
export function isInstructing({ instructionsOff = [] }: Conversation, name: string): boolean {
  return !instructionsOff.includes(name);
}

/** The files that the conversation does not hold yet as they are now. */
export function newInstructions(
  conversation: Conversation,
  found: readonly InstructionFile[],
): readonly InstructionFile[] {
  const told = new Map(toldInstructions(conversation).map(({ path, text }) => [path, text]));
  return found.filter(({ path, text }) => isInstructing(conversation, path) && told.get(path) !== text);
}

/**
 * What goes with a question that stands behind the conversation's turns, but for instructions that these or `kept`, its
 * own context, hold as they are, and those that are switched off: the chips from which it comes may be of a moment before.
 */
export function withoutTold(
  items: readonly ContextItem[],
  conversation: Conversation,
  kept: readonly ContextItem[],
): readonly ContextItem[] {
  const isKept = (item: ContextItem): boolean =>
    kept.some(({ kind, path, text }) => kind === item.kind && path === item.path && text === item.text);
  return items.filter(
    (item) =>
      item.kind !== "instructions" || (newInstructions(conversation, [item]).length > 0 && !isKept(item)),
  );
}

/** The files that go along already, each as it was told last. */
export function toldInstructions({ turns }: Conversation): readonly ContextItem[] {
  const items = sentTurns(turns).flatMap((turn) => (turn.kind === "user" ? turn.context : []));
  const files = items.filter(({ kind }) => kind === "instructions");
  return [...new Map(files.map((item) => [item.path, item])).values()];
}
