/**
 * What an edit is about: the selection; without one the symbol around the caret, or its line. Several carets give
 * several targets, those that overlap give one. They follow the document from the key on, while the language server is
 * asked and the person types an instruction.
 */
import * as vscode from "vscode";
import type { LineSpan } from "../../../core/edit/lines.ts";
import { inTime, largestSymbol, symbolIn, symbolsOf } from "../../platform/languageServer.ts";
import { FollowedLines } from "./followedLines.ts";

/** Lines to be replaced, and the exact text that was marked if it is less than these. */
export interface Target extends LineSpan {
  readonly marked?: string | undefined;
}

export class Targets implements vscode.Disposable {
  readonly #marked: readonly (string | undefined)[];
  #lines: FollowedLines;
  readonly #symbols: Promise<void>;

  /** The targets of an editor's selections. */
  constructor({ document, selections }: vscode.TextEditor) {
    const targets = selections.map((one) => selectedLines(document, one));
    this.#marked = targets.map(({ marked }) => marked);
    this.#lines = new FollowedLines(document, targets);
    this.#symbols = selections.some(({ isEmpty }) => isEmpty)
      ? this.#takeSymbols(document, selections)
      : Promise.resolve();
  }

  /** The targets once the language server has said what stands there, from top to bottom. */
  async found(): Promise<readonly Target[]> {
    await this.#symbols;
    return this.#now();
  }

  /** The same for somebody who waits: what the server says too late is not waited for. */
  async soon(): Promise<readonly Target[]> {
    await inTime(this.#symbols);
    return this.#now();
  }

  dispose(): void {
    this.#lines.dispose();
  }

  /** Takes the symbols for the lines of carets, unless the document has changed since they were asked for. */
  async #takeSymbols(document: vscode.TextDocument, selections: readonly vscode.Selection[]): Promise<void> {
    const { version } = document;
    const symbols = (await symbolsOf(document)) ?? [];
    if (document.version !== version) return;
    const spans = this.#lines.spans.map((span, index) => {
      const selection = selections[index];
      return (selection?.isEmpty && symbolSpan(document, symbols, selection.active)) || span;
    });
    this.#lines.dispose();
    this.#lines = new FollowedLines(document, spans);
  }

  #now(): readonly Target[] {
    const targets = this.#lines.spans.map((span, index) => ({ ...span, marked: this.#marked[index] }));
    const joined: Target[] = [];
    for (const target of targets.toSorted((a, b) => a.start - b.start)) {
      const last = joined.at(-1);
      if (last && target.start < last.end) {
        joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, target.end) };
      } else {
        joined.push(target);
      }
    }
    return joined;
  }
}

/** The lines of the symbol around a caret; undefined where there is none of bearable size. */
function symbolSpan(
  document: vscode.TextDocument,
  symbols: readonly vscode.DocumentSymbol[],
  { line, character }: vscode.Position,
): LineSpan | undefined {
  const { isEmptyOrWhitespace, firstNonWhitespaceCharacterIndex: first } = document.lineAt(line);
  // A symbol begins with its first letter, not with the white space before it.
  const position = new vscode.Position(line, Math.max(character, first));
  const symbol = isEmptyOrWhitespace ? undefined : symbolIn(symbols, position);
  if (!symbol) return undefined;
  const { start, end } = symbol.range;
  return end.line - start.line < largestSymbol ? { start: start.line, end: end.line + 1 } : undefined;
}

/** The lines of a selection. One that ends before a line's first character leaves that line out. */
export function linesOfSelection({ start, end }: vscode.Range): LineSpan {
  const endsBefore = end.character === 0 && end.line > start.line;
  return { start: start.line, end: endsBefore ? end.line : end.line + 1 };
}

function selectedLines(document: vscode.TextDocument, selection: vscode.Selection): Target {
  const { start, end, isEmpty } = selection;
  const lines = linesOfSelection(selection);
  const text = document.getText(selection);
  const isPart =
    !isEmpty && start.line === end.line && text.trim() !== document.lineAt(start.line).text.trim();
  return { ...lines, marked: isPart ? text : undefined };
}
