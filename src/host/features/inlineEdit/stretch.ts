/**
 * The lines that an edit is about in its document: followed through whatever happens there, found again where they can't
 * be followed, and written.
 */
import type * as vscode from "vscode";
import type { LineSpan } from "../../../core/edit/lines.ts";
import { onlyPlace } from "../../../core/edit/searchReplace.ts";
import { followAll, type OffsetRange, type TextChange } from "../../../core/edit/track.ts";
import type { Asker } from "../../platform/writeGuard.ts";
import {
  fileLines,
  isStillThere,
  mayChange,
  offsetsOf,
  spanOf,
  within,
  writeLines,
  type Plan,
} from "./documents.ts";

/** How lines fared when their document changed; `lost`: the change reached across their edges. */
export type Fared = "apart" | "touched" | "lost";

/** What is told of writing that came to nothing. */
export interface Unwritten {
  /** Other lines stand there than expected. */
  readonly collided: () => void;
  /** The editor refused, and these changes came meanwhile. */
  readonly missed: (changes: readonly TextChange[]) => void;
}

export class Stretch {
  #range: OffsetRange;
  #span: LineSpan;
  /** Changes of the document while it is being written; undefined while nothing is. */
  #held: TextChange[] | undefined;

  constructor(document: vscode.TextDocument, span: LineSpan) {
    this.#span = within(document, span);
    this.#range = offsetsOf(document, this.#span);
  }

  /** Where they are, as far as that is known: of a closed document, where they were last. */
  get span(): LineSpan {
    return this.#span;
  }

  set(document: vscode.TextDocument, span: LineSpan): void {
    this.#span = within(document, span);
    this.#range = offsetsOf(document, this.#span);
  }

  /** Follows changes of the document. Lost, they keep the place that they had. Undefined while they are written. */
  follow(document: vscode.TextDocument, changes: readonly TextChange[]): Fared | undefined {
    this.#held?.push(...changes);
    if (this.#held || changes.length === 0) return undefined;
    const { range, isTouched, isTorn } = followAll(this.#range, changes);
    const span = isTorn ? undefined : spanOf(document, range, this.#span);
    if (!span) {
      this.set(document, this.#span);
      return "lost";
    }
    this.#range = range;
    this.#span = span;
    return isTouched ? "touched" : "apart";
  }

  /** Looks for the lines by what stood there, where they were first. False where they are gone, or there are several. */
  find(document: vscode.TextDocument, expected: readonly string[]): boolean {
    const file = fileLines(document);
    const { start } = this.#span;
    const isThere = expected.every((line, index) => file[start + index] === line);
    const at = isThere ? start : onlyPlace(file, expected);
    this.set(document, at === undefined ? this.#span : { start: at, end: at + expected.length });
    return at !== undefined;
  }

  /**
   * Writes what `plan` comes to once the guard has let it pass: until then the lines are followed as ever. Undefined
   * where nothing was written.
   */
  async write(
    document: vscode.TextDocument,
    asker: Asker,
    plan: () => Plan | undefined,
    { collided, missed }: Unwritten,
  ): Promise<Plan | undefined> {
    // The person is asked about nothing that could not be written anyway.
    if (!plan() || !(await mayChange(document, asker))) return undefined;
    const planned = this.#held ? undefined : plan();
    if (!planned) return undefined;
    if (!isStillThere(document, planned)) {
      collided();
      return undefined;
    }
    const held: TextChange[] = [];
    this.#held = held;
    const isWritten = await writeLines(document, planned.edits).finally(() => (this.#held = undefined));
    const { start } = planned.span;
    if (isWritten) this.set(document, { start, end: start + planned.after.length });
    else missed(held);
    return isWritten ? planned : undefined;
  }
}
