/**
 * Untitled documents that language servers are asked about, without anybody seeing them. VS Code looks 800 ms after a
 * document got words which ones have unsaved words by then, and gives those a tab. So ours are all filled and emptied
 * again in the time until it looks, and are used again: without a tab they can't be closed.
 */
import { setTimeout as wait } from "node:timers/promises";
import * as vscode from "vscode";

/** Milliseconds from the first words of a round until no more may be added, all are emptied, and VS Code has looked. */
const lastStart = 250;
const longestFull = 600;
const roundMs = 1_000;
/** Milliseconds without a further word after which what a server said counts. */
const settledMs = 120;
/** Times that a language's server may say nothing before it is asked no more; it may just have been starting. */
const mostSilences = 2;

/** Languages without syntax errors, and those whose servers say nothing of a document without a tab (VS Code 1.139). */
const silent = new Set("plaintext markdown log json jsonc css scss less html".split(" "));

/** What language servers say of texts that are in no file. */
export class UntitledTwins {
  /** Times in a row that the server of a language said nothing; 0 once it has answered. */
  readonly #silences = new Map<string, number>();
  /** Empty documents. */
  readonly #free: vscode.TextDocument[] = [];
  readonly #longestFull: number;
  /** When the round began. */
  #began = -roundMs;

  /** `longest` in milliseconds that words may stand in a document. */
  constructor(longest: number = longestFull) {
    this.#longestFull = longest;
  }

  /** Finds out whether a language's server answers, unless that is known, so that nobody waits for it later. */
  async learn(language: string, text: string): Promise<void> {
    if (this.#silences.get(language) !== 0) await this.diagnosticsOf(language, text);
  }

  /** What the language's server says of a text; undefined where it says nothing in time. */
  async diagnosticsOf(language: string, text: string): Promise<readonly vscode.Diagnostic[] | undefined> {
    if (silent.has(language) || (this.#silences.get(language) ?? 0) >= mostSilences) return undefined;
    const found = await this.#ask(language, text);
    const silences = this.#silences.get(language);
    // One that has answered once may be slow at times.
    if (found) this.#silences.set(language, 0);
    else if (silences !== 0) this.#silences.set(language, (silences ?? 0) + 1);
    return found;
  }

  async #ask(language: string, text: string): Promise<readonly vscode.Diagnostic[] | undefined> {
    const old = this.#free.pop();
    const document = await (old && !old.isClosed
      ? vscode.languages.setTextDocumentLanguage(old, language)
      : vscode.workspace.openTextDocument({ language }));
    const time = await this.#turn();
    const spoken = hasSpoken(document.uri, time);
    try {
      await fill(document, text);
      return (await spoken) ? vscode.languages.getDiagnostics(document.uri) : undefined;
    } finally {
      await fill(document, "");
      await closeTabOf(document);
      this.#free.push(document);
    }
  }

  /** Resolves when a document may be filled, to the milliseconds until it has to be empty. */
  async #turn(): Promise<number> {
    for (;;) {
      const age = performance.now() - this.#began;
      if (age <= lastStart) return this.#longestFull - age;
      if (age >= roundMs) this.#began = performance.now();
      else await wait(roundMs - age);
    }
  }
}

/** Puts other words into a document. */
async function fill(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
}

/** Where the machine is too busy, or the person began to type somewhere just then, the document got a tab. */
async function closeTabOf(document: vscode.TextDocument): Promise<void> {
  const name = document.uri.toString();
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const own = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === name,
  );
  if (own.length > 0) await vscode.window.tabGroups.close(own, true);
}

/** Whether a server says something of a document within `limit` milliseconds, once it has nothing more to say. */
async function hasSpoken(uri: vscode.Uri, limit: number): Promise<boolean> {
  const name = uri.toString();
  return new Promise((resolve) => {
    let settled: NodeJS.Timeout | undefined;
    const end = (): void => {
      clearTimeout(longest);
      clearTimeout(settled);
      listener.dispose();
      resolve(settled !== undefined);
    };
    const longest = setTimeout(end, limit);
    const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((one) => one.toString() === name)) return;
      clearTimeout(settled);
      settled = setTimeout(end, settledMs);
    });
  });
}
