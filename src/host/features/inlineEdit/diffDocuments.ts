/**
 * Documents that exist only to be looked at: the proposal beside the file in VS Code's diff editor, the preview of a
 * request. Read-only, under a scheme of our own.
 */
import * as vscode from "vscode";
import { wantedLines } from "../../../core/edit/proposal.ts";
import { fileLines } from "./documents.ts";
import type { Edit } from "./edit.ts";

const scheme = "sonde-edit";

export class DiffDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly #texts = new Map<string, string>();
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
    const { start, end } = edit.span;
    const lineEnd = document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
    const wanted = fileLines(document).toSpliced(start, end - start, ...wantedLines(edit.state.proposal));
    const proposed = this.#put(document.uri.path, `edit-${edit.id}`, wanted.join(lineEnd));
    const name = document.uri.path.split("/").at(-1) ?? "";
    await vscode.commands.executeCommand(
      "vscode.diff",
      document.uri,
      proposed,
      vscode.l10n.t("{0}: proposed change", name),
    );
  }

  /** Opens a file that does not exist yet beside nothing. */
  async openNewFile(uri: vscode.Uri, text: string): Promise<void> {
    this.#next += 1;
    const nothing = this.#put(uri.path, `nothing-${this.#next}`, "");
    const proposed = this.#put(uri.path, `new-${this.#next}`, text);
    const name = vscode.workspace.asRelativePath(uri, false);
    await vscode.commands.executeCommand(
      "vscode.diff",
      nothing,
      proposed,
      vscode.l10n.t("{0}: new file", name),
    );
  }

  /** Opens a text to be read, such as a request that is about to be sent. */
  async openText(name: string, text: string): Promise<void> {
    this.#next += 1;
    const document = await vscode.workspace.openTextDocument(
      this.#put(`/${name}`, `text-${this.#next}`, text),
    );
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changes.dispose();
  }

  #put(path: string, key: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path, query: key });
    this.#texts.set(uri.toString(), text);
    this.#changes.fire(uri);
    return uri;
  }
}
