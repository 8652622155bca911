/**
 * What can be found in a piece of code without running it: the shape of an outline. The readers of the languages
 * make one (read.ts chooses), the rules tell about it.
 */
import type { Source } from "./source.ts";

/** A named thing in the code. Line numbers are those of the file. */
export interface Declaration {
  readonly kind: "function" | "method" | "class" | "interface" | "type";
  readonly name: string;
  /** Name of the class around a method. */
  readonly within?: string | undefined;
  readonly parameters: readonly string[];
  readonly isAsync: boolean;
  readonly line: number;
  readonly endLine: number;
}

/** What can be worth a look in a line. */
export type Finding =
  | "any"
  | "await"
  | "bareNumber"
  | "catchesAll"
  | "console"
  | "debugger"
  | "dropsError"
  | "evaluates"
  | "global"
  | "looseEquality"
  | "mark"
  | "noneByValue"
  | "pastEnd"
  | "print"
  | "promise"
  | "raise"
  | "sharedDefault"
  | "throw"
  | "var"
  | "yield";

/** Something worth a look. */
export interface Note {
  readonly line: number;
  readonly what: Finding;
  /** What the code says there: a mark and its words, or numbers. Empty for what says itself. */
  readonly detail: readonly string[];
  /** Whether it may be a mistake. */
  readonly isRisk: boolean;
}

/** What the reader of a language finds. */
export interface Reading {
  readonly declarations: readonly Declaration[];
  /** Lines on which a loop begins. */
  readonly loops: readonly number[];
  /** Lines on which a branch begins. */
  readonly branches: readonly number[];
  /** Modules that the code imports. */
  readonly imports: readonly string[];
  readonly notes: readonly Note[];
}

/** Code and all that was found in it. */
export interface Outline extends Reading {
  readonly source: Source;
  /** Whether the code was too long to be read to its end. */
  readonly isCut: boolean;
  /** Language as people write it. */
  readonly language: string;
  readonly lines: readonly string[];
}

/** Whether a declaration can be called. */
export function isCallable(declaration: Declaration): boolean {
  return declaration.kind === "function" || declaration.kind === "method";
}

/** Those of some lines that lie in a declaration. */
export function linesIn(lines: readonly number[], declaration: Declaration): readonly number[] {
  return lines.filter((at) => at >= declaration.line && at <= declaration.endLine);
}

/** Notes that say the same, put together. */
export interface NoteGroup extends Omit<Note, "line"> {
  readonly lines: readonly number[];
}

/** Groups notes by what they say, in the order of their first lines. */
export function grouped(notes: readonly Note[]): readonly NoteGroup[] {
  const groups = new Map<string, NoteGroup>();
  for (const { line, ...note } of notes) {
    const key = [note.what, ...note.detail].join("\n");
    groups.set(key, { ...note, lines: [...(groups.get(key)?.lines ?? []), line] });
  }
  return [...groups.values()];
}
