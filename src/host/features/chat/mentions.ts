/**
 * What can be mentioned with `@`: finds candidates by a few letters, and adds the one that was picked as a chip. What
 * may not leave the machine is never a candidate.
 */
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { bestMatches } from "../../../core/text/fuzzy.ts";
import type { Candidate } from "../../../protocol/toWebview.ts";
import { openGate, type Gate } from "../../platform/leaving.ts";
import { pieceOf, type ContextChips, type Offered } from "./contextChips.ts";
import {
  branchOf,
  changesOf,
  commitOf,
  folderOf,
  problemsOf,
  recentCommits,
  terminalOf,
  type NamedCommit,
} from "./mentionSources.ts";

const { l10n } = vscode;

/** Most candidates of one answer, and of its symbols. */
const most = 30;
const mostSymbols = 8;
const mostCommits = 8;
/** Most files that are looked at, and how long their list is good, in milliseconds. */
const mostFiles = 20_000;
const listLife = 10_000;
/** Milliseconds that the symbols of the workspace are waited for. */
const symbolPatience = 400;

interface Found {
  readonly candidate: Candidate;
  readonly make: () => Promise<readonly Offered[]>;
}

export class Mentions {
  readonly #chips: ContextChips;
  #files: { readonly at: number; readonly found: Promise<readonly Found[]> } | undefined;
  #commits: { readonly at: number; readonly found: Promise<readonly NamedCommit[]> } | undefined;
  #last = new Map<string, Found>();

  constructor(chips: ContextChips) {
    this.#chips = chips;
  }

  /** The candidates for some letters, best first. */
  async find(letters: string): Promise<readonly Candidate[]> {
    const gate = await openGate();
    const [files, symbols, commits] = await Promise.all([
      this.#allFiles(gate),
      symbolsOf(letters, gate),
      letters.length < 2 ? [] : this.#allCommits().then((all) => commitsBy(letters, all)),
    ]);
    const open = letters === "" ? openFiles(gate) : [];
    const things = [...thingsOf(gate), ...open];
    const matches = bestMatches(letters, [...things, ...(letters === "" ? [] : files)], searched, most);
    const found = [...matches, ...symbols, ...commits];
    this.#last = new Map(found.map((one) => [one.candidate.id, one]));
    return found.map(({ candidate }) => candidate);
  }

  /** Adds a candidate of the last answer; any other id is none. */
  async add(id: string): Promise<void> {
    const made = await this.#last.get(id)?.make();
    if (made) this.#chips.addAll(made);
  }

  #allFiles(gate: Gate): Promise<readonly Found[]> {
    if (!this.#files || Date.now() - this.#files.at > listLife) {
      this.#files = { at: Date.now(), found: listFiles(gate) };
    }
    return this.#files.found;
  }

  #allCommits(): Promise<readonly NamedCommit[]> {
    if (!this.#commits || Date.now() - this.#commits.at > listLife) {
      this.#commits = { at: Date.now(), found: recentCommits() };
    }
    return this.#commits.found;
  }
}

function searched({ candidate }: Found): string {
  return candidate.kind === "file" || candidate.kind === "folder" ? candidate.detail : candidate.label;
}

/** What is there without being a file. */
function thingsOf(gate: Gate): readonly Found[] {
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  const selected = editor && !editor.selection.isEmpty && gate(editor.document.uri) ? editor : undefined;
  const things: Found[] = [];
  const thing = (kind: Candidate["kind"], label: string, detail: string, make: Found["make"]): void =>
    void things.push({ candidate: { id: kind, kind, label, detail, insert: "" }, make });
  if (selected) {
    const { uri } = selected.document;
    thing("selection", l10n.t("Selection"), vscode.workspace.asRelativePath(uri, false), async () => [
      pieceOf(uri, selected.selection, "selection"),
    ]);
  }
  const open = openFiles(gate);
  if (open.length > 0) {
    thing("editors", l10n.t("Open Editors"), l10n.t("{0} files", open.length), async () =>
      (await Promise.all(open.map(({ make }) => make()))).flat(),
    );
  }
  thing("problems", l10n.t("Problems"), l10n.t("Errors and warnings of the workspace"), problemsOf);
  thing("changes", l10n.t("Git Changes"), l10n.t("All that is not committed"), changesOf);
  thing("branch", l10n.t("Branch Diff"), l10n.t("All that this branch has changed"), branchOf);
  if (vscode.window.activeTerminal) {
    thing("terminal", l10n.t("Terminal"), l10n.t("The last command and its output"), terminalOf);
  }
  return things;
}

/** The files of all tabs. */
function openFiles(gate: Gate): readonly Found[] {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ input }) => input);
  const uris = inputs.flatMap((input) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  const each = new Map(uris.map((uri) => [uri.toString(), uri]));
  return [...each.values()].filter(gate).map(fileFound);
}

function fileFound(uri: vscode.Uri): Found {
  const detail = vscode.workspace.asRelativePath(uri, false);
  const label = detail.slice(detail.lastIndexOf("/") + 1);
  return {
    candidate: { id: `file ${randomUUID()}`, kind: "file", label, detail, insert: label },
    make: async () => [pieceOf(uri, undefined, "selection")],
  };
}

async function listFiles(gate: Gate): Promise<readonly Found[]> {
  const uris = (await vscode.workspace.findFiles("**/*", undefined, mostFiles)).filter(gate);
  const folders = new Map<string, vscode.Uri>();
  for (const uri of uris) {
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.path ?? "";
    for (let parent = vscode.Uri.joinPath(uri, ".."); parent.path.length > root.length;) {
      if (folders.has(parent.toString())) break;
      folders.set(parent.toString(), parent);
      parent = vscode.Uri.joinPath(parent, "..");
    }
  }
  return [...uris.map(fileFound), ...[...folders.values()].map(folderFound)];
}

function folderFound(uri: vscode.Uri): Found {
  const detail = vscode.workspace.asRelativePath(uri, false);
  const label = detail.slice(detail.lastIndexOf("/") + 1);
  return {
    candidate: { id: `folder ${randomUUID()}`, kind: "folder", label, detail, insert: label },
    make: () => folderOf(uri),
  };
}

/** Symbols of the workspace by their names, as far as language servers tell in time. */
async function symbolsOf(letters: string, gate: Gate): Promise<readonly Found[]> {
  if (letters.length < 2) return [];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), symbolPatience);
  });
  const asked = vscode.commands.executeCommand<vscode.SymbolInformation[] | undefined>(
    "vscode.executeWorkspaceSymbolProvider",
    letters,
  );
  const found = await Promise.race([asked, late]);
  clearTimeout(timer);
  const near = (found ?? []).filter(({ location }) => gate(location.uri));
  return bestMatches(letters, near, ({ name }) => name, mostSymbols).map(({ name, location }) => ({
    candidate: {
      id: `symbol ${randomUUID()}`,
      kind: "symbol",
      label: name,
      detail: vscode.workspace.asRelativePath(location.uri, false),
      insert: name,
    },
    make: async () => [pieceOf(location.uri, location.range, "symbol")],
  }));
}

/** Commits by their subjects or hashes; all of them by the beginning of "commit". */
function commitsBy(letters: string, commits: readonly NamedCommit[]): readonly Found[] {
  const wanted = letters.toLowerCase();
  const isAny = "commits".startsWith(wanted);
  const matching = isAny
    ? commits
    : commits.filter((one) => one.hash.startsWith(wanted) || one.subject.toLowerCase().includes(wanted));
  return matching.slice(0, mostCommits).map((commit) => ({
    candidate: {
      id: `commit ${randomUUID()}`,
      kind: "commit",
      label: commit.subject,
      detail: commit.hash,
      insert: commit.hash,
    },
    make: () => commitOf(commit),
  }));
}
