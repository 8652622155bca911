/**
 * Offers "Fix" and "Explain" on problems, in the editor's light bulb and in the problems view. This is all that opening
 * a file loads: what the actions do is in a bundle of its own.
 */
import * as vscode from "vscode";

/** What a code action hands to its command. */
export interface ProblemsArgument {
  readonly uri: vscode.Uri;
  readonly problems: readonly vscode.Diagnostic[];
}

/** Registers the quick fixes for every language. */
export function registerQuickFixes(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    [{ scheme: "file" }, { scheme: "untitled" }, { scheme: "vscode-vfs" }],
    { provideCodeActions: (document, _range, { diagnostics }) => actionsFor(document, diagnostics) },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function actionsFor({ uri }: vscode.TextDocument, all: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const problems = all.filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Information);
  const [first] = problems;
  if (!first) return [];
  const action = (title: string, command: string, about: readonly vscode.Diagnostic[]): vscode.CodeAction => {
    const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    const argument: ProblemsArgument = { uri, problems: about };
    made.command = { command, title, arguments: [argument] };
    made.diagnostics = [...about];
    return made;
  };
  const together =
    problems.length > 1
      ? [action(vscode.l10n.t("Fix all {0} with Sonde", problems.length), "sonde.fix", problems)]
      : [];
  return [
    ...together,
    ...problems.map((problem) =>
      action(titled(vscode.l10n.t("Fix with Sonde"), problem, problems), "sonde.fix", [problem]),
    ),
    ...problems.map((problem) =>
      action(titled(vscode.l10n.t("Explain with Sonde"), problem, problems), "sonde.explain", [problem]),
    ),
  ];
}

/** Names the problem where there are several to choose from. */
function titled(title: string, { message }: vscode.Diagnostic, among: readonly unknown[]): string {
  if (among.length === 1) return title;
  const short = message.length > 60 ? `${message.slice(0, 59)}…` : message;
  return `${title}: ${short.replace(/\s+/g, " ")}`;
}
