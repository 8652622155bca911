/**
 * What features may ask of inline edit, by its shape alone: features never import each other, the front door passes
 * this to those that start edits of their own.
 */
import type * as vscode from "vscode";
import type { SearchedBlock } from "../../core/edit/place.ts";
import type { Material } from "../../core/prompts/edit.ts";

/** An edit to start. */
export interface EditRequest {
  readonly document: vscode.TextDocument;
  /** Lines that are to be replaced: from `start` up to `end`, excluded. From 0. */
  readonly start: number;
  readonly end: number;
  readonly instruction: string;
  readonly purpose: "edit" | "fix";
  /** The exact text that was marked, where it is only a part of one line. */
  readonly marked?: string | undefined;
  /** Problems that the edit is to mend; after it was accepted it says whether they are gone. */
  readonly problems?: readonly vscode.Diagnostic[] | undefined;
  /** Further material, such as a neighbouring test; what counts most first. */
  readonly material?: readonly Material[];
}

/** Inline edit, loaded when it is first needed. */
export interface EditStarter {
  /** Asks the model and shows the change forming. Never rejects. */
  start(request: EditRequest): Promise<void>;
  /** Proposes code of an answer where it belongs. Never rejects. */
  apply(block: SearchedBlock): Promise<void>;
}
