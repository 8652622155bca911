/**
 * Old lines in the theme's own colour of removed lines. A long stream is painted anew only when it has grown by an
 * eighth, so that all paints together cost no more than the text is long.
 */
import * as vscode from "vscode";
import type { LineSpan } from "../../../core/edit/lines.ts";

/** Ranges up to which every paint is done. */
const fewRanges = 200;

export class Marks implements vscode.Disposable {
  #removed = removedLines();
  readonly #pending = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    borderStyle: "solid",
    borderWidth: "0 0 0 2px",
    borderColor: new vscode.ThemeColor("editorGutter.modifiedBackground"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.modifiedForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
  /** How many ranges each editor shows. */
  readonly #painted = new WeakMap<vscode.TextEditor, number>();
  readonly #themes: vscode.Disposable;

  /** `repaint` shows everything anew, in the colours of another theme. */
  constructor(repaint: () => void) {
    this.#themes = vscode.window.onDidChangeActiveColorTheme(() => {
      this.#removed.dispose();
      this.#removed = removedLines();
      repaint();
    });
  }

  /** Shows lines that would go, and lines that an edit is about, in every editor of a document. */
  show(uri: vscode.Uri, removed: readonly LineSpan[], pending: readonly LineSpan[], isStream: boolean): void {
    const name = uri.toString();
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.toString() !== name) continue;
      const before = this.#painted.get(editor) ?? 0;
      const isLittleMore = removed.length >= before && removed.length < before * 1.125;
      if (isStream && removed.length > fewRanges && isLittleMore) continue;
      this.#painted.set(editor, removed.length);
      editor.setDecorations(this.#removed, removed.filter(hasLines).map(rangeOf));
      editor.setDecorations(this.#pending, pending.filter(hasLines).map(rangeOf));
    }
  }

  dispose(): void {
    this.#themes.dispose();
    this.#removed.dispose();
    this.#pending.dispose();
  }
}

/** The theme's own marks of removed lines, as in a diff. */
function removedLines(): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("diffEditor.removedLineBackground"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.deletedForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
    ...borderInHighContrast("diffEditor.removedTextBorder"),
  });
}

/** Themes of high contrast have no colours behind lines: there a dashed border tells, as in a diff. */
export function borderInHighContrast(color: string): {
  readonly outline?: string;
  readonly outlineColor?: vscode.ThemeColor;
} {
  const { kind } = vscode.window.activeColorTheme;
  const isHighContrast =
    kind === vscode.ColorThemeKind.HighContrast || kind === vscode.ColorThemeKind.HighContrastLight;
  return isHighContrast ? { outline: "1px dashed", outlineColor: new vscode.ThemeColor(color) } : {};
}

function hasLines({ start, end }: LineSpan): boolean {
  return end > start;
}

function rangeOf({ start, end }: LineSpan): vscode.Range {
  return new vscode.Range(start, 0, end - 1, 0);
}
