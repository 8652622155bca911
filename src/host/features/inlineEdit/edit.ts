/**
 * One edit: asks, follows its lines through the person's typing, and carries out what the person decides. What it is
 * doing is a value (core/edit/editState.ts); who shows it listens to `onChange`.
 */
import * as vscode from "vscode";
import { distinct, widened, type Alternative, type Note } from "../../../core/edit/alternatives.ts";
import type { Asked } from "../../../core/edit/answer.ts";
import {
  foldEdit,
  startedEdit,
  type EditEvent,
  type EditState,
  type Proposed,
  type Trouble,
} from "../../../core/edit/editState.ts";
import type { LineSpan } from "../../../core/edit/lines.ts";
import {
  acceptHunk,
  proposalOf,
  rebased,
  rejectHunk,
  wantedLines,
  type Hunk,
  type Proposal,
} from "../../../core/edit/proposal.ts";
import { onlyPlace } from "../../../core/edit/searchReplace.ts";
import { followAll, type OffsetRange, type TextChange } from "../../../core/edit/track.ts";
import type { Message } from "../../../core/request.ts";
import type { Asker } from "../../platform/writeGuard.ts";
import {
  fileLines,
  isStillThere,
  mayChange,
  offsetsOf,
  pictureOf,
  spanOf,
  within,
  writeLines,
  type LineEdit,
  type Plan,
} from "./documents.ts";
import type { Offer } from "./offer.ts";

/** The document as a question shows it: what comes back is carried over from there to the document of then. */
export type Base = Asked;

/** What one answer of a round has come to. */
export interface MadeOffer {
  readonly offer: Offer;
  readonly answer: string;
}

export class Edit implements vscode.Disposable {
  static #lastId = 0;
  readonly id = (Edit.#lastId += 1);
  #uri: vscode.Uri;
  /** Who proposed the change: decides how strictly the guard looks. */
  readonly asker: Asker;
  readonly #changes = new vscode.EventEmitter<EditEvent | undefined>();
  readonly onChange = this.#changes.event;
  #state: EditState = startedEdit(Date.now());
  #range: OffsetRange;
  #span: LineSpan;
  #base: Base;
  /** Changes of the document while it is being written; undefined while nothing is. */
  #held: TextChange[] | undefined;
  /** The lines without what was accepted, and as they were right after it was. */
  #undo: { readonly before: readonly string[]; readonly after: readonly string[] } | undefined;
  /** What was proposed before the last round, or before it collided, with what it is the answer to. */
  #standing: { readonly state: Proposed; readonly answered: readonly Message[] } | undefined;
  #abort = new AbortController();

  /** The problems of the document before the first hunk was accepted. */
  problemsBefore: readonly vscode.Diagnostic[] = [];

  /** What was asked last, with all that was said before, oldest first; empty where the change came from the chat. */
  messages: readonly Message[] = [];
  /** The same of the question that is answered by what it shows. */
  answered: readonly Message[] = [];

  constructor(document: vscode.TextDocument, span: LineSpan, asker: Asker) {
    this.#uri = document.uri;
    this.asker = asker;
    this.#span = span;
    this.#range = offsetsOf(document, span);
    this.#base = pictureOf(document, span);
  }

  /** Of its document, which may get another name. */
  get uri(): vscode.Uri {
    return this.#uri;
  }

  get state(): EditState {
    return this.#state;
  }

  /** The lines that it is about, as far as they are known: of a closed document, where they were last. */
  get span(): LineSpan {
    return this.#span;
  }

  /** The document as the running or last question shows it. */
  get base(): Base {
    return this.#base;
  }

  /** Whether a part of the proposal was accepted. */
  get isTaken(): boolean {
    return this.#undo !== undefined;
  }

  /** The open hunks with their lines in the document, from 0. */
  get hunks(): readonly (Hunk & { readonly line: number })[] {
    if (this.#state.kind !== "proposed") return [];
    return this.#state.proposal.hunks.map((hunk) => ({ ...hunk, line: this.#span.start + hunk.at }));
  }

  /** Marks the beginning of a round whose question shows the document as in `base`. Gives the signal that ends it. */
  begin(base: Base, messages: readonly Message[]): AbortSignal {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#base = base;
    this.messages = messages;
    this.#keep();
    if (this.#state.kind === "accepted") this.#forget();
    this.apply([{ type: "started", at: Date.now() }]);
    return this.#abort.signal;
  }

  /** Folds events in and tells who shows the edit. */
  apply(events: readonly EditEvent[]): void {
    this.#state = events.reduce(foldEdit, this.#state);
    this.#changes.fire(events.at(-1));
  }

  /**
   * Takes the offers of a round: the hunks of the first are shown and the others can be picked, or it is said why
   * there are none. With `keepsOld` what was proposed before can be picked too.
   */
  offer(document: vscode.TextDocument, made: readonly MadeOffer[], keepsOld = false): void {
    const first = made[0]?.offer;
    if (!first) return;
    this.answered = this.messages;
    const kept = keepsOld ? this.#standing?.state : undefined;
    const all = this.#alternativesOf(document, made, kept);
    const [shown] = all;
    if (!shown) {
      this.stick(first.kind === "trouble" ? first.trouble : { kind: "collided" });
      return;
    }
    if (!kept) this.#forget();
    const alternatives = all.length > 1 ? all : [];
    this.apply([{ type: "offered", ...shown, alternatives }]);
  }

  /** Shows another alternative. False where it does not go with the lines as they are now. */
  pick(document: vscode.TextDocument, index: number): boolean {
    if (this.#state.kind !== "proposed") return false;
    const wanted = this.#state.alternatives[index];
    const { start, end } = this.#span;
    const proposal = wanted && rebased(wanted.proposal, fileLines(document).slice(start, end));
    if (!proposal) return false;
    this.apply([{ type: "picked", index, proposal }]);
    return true;
  }

  /** The proposals among the offers, all about the same lines of the document as it is now. */
  #alternativesOf(
    document: vscode.TextDocument,
    made: readonly MadeOffer[],
    kept: Proposed | undefined,
  ): readonly Alternative[] {
    const { start, end } = this.#span;
    const isWhole = made.some(({ offer }) => offer.kind === "proposal" && offer.isWholeFile);
    const file = kept || (isWhole && made.length > 1) ? fileLines(document) : [];
    const before = kept && rebased(kept.proposal, file.slice(start, end));
    const fit = (proposal: Proposal, isWholeFile: boolean): Proposal =>
      isWhole && !isWholeFile ? widened(proposal, file, start) : proposal;
    const fresh = made.flatMap(({ offer, answer }) =>
      offer.kind === "proposal"
        ? [{ proposal: fit(offer.proposal, offer.isWholeFile), notes: offer.notes, answer }]
        : [],
    );
    const old =
      kept && before ? [{ proposal: fit(before, false), notes: kept.notes, answer: kept.answer }] : [];
    if (isWhole) this.#setSpan(document, { start: 0, end: document.lineCount });
    const all = [...old, ...fresh];
    return all.length > 1 ? distinct(all) : all;
  }

  /** Proposes again what was proposed before, if it still goes with the lines. False where there is nothing. */
  restore(document: vscode.TextDocument, note?: Note): boolean {
    const old = this.#standing;
    if (!old || (this.#state.kind !== "working" && this.#state.kind !== "stuck")) return false;
    const { start, end } = this.#span;
    const proposal = rebased(old.state.proposal, fileLines(document).slice(start, end));
    if (!proposal) return false;
    this.#abort.abort();
    this.answered = old.answered;
    const notes = old.state.notes.filter(({ text }) => text !== note?.text);
    const state = { ...old.state, proposal, notes: note ? [...notes, note] : notes };
    this.apply([{ type: "restored", state }]);
    return true;
  }

  stick(trouble: Trouble): void {
    this.#abort.abort();
    if (this.#state.kind === "working") this.answered = this.messages;
    this.#keep();
    this.apply([{ type: "stuck", trouble }]);
  }

  /** Ends whatever runs, for good; what the person has accepted before stays. */
  close(): void {
    this.#abort.abort();
    this.apply([{ type: "closed" }]);
  }

  /** Writes all open hunks, or the one that is named, in one undo step. True where none is open any more. */
  async accept(document: vscode.TextDocument, id?: number): Promise<boolean> {
    let next: Proposal | undefined;
    const written = await this.#write(document, () => {
      if (this.#state.kind !== "proposed") return undefined;
      const { proposal } = this.#state;
      const taken = proposal.hunks.filter((hunk) => id === undefined || hunk.id === id);
      if (taken.length === 0) return undefined;
      const isAll = taken.length === proposal.hunks.length;
      next = isAll ? { lines: wantedLines(proposal), hunks: [] } : acceptHunk(proposal, taken[0]?.id ?? 0);
      const edits = taken.map((hunk) => this.#lineEdit(hunk));
      return { span: this.#span, expected: proposal.lines, edits, after: next.lines };
    });
    if (!written || !next) return false;
    this.#undo = { before: this.#untaken(written.expected), after: written.after };
    const isLast = next.hunks.length === 0;
    this.apply([
      isLast ? { type: "accepted", check: { kind: "running" } } : { type: "changed", proposal: next },
    ]);
    return isLast;
  }

  /** Drops one hunk. After the last one it is as if all were rejected. */
  rejectOne(id: number): boolean {
    if (this.#state.kind !== "proposed") return false;
    const next = rejectHunk(this.#state.proposal, id);
    if (next.hunks.length === 0) return this.reject();
    this.apply([{ type: "changed", proposal: next }]);
    return false;
  }

  /** Drops all open hunks and ends the edit, unless a part of it was accepted: true, and it goes on as accepted. */
  reject(): boolean {
    if (this.#state.kind !== "proposed" || !this.#undo) {
      this.close();
      return false;
    }
    const { lines } = this.#state.proposal;
    this.#undo = { before: this.#untaken(lines), after: lines };
    this.apply([{ type: "accepted", check: { kind: "running" } }]);
    return true;
  }

  /** Brings back what stood there before anything was accepted. False where the lines have changed since. */
  async undo(document: vscode.TextDocument): Promise<boolean> {
    const written = await this.#write(document, () => {
      const span = spanOf(document, this.#range, this.#span);
      if (!this.#undo || !span) return undefined;
      const { before, after } = this.#undo;
      return { span, expected: after, edits: [{ span, lines: before }], after: before };
    });
    return written !== undefined;
  }

  /** The document changed, by whomever. */
  documentChanged(document: vscode.TextDocument, changes: readonly TextChange[]): void {
    this.#held?.push(...changes);
    if (this.#held || changes.length === 0) return;
    const { range, isTouched, isTorn } = followAll(this.#range, changes);
    const span = isTorn ? undefined : spanOf(document, range, this.#span);
    if (!span) {
      this.#findAgain(document);
      return;
    }
    this.#range = range;
    this.#span = span;
    // The person goes on, or has taken it back: there is nothing more to say about this edit.
    if (isTouched && this.#state.kind === "accepted") this.close();
    else if (isTouched) this.#fit(document);
    else this.#changes.fire(undefined);
  }

  /** The document is open again, and its lines may have moved on the disk. */
  documentOpened(document: vscode.TextDocument): void {
    this.#findAgain(document);
  }

  /** Its file has another name now; where its lines stand there is seen once that is open. */
  rename(uri: vscode.Uri): void {
    this.#uri = uri;
    this.#changes.fire(undefined);
  }

  dispose(): void {
    this.#abort.abort();
    this.#changes.dispose();
  }

  /** Looks for the lines where they can't be followed; where they are gone, it stays with the place that they had. */
  #findAgain(document: vscode.TextDocument): void {
    const expected = this.#expected;
    const file = fileLines(document);
    const { start } = this.#span;
    const isThere = expected.every((line, index) => file[start + index] === line);
    const at = isThere ? start : onlyPlace(file, expected);
    if (at !== undefined) {
      this.#setSpan(document, { start: at, end: at + expected.length });
      this.#fit(document);
      return;
    }
    this.#setSpan(document, within(document, this.#span));
    if (this.#state.kind === "accepted") this.close();
    else this.stick({ kind: "collided" });
  }

  /** The lines as they were last known to stand there. */
  get #expected(): readonly string[] {
    if (this.#state.kind === "proposed") return this.#state.proposal.lines;
    if (this.#state.kind === "accepted" && this.#undo) return this.#undo.after;
    if (this.#state.kind === "stuck" && this.#standing) return this.#standing.state.proposal.lines;
    return this.#base.file.slice(this.#base.start, this.#base.end);
  }

  /** Carries a proposal over to the lines as they are now. */
  #fit(document: vscode.TextDocument): void {
    // Typing that meets a proposal hides it, and may be taken back.
    const isHidden = this.#state.kind === "stuck" && this.#state.trouble.kind === "collided";
    if (isHidden && this.restore(document)) return;
    if (this.#state.kind !== "proposed") {
      this.#changes.fire(undefined);
      return;
    }
    const { proposal } = this.#state;
    const { start, end } = this.#span;
    const now = rebased(proposal, fileLines(document).slice(start, end));
    if (!now) this.stick({ kind: "collided" });
    else if (now === proposal) this.#changes.fire(undefined);
    else this.apply([{ type: "changed", proposal: now }]);
  }

  /** The lines without what was accepted before; as they are where nothing was, or the person changed just that. */
  #untaken(lines: readonly string[]): readonly string[] {
    const back = this.#undo && rebased(proposalOf(this.#undo.after, this.#undo.before), lines);
    return back ? wantedLines(back) : lines;
  }

  /** Remembers what is proposed. */
  #keep(): void {
    if (this.#state.kind === "proposed") this.#standing = { state: this.#state, answered: this.answered };
  }

  /** What came before a new proposal, or a further turn after one was accepted, is no longer there to go back to. */
  #forget(): void {
    this.#standing = undefined;
    this.#undo = undefined;
  }

  #lineEdit(hunk: Hunk): LineEdit {
    const start = this.#span.start + hunk.at;
    return { span: { start, end: start + hunk.removed.length }, lines: hunk.added };
  }

  /**
   * Writes what `plan` comes to once the guard has let it pass: until then the lines are followed as ever. Undefined
   * where nothing was written; where other lines stand there than expected, the edit says so.
   */
  async #write(document: vscode.TextDocument, plan: () => Plan | undefined): Promise<Plan | undefined> {
    // The person is asked about nothing that could not be written anyway.
    if (!plan() || !(await mayChange(document, this.asker))) return undefined;
    const planned = this.#held ? undefined : plan();
    if (!planned) return undefined;
    const { span, after } = planned;
    if (!isStillThere(document, planned)) {
      this.stick({ kind: "collided" });
      return undefined;
    }
    const held: TextChange[] = [];
    this.#held = held;
    const isWritten = await writeLines(document, planned.edits).finally(() => (this.#held = undefined));
    if (isWritten) this.#setSpan(document, { start: span.start, end: span.start + after.length });
    else this.documentChanged(document, held);
    return isWritten ? planned : undefined;
  }

  #setSpan(document: vscode.TextDocument, span: LineSpan): void {
    this.#span = span;
    this.#range = offsetsOf(document, within(document, span));
  }
}
