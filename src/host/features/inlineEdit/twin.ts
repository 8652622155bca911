/**
 * What a language server says of the syntax of a file that would be: its text is put into a document that nobody sees,
 * and the server is asked about that. An untitled document would do too, but VS Code gives it a tab, and asks about it
 * when the window is closed.
 */
import * as vscode from "vscode";
import { asObject, asText } from "../../../core/json.ts";
import { inTime } from "../../platform/languageServer.ts";

const scheme = "sonde-twin";
/** Milliseconds: an offer is never held back for longer than 1.5 s. */
const longestWait = 1_400;
/** Characters up to which a text is worth it: the editor and the server get all of them. */
const longest = 500_000;

/**
 * Languages whose server answers about a document without a tab, which is TypeScript's alone, and their file names: those
 * of JSON, CSS and HTML say nothing of one until it has a tab (tried, VS Code 1.139).
 */
const extensions: Readonly<Record<string, string>> = {
  typescript: "ts",
  typescriptreact: "tsx",
  javascript: "js",
  javascriptreact: "jsx",
};

/** Holds the documents that nobody sees. */
export class Twins implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  readonly #patience: number;
  #next = 0;

  /** `patience` in milliseconds, for all that is done about one text. */
  constructor(patience: number = longestWait) {
    this.#patience = patience;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? "";
  }

  /**
   * The syntax errors that a document would have with these lines and does not have now, such as `line 3: ';'
   * expected.` Empty where no server answers in time, too. Nothing is written for it, nothing shown.
   */
  async syntaxErrors(document: vscode.TextDocument, lines: readonly string[]): Promise<readonly string[]> {
    const extension = extensions[document.languageId];
    const size = lines.reduce((sum, line) => sum + line.length + 1, 0);
    if (extension === undefined || size > longest) return [];
    this.#next += 1;
    // Under the file's own name: the editor may show it while the server is at work.
    const own = document.uri.path.split("/").at(-1) ?? "";
    const name = own.includes(".") ? own : `${own}.${extension}`;
    const uri = vscode.Uri.from({ scheme, path: `/${this.#next}/${name}` });
    this.#texts.set(uri.path, lines.join("\n"));
    const found = await inTime(
      Promise.all([
        errorsIn(document.uri),
        vscode.workspace.openTextDocument(uri).then(async () => errorsIn(uri)),
      ]),
      this.#patience,
    );
    this.#texts.delete(uri.path);
    if (!found) return [];
    const [before, after] = found;
    const known = new Set(before.map(({ text }) => text));
    return after
      .filter(({ text }) => !known.has(text))
      .map(({ line, text }) => vscode.l10n.t("line {0}: {1}", line, text));
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

interface SyntaxError {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** The syntax errors of a document that is open. Rejects where there is no such server. */
async function errorsIn(file: vscode.Uri): Promise<readonly SyntaxError[]> {
  const answer: unknown = await vscode.commands.executeCommand(
    "typescript.tsserverRequest",
    "syntacticDiagnosticsSync",
    { file },
  );
  const body = asObject(answer)?.["body"];
  if (!Array.isArray(body)) throw new Error("The language server gave no list.");
  return body.flatMap((one: unknown) => {
    const line = asObject(asObject(one)?.["start"])?.["line"];
    const text = asText(asObject(one)?.["text"]);
    return typeof line === "number" && text !== undefined ? [{ line, text }] : [];
  });
}
