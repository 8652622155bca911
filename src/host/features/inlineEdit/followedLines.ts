/**
 * Lines of a document that follow what happens to it while something is waited for. Where that reaches across their
 * edges they stay where they were: who asks about them sees them first.
 */
import * as vscode from "vscode";
import type { LineSpan } from "../../../core/edit/lines.ts";
import { followAll } from "../../../core/edit/track.ts";
import { changesOf, offsetsOf, spanOf, within } from "./documents.ts";

export class FollowedLines implements vscode.Disposable {
  readonly #subscription: vscode.Disposable;
  #spans: readonly LineSpan[];

  constructor(document: vscode.TextDocument, spans: readonly LineSpan[]) {
    this.#spans = spans.map((span) => within(document, span));
    let ranges = this.#spans.map((span) => offsetsOf(document, span));
    this.#subscription = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document) return;
      const changes = changesOf(event);
      const followed = ranges.map((range) => followAll(range, changes));
      this.#spans = this.#spans.map((span, index) => {
        const now = followed[index];
        return (now && !now.isTorn ? spanOf(document, now.range, span) : undefined) ?? within(document, span);
      });
      ranges = this.#spans.map((span) => offsetsOf(document, span));
    });
  }

  /** Where they are now. */
  get spans(): readonly LineSpan[] {
    return this.#spans;
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
