/**
 * Documents that exist only to be looked at: the proposal beside the file in VS Code's diff editor, the preview of a
 * request. Read-only, under a scheme of our own.
 */
import * as vscode from "vscode";
import type { LineSpan } from "../../../core/edit/lines.ts";
import { wantedLines, type Proposal } from "../../../core/edit/proposal.ts";
import { fileLines } from "./documents.ts";
import type { Edit } from "./edit.ts";
import { alternativeName } from "./sentences.ts";

const scheme = "sonde-edit";
const alternativeKey = (edit: number): string => `alternative-${edit}`;

export class DiffDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly #texts = new Map<string, string>();
  /** Proposals that are shown beside their files, by the numbers of their edits. */
  readonly #proposals = new Map<number, vscode.Uri>();
  readonly #registration: vscode.Disposable;
  #next = 0;

  readonly onDidChange = this.#changes.event;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  /** Opens the file beside what it would be with every open hunk accepted. */
  async openProposal(edit: Edit, document: vscode.TextDocument): Promise<void> {
    if (edit.state.kind !== "proposed") return;
    const text = textWith(document, edit.span, wantedLines(edit.state.proposal));
    const proposed = this.#put(document.uri.path, `edit-${edit.id}`, text);
    this.#proposals.set(edit.id, proposed);
    const name = document.uri.path.split("/").at(-1) ?? "";
    await vscode.commands.executeCommand(
      "vscode.diff",
      document.uri,
      proposed,
      vscode.l10n.t("{0}: proposed change", name),
    );
  }

  /** Whether a document is a proposal that waits for the person. */
  isWaiting(uri: vscode.Uri | undefined): boolean {
    const name = uri?.toString();
    return [...this.#proposals.values()].some((one) => one.toString() === name);
  }

  /** Brings the diff of an edit up to what is proposed now; closes it where there is nothing to decide any more. */
  async update({ id, state, span }: Edit, document: vscode.TextDocument | undefined): Promise<void> {
    const shown = this.#proposals.get(id);
    if (!shown) return;
    if (state.kind === "proposed" && document) {
      this.#put(shown.path, shown.query, textWith(document, span, wantedLines(state.proposal)));
    }
    if (state.kind !== "accepted" && state.kind !== "over") return;
    this.#proposals.delete(id);
    await this.closeProposed(shown);
  }

  /** Opens the file as it would be with an alternative, in a column. */
  async openAlternative(
    { id, span }: Edit,
    document: vscode.TextDocument,
    proposal: Proposal,
    index: number,
    viewColumn: vscode.ViewColumn,
  ): Promise<vscode.TextEditor> {
    const text = textWith(document, span, wantedLines(proposal));
    const name = document.uri.path.split("/").at(-1) ?? "";
    const uri = this.#put(`/${alternativeName(index)} · ${name}`, alternativeKey(id), text);
    const opened = await vscode.workspace.openTextDocument(uri);
    const shown = await vscode.languages.setTextDocumentLanguage(opened, document.languageId);
    return vscode.window.showTextDocument(shown, { viewColumn, preview: false, preserveFocus: true });
  }

  /** Closes the columns of an edit's alternatives. */
  async closeAlternatives({ id }: Edit): Promise<void> {
    const isOwn = ({ input }: vscode.Tab): boolean =>
      input instanceof vscode.TabInputText &&
      input.uri.scheme === scheme &&
      input.uri.query === alternativeKey(id);
    await closeTabs(isOwn);
  }

  /** The document of a file that does not exist yet. */
  proposedFile(uri: vscode.Uri, text: string): vscode.Uri {
    this.#next += 1;
    return this.#put(uri.path, `new-${this.#next}`, text);
  }

  /** Opens a file that does not exist yet beside nothing. */
  async openProposedFile(proposed: vscode.Uri, name: string): Promise<void> {
    const nothing = this.#put(proposed.path, `nothing-${proposed.query}`, "");
    await vscode.commands.executeCommand(
      "vscode.diff",
      nothing,
      proposed,
      vscode.l10n.t("{0}: new file", name),
    );
  }

  /** Closes the diff of something that was proposed. */
  async closeProposed(proposed: vscode.Uri): Promise<void> {
    const isOwn = ({ input }: vscode.Tab): boolean =>
      input instanceof vscode.TabInputTextDiff && input.modified.toString() === proposed.toString();
    await closeTabs(isOwn);
    this.#texts.delete(proposed.toString());
  }

  /** Opens a text to be read, such as a request that is about to be sent. */
  async openText(name: string, text: string): Promise<void> {
    this.#next += 1;
    const document = await vscode.workspace.openTextDocument(
      this.#put(`/${name}`, `text-${this.#next}`, text),
    );
    await vscode.window.showTextDocument(document, { preview: false });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changes.dispose();
  }

  #put(path: string, key: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path, query: key });
    if (this.#texts.get(uri.toString()) === text) return uri;
    this.#texts.set(uri.toString(), text);
    this.#changes.fire(uri);
    return uri;
  }
}

async function closeTabs(isMeant: (tab: vscode.Tab) => boolean): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(isMeant);
  await vscode.window.tabGroups.close(tabs);
}

/** The text of a document with other lines in place of a span. */
function textWith(document: vscode.TextDocument, { start, end }: LineSpan, lines: readonly string[]): string {
  const lineEnd = document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
  return fileLines(document)
    .toSpliced(start, end - start, ...lines)
    .join(lineEnd);
}
