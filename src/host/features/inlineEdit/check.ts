/**
 * What the language server says of a change: its meaning in the real document, right after it was accepted. Problems
 * that were there before don't count. Nothing is ever written for it.
 */
import * as vscode from "vscode";
import type { Check } from "../../../core/edit/editState.ts";
import { problemLine, symbolsOf } from "../../platform/languageServer.ts";

/** Milliseconds after which a server that has said nothing counts as content, and the longest wait of all. */
const quietMs = 2_500;
const longestMs = 8_000;
/** Milliseconds without a further word after which what a server said counts. */
const settledMs = 700;

/** The problems of a document at a moment. */
export type Problems = readonly vscode.Diagnostic[];

/** Errors and warnings of a document now. */
export function problemsOf(document: vscode.TextDocument): Problems {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);
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
  if (!hasServer && !hasSpoken) return { kind: "none" };
  const after = problemsOf(document);
  const problems = newProblems(before, after);
  const isFixed = wanted.length > 0 ? newProblems(after, wanted).length > 0 : undefined;
  return { kind: "done", problems: problems.map(problemLine), isFixed };
}

/** The problems of `after` that `before` does not have: by their words, as often as they stand there. */
function newProblems(before: Problems, after: Problems): Problems {
  const left = new Map<string, number>();
  for (const problem of before) left.set(keyOf(problem), (left.get(keyOf(problem)) ?? 0) + 1);
  return after.filter((problem) => {
    const count = left.get(keyOf(problem)) ?? 0;
    left.set(keyOf(problem), count - 1);
    return count <= 0;
  });
}

/** Lines move with an edit, so a problem is known by its words. */
function keyOf({ message, source, severity }: vscode.Diagnostic): string {
  return `${severity} ${source ?? ""} ${message}`;
}

/** Whether a server said something about a document, once it has nothing more to say. */
async function settled(uri: vscode.Uri): Promise<boolean> {
  const name = uri.toString();
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
    const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((one) => one.toString() === name)) return;
      hasSpoken = true;
      clearTimeout(quiet);
      quiet = setTimeout(end, settledMs);
    });
  });
}
