/**
 * What the language server says of a change: its meaning in the real document, right after it was accepted. Problems
 * that were there before don't count. Nothing is ever written for it.
 */
import * as vscode from "vscode";
import type { Check } from "../../../core/edit/editState.ts";
import { areGone, newProblems } from "../../../core/edit/problems.ts";
import { problemLine, symbolsOf } from "../../platform/languageServer.ts";

/** Milliseconds after which a server that has said nothing counts as content, and the longest wait of all. */
const quietMs = 2_500;
const longestMs = 8_000;
/** Milliseconds without a further word after which what a server said counts. */
const settledMs = 700;

/** The problems of a document at a moment. */
export type Problems = readonly vscode.Diagnostic[];

/** All problems of a document now. */
export function problemsOf(document: vscode.TextDocument): Problems {
  return vscode.languages.getDiagnostics(document.uri);
}

/** Waits until the server has spoken about the change, and says what is new. Never rejects. */
export async function checkAccepted(
  document: vscode.TextDocument,
  before: Problems,
  wanted: Problems,
): Promise<Check> {
  const heard = settled(document.uri);
  const hasServer = before.length > 0 || (await symbolsOf(document)) !== undefined;
  const hasSpoken = await heard;
  if (!hasServer && !hasSpoken && problemsOf(document).length === 0) return { kind: "none" };
  return verdict(document, before, wanted);
}

/**
 * Says it again where a server speaks later, or in several steps, as long as the document stays as it is now and
 * `onCheck` gives true.
 */
export function checkOn(
  document: vscode.TextDocument,
  before: Problems,
  wanted: Problems,
  onCheck: (check: Check) => boolean,
): vscode.Disposable {
  const { version } = document;
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(timer);
    listener.dispose();
  };
  const look = (): void => {
    if (document.version !== version || !onCheck(verdict(document, before, wanted))) end();
  };
  const listener = onProblems(document.uri, () => {
    clearTimeout(timer);
    timer = setTimeout(look, settledMs);
  });
  return new vscode.Disposable(end);
}

/** What the problems of a document say of a change. */
function verdict(document: vscode.TextDocument, before: Problems, wanted: Problems): Check {
  const after = problemsOf(document);
  const problems = newProblems(before, after).filter(
    ({ severity }) => severity <= vscode.DiagnosticSeverity.Warning,
  );
  const isFixed = wanted.length > 0 ? areGone(wanted, before, after) : undefined;
  return { kind: "done", problems: problems.map(problemLine), isFixed };
}

function onProblems(uri: vscode.Uri, heard: () => void): vscode.Disposable {
  const name = uri.toString();
  return vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    if (uris.some((one) => one.toString() === name)) heard();
  });
}

/** Whether a server said something about a document, once it has nothing more to say. */
async function settled(uri: vscode.Uri): Promise<boolean> {
  return new Promise((resolve) => {
    let hasSpoken = false;
    const end = (): void => {
      clearTimeout(quiet);
      clearTimeout(longest);
      listener.dispose();
      resolve(hasSpoken);
    };
    let quiet = setTimeout(end, quietMs);
    const longest = setTimeout(end, longestMs);
    const listener = onProblems(uri, () => {
      hasSpoken = true;
      clearTimeout(quiet);
      quiet = setTimeout(end, settledMs);
    });
  });
}
