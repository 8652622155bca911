/**
 * Lines of a document that follow what happens to it while something is waited for. Where that reaches across their
 * edges they stay where they were: who asks about them sees them first.
 */
import * as vscode from "vscode";
import type { LineSpan } from "../../../core/edit/lines.ts";
import { changesOf } from "./documents.ts";
import { Stretch } from "./stretch.ts";

export class FollowedLines implements vscode.Disposable {
  readonly #stretches: readonly Stretch[];
  readonly #subscription: vscode.Disposable;

  constructor(document: vscode.TextDocument, spans: readonly LineSpan[]) {
    this.#stretches = spans.map((span) => new Stretch(document, span));
    this.#subscription = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document) return;
      for (const stretch of this.#stretches) stretch.follow(document, changesOf(event));
    });
  }

  /** Where they are now. */
  get spans(): readonly LineSpan[] {
    return this.#stretches.map(({ span }) => span);
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
