/**
 * One edit: asks, follows its lines through the person's typing, and carries out what the person decides. What it is
 * doing is a value (core/edit/editState.ts); who shows it listens to `onChange`.
 */
import * as vscode from "vscode";
import { comparable, type Note } from "../../../core/edit/alternatives.ts";
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
  rebased,
  rejectHunk,
  without,
  type Hunk,
  type Proposal,
  type Taken,
} from "../../../core/edit/proposal.ts";
import type { TextChange } from "../../../core/edit/track.ts";
import type { Message } from "../../../core/request.ts";
import type { Asker } from "../../platform/writeGuard.ts";
import { acceptance, fileLines, pictureOf, type Plan } from "./documents.ts";
import { proposalsAmong, type MadeOffer } from "./offer.ts";
import { Stretch } from "./stretch.ts";

export class Edit implements vscode.Disposable {
  static #lastId = 0;
  readonly id = (Edit.#lastId += 1);
  #uri: vscode.Uri;
  /** Who proposed the change: decides how strictly the guard looks. */
  readonly asker: Asker;
  readonly #changes = new vscode.EventEmitter<EditEvent | undefined>();
  readonly onChange = this.#changes.event;
  #state: EditState = startedEdit(Date.now());
  readonly #lines: Stretch;
  #base: Asked;
  #taken: Taken | undefined;
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
    this.#lines = new Stretch(document, span);
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
    return this.#lines.span;
  }

  /** The document as the running or last question shows it. */
  get base(): Asked {
    return this.#base;
  }

  /** Whether a part of the proposal was accepted. */
  get isTaken(): boolean {
    return this.#taken !== undefined;
  }

  /** The open hunks with their lines in the document, from 0. */
  get hunks(): readonly (Hunk & { readonly line: number })[] {
    if (this.#state.kind !== "proposed") return [];
    return this.#state.proposal.hunks.map((hunk) => ({ ...hunk, line: this.span.start + hunk.at }));
  }

  /** Marks the beginning of a round whose question shows the document as in `base`. Gives the signal that ends it. */
  begin(base: Asked, messages: readonly Message[]): AbortSignal {
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
    const file = fileLines(document);
    const found = proposalsAmong(made, kept, file.slice(this.span.start, this.span.end));
    const { start } = this.span;
    if (found.some(({ isWholeFile }) => isWholeFile))
      this.#lines.set(document, { start: 0, end: file.length });
    const all = comparable(found, file, start);
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
    const { start, end } = this.span;
    const proposal = wanted && rebased(wanted.proposal, fileLines(document).slice(start, end));
    if (!proposal) return false;
    this.apply([{ type: "picked", index, proposal }]);
    return true;
  }

  /** Proposes again what was proposed before, if it still goes with the lines. False where there is nothing. */
  restore(document: vscode.TextDocument, note?: Note): boolean {
    const old = this.#standing;
    if (!old || (this.#state.kind !== "working" && this.#state.kind !== "stuck")) return false;
    const { start, end } = this.span;
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
      const accepted = this.#state.kind === "proposed" && acceptance(this.#state.proposal, this.span, id);
      if (!accepted) return undefined;
      ({ next } = accepted);
      return accepted.plan;
    });
    if (!written || !next) return false;
    this.#taken = { before: without(this.#taken, written.expected), after: written.after };
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
    if (this.#state.kind !== "proposed" || !this.#taken) {
      this.close();
      return false;
    }
    const { lines } = this.#state.proposal;
    this.#taken = { before: without(this.#taken, lines), after: lines };
    this.apply([{ type: "accepted", check: { kind: "running" } }]);
    return true;
  }

  /** Brings back what stood there before anything was accepted. False where the lines have changed since. */
  async undo(document: vscode.TextDocument): Promise<boolean> {
    const written = await this.#write(document, () => {
      if (!this.#taken) return undefined;
      const { span } = this;
      const { before, after } = this.#taken;
      return { span, expected: after, edits: [{ span, lines: before }], after: before };
    });
    return written !== undefined;
  }

  /** The document changed, by whomever. */
  documentChanged(document: vscode.TextDocument, changes: readonly TextChange[]): void {
    const fared = this.#lines.follow(document, changes);
    if (fared === undefined) return;
    if (fared === "lost") {
      this.documentOpened(document);
      return;
    }
    const isTouched = fared === "touched";
    // The person goes on, or has taken it back: there is nothing more to say about this edit.
    if (isTouched && this.#state.kind === "accepted") this.close();
    else if (isTouched) this.#fit(document);
    else this.#changes.fire(undefined);
  }

  /** Looks for the lines where they can't be followed, such as on the disk while the document was closed. */
  documentOpened(document: vscode.TextDocument): void {
    if (this.#lines.find(document, this.#expected)) this.#fit(document);
    else if (this.#state.kind === "accepted") this.close();
    else this.stick({ kind: "collided" });
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

  /** The lines as they were last known to stand there. */
  get #expected(): readonly string[] {
    if (this.#state.kind === "proposed") return this.#state.proposal.lines;
    if (this.#state.kind === "accepted" && this.#taken) return this.#taken.after;
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
    const { start, end } = this.span;
    const now = rebased(proposal, fileLines(document).slice(start, end));
    if (!now) this.stick({ kind: "collided" });
    else if (now === proposal) this.#changes.fire(undefined);
    else this.apply([{ type: "changed", proposal: now }]);
  }

  /** Remembers what is proposed. */
  #keep(): void {
    if (this.#state.kind === "proposed") this.#standing = { state: this.#state, answered: this.answered };
  }

  /** What came before a new proposal, or a further turn after one was accepted, is no longer there to go back to. */
  #forget(): void {
    this.#standing = undefined;
    this.#taken = undefined;
  }

  async #write(document: vscode.TextDocument, plan: () => Plan | undefined): Promise<Plan | undefined> {
    return this.#lines.write(document, this.asker, plan, {
      collided: () => this.stick({ kind: "collided" }),
      missed: (changes) => this.documentChanged(document, changes),
    });
  }
}
