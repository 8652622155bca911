/**
 * Context that is no part of one file: a folder, the problems, git's changes, a terminal. Read anew when the question is
 * sent; what may not leave the machine, or holds what looks like a secret, is left out and said to be.
 */
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { ContextKind } from "../../../core/conversation.ts";
import { findSecrets } from "../../../core/context/secrets.ts";
import { openGit } from "../../platform/git.ts";
import { problemLine } from "../../platform/languageServer.ts";
import { openGate } from "../../platform/leaving.ts";
import type { Offered } from "./contextChips.ts";

const { l10n } = vscode;

/** Most characters of one of these, most files of a folder, most problems. */
const longest = 400_000;
const mostFiles = 200;
const mostProblems = 200;

function made(kind: ContextKind, name: string, read: () => Promise<string | undefined>): readonly Offered[] {
  return [
    {
      chip: { id: randomUUID(), kind, path: name },
      key: `${kind} ${name}`,
      async read() {
        const text = await read();
        return text === undefined || text === "" ? undefined : { language: "", text: text.slice(0, longest) };
      },
    },
  ];
}

/** A text with its heading; one with a secret is withheld whole. */
function safely(heading: string, text: string): string {
  const [find] = findSecrets(text);
  return `${heading}\n${find ? `(left out: it holds what looks like a ${find.rule})` : text.trimEnd()}`;
}

/** The files of a folder, its subfolders included. */
export async function folderOf(uri: vscode.Uri): Promise<readonly Offered[]> {
  return made("folder", vscode.workspace.asRelativePath(uri, false), async () => {
    const gate = await openGate();
    const pattern = new vscode.RelativePattern(uri, "**/*");
    const files = (await vscode.workspace.findFiles(pattern)).filter(gate).toSorted(byPath);
    const parts: string[] = [];
    let length = 0;
    for (const file of files.slice(0, mostFiles)) {
      const text = await readText(file);
      if (text === undefined || length + text.length > longest) continue;
      length += text.length;
      parts.push(safely(`=== ${vscode.workspace.asRelativePath(file, false)}`, text));
    }
    const left = files.length - parts.length;
    return [...parts, ...(left > 0 ? [`(${left} more files of this folder are not shown)`] : [])].join(
      "\n\n",
    );
  });
}

function byPath(a: vscode.Uri, b: vscode.Uri): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** A file as text; undefined where it is gone or no text. */
async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return bytes.subarray(0, 8000).includes(0) ? undefined : new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

/** The errors and warnings of the workspace. */
export async function problemsOf(): Promise<readonly Offered[]> {
  return made("problems", l10n.t("Problems"), async () => {
    const gate = await openGate();
    const lines = vscode.languages
      .getDiagnostics()
      .flatMap(([uri, problems]) =>
        gate(uri)
          ? problems
              .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
              .map((problem) => `${vscode.workspace.asRelativePath(uri, false)} ${problemLine(problem)}`)
          : [],
      );
    if (lines.length === 0) return "No problems.";
    return lines.slice(0, mostProblems).join("\n");
  });
}

/** What differs from the last commit, in all repositories, file by file. */
export async function changesOf(): Promise<readonly Offered[]> {
  return made("changes", l10n.t("Git Changes"), async () => {
    const git = await openGit();
    if (typeof git === "string") return undefined;
    const gate = await openGate();
    const parts: string[] = [];
    for (const repository of git.repositories) {
      const program = git.program(repository);
      const names = await program.run(["diff", "HEAD", "--name-only", "-z", "--no-ext-diff", "--relative"]);
      for (const name of names.stdout.toString("utf8").split("\0")) {
        if (name === "" || !gate(vscode.Uri.joinPath(repository.rootUri, name))) continue;
        const diff = await program.run([
          "diff",
          "HEAD",
          "--no-ext-diff",
          "--no-color",
          "--",
          `:(literal)${name}`,
        ]);
        parts.push(safely(`=== ${name}`, diff.stdout.toString("utf8")));
      }
    }
    return parts.length === 0 ? "No changes." : parts.join("\n\n");
  });
}

/** The last command of the active terminal and what it said, now: later there may be another one. */
export async function terminalOf(): Promise<readonly Offered[]> {
  const before = await vscode.env.clipboard.readText();
  await vscode.env.clipboard.writeText("");
  await vscode.commands.executeCommand("workbench.action.terminal.copyLastCommandAndLastCommandOutput");
  const text = await vscode.env.clipboard.readText();
  await vscode.env.clipboard.writeText(before);
  if (text.trim() === "") {
    void vscode.window.showInformationMessage(
      l10n.t("The terminal tells no command: its shell integration is off, or nothing has run yet."),
    );
    return [];
  }
  const name = l10n.t("Terminal");
  return made("terminal", name, async () => safely("The last command and its output:", text));
}
