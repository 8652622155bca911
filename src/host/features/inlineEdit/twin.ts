/**
 * What a language server says of the syntax of a file that would be. TypeScript's is asked about a document that nobody
 * sees; the others only know untitled documents and files.
 */
import * as vscode from "vscode";
import { broughtErrors, type SyntaxError } from "../../../core/edit/syntaxErrors.ts";
import { asObject, asText } from "../../../core/json.ts";
import { inTime, problemLine } from "../../platform/languageServer.ts";
import { UntitledTwins } from "./untitledTwins.ts";

const scheme = "sonde-twin";
/** Milliseconds: an offer is never held back for longer than 1.5 s. */
const longestWait = 1_400;
/** Characters up to which a text is worth it: the editor and the server get all of them. */
const longest = 500_000;

/** Languages whose server can be asked about a document that nobody sees, and their file names. */
const extensions: Readonly<Record<string, string>> = {
  typescript: "ts",
  typescriptreact: "tsx",
  javascript: "js",
  javascriptreact: "jsx",
};

/**
 * Words of problems with the syntax. An untitled document lies outside of the project: what a server says there of
 * imports and types is not true of the file.
 */
const syntaxWords =
  /\b(?:syntax|pars(?:e|er|ing)|(?:un)?expected|unterminated|unclosed|unmatched|(?:un)?indent\w*|not closed|invalid (?:character|token))\b|missing (?:closing|\W)/i;

/** What is asked about the syntax of proposed files. */
export class Twins implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  readonly #untitled: UntitledTwins;
  readonly #patience: number;
  #next = 0;

  /** `patience` in milliseconds, for all that is done about one text. */
  constructor(patience: number = longestWait, untitled: UntitledTwins = new UntitledTwins()) {
    this.#patience = patience;
    this.#untitled = untitled;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? "";
  }

  /** Gets ready for questions about a document while its proposal is still being written. Never rejects. */
  async prepare(document: vscode.TextDocument): Promise<void> {
    const text = document.getText();
    if (document.languageId in extensions || text.length > longest) return;
    await inTime(this.#untitled.learn(document.languageId, text), this.#patience);
  }

  /**
   * The syntax errors that a document would have with these lines and does not have now, such as `line 3: ';'
   * expected.` Empty where no server answers in time, too. Nothing is written for it, nothing shown.
   */
  async syntaxErrors(document: vscode.TextDocument, lines: readonly string[]): Promise<readonly string[]> {
    const text = lines.join("\n");
    if (text.length > longest) return [];
    const asked =
      document.languageId in extensions ? this.#unseen(document, text) : this.#inUntitled(document, text);
    const found = await inTime(asked, this.#patience);
    if (!found) return [];
    const [before, after] = found;
    return broughtErrors(before, after, document.getText().split(/\r?\n/), lines).map((error) =>
      vscode.l10n.t("line {0}: {1}", error.line, error.text),
    );
  }

  dispose(): void {
    this.#registration.dispose();
  }

  /** The errors of a document and of the text, which the server reads in a document that nobody sees. */
  async #unseen(document: vscode.TextDocument, text: string): Promise<BeforeAndAfter> {
    this.#next += 1;
    // Under the file's own name: the editor may show it while the server is at work.
    const own = document.uri.path.split("/").at(-1) ?? "";
    const name = own.includes(".") ? own : `${own}.${extensions[document.languageId]}`;
    const uri = vscode.Uri.from({ scheme, path: `/${this.#next}/${name}` });
    this.#texts.set(uri.path, text);
    try {
      await vscode.workspace.openTextDocument(uri);
      return await Promise.all([errorsIn(document.uri), errorsIn(uri)]);
    } finally {
      this.#texts.delete(uri.path);
    }
  }

  /** The errors of a document and of the text, which the server reads in an untitled document, if it answers there. */
  async #inUntitled(document: vscode.TextDocument, text: string): Promise<BeforeAndAfter> {
    const found = await this.#untitled.diagnosticsOf(document.languageId, text);
    return [syntaxErrorsOf(vscode.languages.getDiagnostics(document.uri)), syntaxErrorsOf(found ?? [])];
  }
}

type BeforeAndAfter = readonly [readonly SyntaxError[], readonly SyntaxError[]];

function syntaxErrorsOf(diagnostics: readonly vscode.Diagnostic[]): readonly SyntaxError[] {
  return diagnostics
    .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error)
    .filter((problem) => syntaxWords.test(problemLine(problem)))
    .map(({ range, message }) => ({ line: range.start.line + 1, text: message.replace(/\s+/g, " ") }));
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
