/**
 * What an edit is about: the selection; without one the symbol around the caret, or its line. Several carets give
 * several targets, those that overlap give one.
 */
import * as vscode from "vscode";
import type { LineSpan } from "../../../core/edit/lines.ts";
import { symbolAt } from "../../platform/languageServer.ts";

/** Lines to be replaced, and the exact text that was marked if it is less than these. */
export interface Target extends LineSpan {
  readonly marked?: string | undefined;
}

/** Symbols up to this many lines are taken as a whole; of larger ones only the line. */
const largestSymbol = 300;

/** The targets of an editor's selections, from top to bottom. */
export async function targetsOf({ document, selections }: vscode.TextEditor): Promise<readonly Target[]> {
  const targets = await Promise.all(selections.map(async (one) => targetOf(document, one)));
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

async function targetOf(document: vscode.TextDocument, selection: vscode.Selection): Promise<Target> {
  if (!selection.isEmpty) return selectedLines(document, selection);
  const { line, character } = selection.active;
  const { isEmptyOrWhitespace, firstNonWhitespaceCharacterIndex: first } = document.lineAt(line);
  // A symbol begins with its first letter, not with the white space before it.
  const position = new vscode.Position(line, Math.max(character, first));
  const symbol = isEmptyOrWhitespace ? undefined : await symbolAt(document, position);
  if (!symbol) return { start: line, end: line + 1 };
  const { start, end } = symbol.range;
  const size = end.line - start.line + 1;
  return size > largestSymbol ? { start: line, end: line + 1 } : { start: start.line, end: end.line + 1 };
}

/** The lines of a selection. One that ends before a line's first character leaves that line out. */
function selectedLines(document: vscode.TextDocument, selection: vscode.Range): Target {
  const { start, end } = selection;
  const endsBefore = end.character === 0 && end.line > start.line;
  const last = endsBefore ? end.line - 1 : end.line;
  const text = document.getText(selection);
  const isPart =
    start.line === last && !endsBefore && text.trim() !== document.lineAt(start.line).text.trim();
  return { start: start.line, end: last + 1, marked: isPart ? text : undefined };
}
