/**
 * What goes along with the next question: the selection or the active file, offered by itself and removable, and
 * what the person added by hand. Owns the rule of what is never offered unasked.
 */
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { ContextItem } from "../../../core/conversation.ts";
import type { ContextChip } from "../../../protocol/toWebview.ts";
import { readSettings } from "../../platform/settings.ts";

/** Most characters of a file that is offered by itself. */
const offerLimit = 400_000;

/** A chip and what it stands for; its text is read when the question is sent. */
interface Offered {
  readonly chip: ContextChip;
  readonly uri: vscode.Uri;
  readonly range: vscode.Range | undefined;
}

export class ContextChips implements vscode.Disposable {
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  #added: readonly Offered[] = [];
  #offer: Offered | undefined;
  /** What the person took away: it is not offered again until something else was. */
  #removed: string | undefined;

  readonly onChange = this.#changes.event;

  constructor() {
    this.#subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(() => this.#refresh()),
      vscode.window.onDidChangeTextEditorSelection((event) => {
        if (event.textEditor === vscode.window.activeTextEditor) this.#refresh();
      }),
      vscode.workspace.onDidCloseTextDocument(() => this.#refresh()),
    ];
    this.#refresh();
  }

  get chips(): readonly ContextChip[] {
    return this.#all().map((one) => one.chip);
  }

  /** Adds the selection of an editor, or its whole file where nothing is selected. */
  add(editor: vscode.TextEditor): void {
    const offered = offerOf(editor);
    if (!this.#all().some((one) => keyOf(one) === keyOf(offered))) this.#added = [...this.#added, offered];
    this.#offer = undefined;
    this.#changes.fire();
  }

  remove(id: string): void {
    if (this.#offer?.chip.id === id) {
      this.#removed = keyOf(this.#offer);
      this.#offer = undefined;
    }
    this.#added = this.#added.filter((one) => one.chip.id !== id);
    this.#changes.fire();
  }

  /** The texts of these chips as they are now. What was added by hand is then used up; the offer stays. */
  async take(ids: readonly string[]): Promise<readonly ContextItem[]> {
    const items = this.read(ids);
    this.#added = [];
    this.#refresh();
    return items;
  }

  /** The texts of these chips as they are now; the chips stay. */
  async read(ids: readonly string[]): Promise<readonly ContextItem[]> {
    const wanted = this.#all().filter((one) => ids.includes(one.chip.id));
    const items = await Promise.all(wanted.map(contextItem));
    return items.filter((item) => item !== undefined);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions, this.#changes).dispose();
  }

  #all(): readonly Offered[] {
    return this.#offer ? [this.#offer, ...this.#added] : this.#added;
  }

  #refresh(): void {
    const editor = vscode.window.activeTextEditor;
    // Without an active editor (the person is in the chat, or on an image) the last offer holds while it is open.
    const next = editor ? offerOf(editor) : this.#stillOpen();
    const key = next && keyOf(next);
    if (key !== this.#removed) this.#removed = undefined;
    const wanted = next && editor && !isOfferable(editor.document) ? undefined : next;
    const alreadyThere = this.#added.some((one) => keyOf(one) === key);
    const offer = wanted && key !== this.#removed && !alreadyThere ? wanted : undefined;
    if ((offer && keyOf(offer)) === (this.#offer && keyOf(this.#offer))) return;
    this.#offer = offer;
    this.#changes.fire();
  }

  #stillOpen(): Offered | undefined {
    const uri = this.#offer?.uri.toString();
    return vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri)
      ? this.#offer
      : undefined;
  }
}

function offerOf(editor: vscode.TextEditor): Offered {
  const { document, selection } = editor;
  const range = selection.isEmpty ? undefined : new vscode.Range(selection.start, selection.end);
  const path = vscode.workspace.asRelativePath(document.uri, false);
  const chip: ContextChip = range
    ? { id: randomUUID(), kind: "selection", path, lines: linesOf(range) }
    : { id: randomUUID(), kind: "file", path };
  return { chip, uri: document.uri, range };
}

/** First and last selected line, from 1; a selection that ends before a line's first character leaves it out. */
function linesOf(range: vscode.Range): readonly [number, number] {
  const endsBefore = range.end.character === 0 && range.end.line > range.start.line;
  return [range.start.line + 1, range.end.line + (endsBefore ? 0 : 1)];
}

function keyOf({ uri, range }: Offered): string {
  return range
    ? `${uri.toString()}#${range.start.line}:${range.start.character}-${range.end.line}:${range.end.character}`
    : uri.toString();
}

/** Whether a document may be offered unasked: a real file of bearable size that no exclusion names. */
function isOfferable(document: vscode.TextDocument): boolean {
  const isFile = !["output", "git", "debug", "vscode-scm", "comment"].includes(document.uri.scheme);
  const end = document.lineAt(document.lineCount - 1).range.end;
  return isFile && !isExcluded(document) && document.offsetAt(end) <= offerLimit;
}

/** Whether `sonde.context.exclude` names a document. */
function isExcluded(document: vscode.TextDocument): boolean {
  return readSettings().exclude.some((pattern) => vscode.languages.match({ pattern }, document) > 0);
}

async function contextItem({ chip, uri, range }: Offered): Promise<ContextItem | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const text = document.getText(range);
    return { ...chip, language: document.languageId, text };
  } catch {
    // The file is gone: the question goes without it, and the turn shows no chip for it.
    return undefined;
  }
}
