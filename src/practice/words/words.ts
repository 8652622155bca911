/**
 * What the practice model says, as one language puts it. Rules hand over what they found and get whole sentences: no
 * rule knows how a language counts, lists or punctuates. One file of this folder for each language; wordsFor.ts chooses.
 */
import type { Declaration, Finding, NoteGroup } from "../code/outline.ts";
import type { RewriteName } from "../rewrites/rewrite.ts";

/** What is counted. */
export type Noun =
  | Declaration["kind"]
  | "branch"
  | "character"
  | "file"
  | "folder"
  | "line"
  | "loop"
  | "parameter"
  | "question";

/** A number of things. */
export type Count = readonly [count: number, noun: Noun];

/** What a commit does to a file or to a function. */
export type Verb = "add" | "remove" | "rename" | "change";

/** Added and removed lines. */
export type Size = readonly [added: number, removed: number];

/** What each finding is called behind the name of its line; `mark` and `bareNumber` come with their detail. */
export type FindingWords = Readonly<Record<Exclude<Finding, "mark" | "bareNumber">, string>>;

/** The sentences. Lines are numbers of the file; a path is empty where none is known. */
export interface Words {
  /** Between two sentences of a paragraph. */
  readonly gap: string;
  /** Ends every answer that a person reads as a conversation. */
  readonly standIn: string;
  counted(count: number, noun: Noun): string;
  joined(items: readonly string[]): string;
  /** Ends a list that was cut. */
  more(count: number): string;
  note(group: NoteGroup): string;

  readonly introduction: {
    heard(message: string): string;
    readonly thoughts: readonly string[];
    readonly deeper: readonly string[];
    /** A paragraph each. */
    readonly text: readonly string[];
  };

  readonly question: {
    readonly earlier: string;
    unread(attachments: number): string;
    readonly shared: string;
    mention(word: string, lines: readonly number[], path: string): string;
    looking(path: string, lines: number, language: string): string;
    found(counts: readonly Count[]): string;
    readonly cameEarlier: string;
    asking(question: string): string;
    naming(declarations: readonly Declaration[]): string;
    sharing(words: readonly string[]): string;
    goingThrough(path: string, line: number): string;
    inShort(declaration: Declaration, loops: number, branches: number): string;
  };

  readonly declaration: {
    lead(declaration: Declaration, path: string): string;
    takes(parameters: readonly string[]): string;
    methods(names: readonly string[]): string;
    loops(lines: readonly number[]): string;
    branches(lines: readonly number[]): string;
    returns(lines: readonly number[]): string;
    calls(names: readonly string[]): string;
    comment(text: string): string;
    readonly worth: string;
    /** Lines that a quotation leaves out. */
    moreLines(count: number): string;
  };

  readonly outline: {
    /** `range` where the code is a part of its file. */
    lead(path: string, lines: number, language: string, range: readonly [number, number] | undefined): string;
    declares(counts: readonly Count[]): string;
    imports(names: readonly string[]): string;
    readonly isLong: string;
    item(declaration: Declaration): string;
    flow(loops: readonly number[], branches: readonly number[]): string;
    shape(emptyLines: number, longestLine: number, characters: number): string;
    firstComment(text: string): string;
    readonly worth: string;
    readonly risks: string;
    readonly noRisks: string;
    readonly cases: string;
    testCase(name: string, branches: readonly number[]): string;
    longest(name: string): string;
    around(line: number): string;
  };

  readonly summary: {
    readonly asked: string;
    files(paths: readonly string[]): string;
    questions(count: number): string;
    cameWith(files: number): string;
  };

  readonly edit: {
    looking(lines: number, path: string): string;
    instruction(words: string): string;
    fitting(rewrites: readonly RewriteName[]): string;
    readonly nothingToChange: string;
    alsoCould(rewrite: RewriteName): string;
  };

  readonly commit: {
    looking(files: number, size: Size): string;
    touched(paths: readonly string[]): string;
    readonly naming: string;
    readonly isTyped: string;
    readonly hasNoBody: string;
    /** A subject, such as `Add a in src`; without a place where that is empty. */
    did(verb: Verb, what: string, place?: string): string;
    renamed(before: string, path: string): string;
    /** Files that are not named. Empty name: the end of a list. */
    andFiles(name: string, count: number): string;
    /** What a verb is done to where no name fits. */
    readonly aFile: string;
    /** Subjects that name nothing. */
    readonly files: string;
    readonly nothing: string;
    /** Ends a subject where the repository's do. */
    readonly period: string;
    added(path: string, lines: number): string;
    removed(path: string): string;
    /** `before` is undefined where the diff does not say it. */
    moved(path: string, before: string | undefined, size: Size): string;
    changed(path: string, did: readonly (readonly [Verb, readonly string[]])[], size: Size): string;
  };

  readonly split: {
    looking(files: number, folders: number): string;
    readonly byFolder: string;
    /** The subject for the files of a folder; empty for those at the top. */
    update(folder: string): string;
    readonly together: string;
  };
}
