/**
 * The documents of a plan: files as they stand between two commits (`sonde-plan:`, read only), and messages to edit
 * (`sonde-commit:`, saved into the plan, never to a disk).
 */
import * as vscode from "vscode";
import type { PlannedCommit } from "../../../core/commit/plan.ts";
import { asArray, asObject, parseJson } from "../../../core/json.ts";
import { decoder } from "./changes.ts";
import { changesOfId, placeFile, readBlob } from "./planTrees.ts";
import type { PlanSession } from "./planSession.ts";

const fileScheme = "sonde-plan";
const messageScheme = "sonde-commit";
const { l10n } = vscode;

/** Gives the session under review. */
export type CurrentSession = () => PlanSession | undefined;

/** Serves both kinds of documents. */
export function registerPlanDocuments(current: CurrentSession): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(fileScheme, {
      provideTextDocumentContent: (uri) => fileText(uri, current()),
    }),
    vscode.workspace.registerFileSystemProvider(messageScheme, messageFiles(current)),
  );
}

/** Shows what these parts change, on top of what is applied before them. */
export async function showParts(
  session: PlanSession,
  ids: readonly string[],
  commit: number | "out",
  title: string,
): Promise<void> {
  const { sorted } = session.subject.prepared;
  const before = [...session.appliedBefore(commit)];
  const files = [...new Set(ids.flatMap((id) => changesOfId(sorted, id)))];
  const pairs = files.map((index): [vscode.Uri, vscode.Uri, vscode.Uri] => {
    const path = sorted.changes[index]?.path ?? "";
    return [
      vscode.Uri.joinPath(session.subject.repository.rootUri, path),
      fileUri(session, index, path, before),
      fileUri(session, index, path, [...before, ...ids]),
    ];
  });
  const [only] = pairs;
  if (only && pairs.length === 1)
    await vscode.commands.executeCommand("vscode.diff", only[1], only[2], title);
  else await vscode.commands.executeCommand("vscode.changes", title, pairs);
}

function fileUri({ id }: PlanSession, change: number, path: string, applied: readonly string[]): vscode.Uri {
  const query = JSON.stringify({ change, applied });
  return vscode.Uri.from({ scheme: fileScheme, authority: id, path: `/${path}`, query });
}

async function fileText(uri: vscode.Uri, session: PlanSession | undefined): Promise<string> {
  if (!session || uri.authority !== session.id) return "";
  const { sorted, snapshot } = session.subject.prepared;
  const query = asObject(parseJson(uri.query));
  const index = Number(query?.["change"]);
  const applied = new Set(asArray(query?.["applied"]).map(String));
  const change = sorted.changes[index];
  if (!change) return "";
  const file = await placeFile(snapshot.git, sorted, index, applied);
  if (!file) return "";
  if (file.mode === "160000") return `${file.oid}\n`;
  if (change.isBinary) return l10n.t("This file is binary.");
  const encoding = vscode.workspace.getConfiguration("files", uri).get("encoding", "utf8");
  return decoder(encoding)(await readBlob(snapshot.git, file.oid));
}

/** Opens the message of a commit for editing; saving it changes the plan. */
export async function editMessage(session: PlanSession, commit: number): Promise<void> {
  const id = session.plan.commits[commit]?.id;
  if (id === undefined) return;
  const uri = vscode.Uri.from({
    scheme: messageScheme,
    authority: session.id,
    path: `/${id}/COMMIT_EDITMSG`,
  });
  await vscode.window.showTextDocument(uri, { preview: false });
}

/** Saves what was typed into a plan's messages: nobody saves in a box for messages either. */
export async function saveMessages(session: PlanSession): Promise<void> {
  const typed = vscode.workspace.textDocuments.filter(
    ({ uri, isDirty }) => isDirty && uri.scheme === messageScheme && commitOf(uri, session) !== undefined,
  );
  await Promise.all(typed.map((document) => document.save()));
}

/**
 * Closes the editors of a plan that is no more. A diff that the person has pinned stays; a message can't be saved any
 * more.
 */
export async function closePlanEditors(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const own = tabs.filter(({ input, isPinned }) => {
    const schemes = new Set(shownIn(input).map(({ scheme }) => scheme));
    return schemes.has(messageScheme) || (schemes.has(fileScheme) && !isPinned);
  });
  if (own.length > 0) await vscode.window.tabGroups.close(own);
}

/** The documents that a tab shows, as far as it is one of texts; of a diff the newer ones. */
function shownIn(input: unknown): readonly vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  if (input instanceof vscode.TabInputTextDiff) return [input.modified];
  // What `vscode.changes` opens has no type in the API yet, but says what it shows.
  return asArray(asObject(input)?.["textDiffs"]).flatMap(shownIn);
}

/** The commit whose message this is; undefined where it is none of this plan's, or is gone. */
function commitOf(uri: vscode.Uri, session: PlanSession | undefined): PlannedCommit | undefined {
  if (uri.authority !== session?.id) return undefined;
  const id = Number(uri.path.split("/")[1]);
  return session.plan.commits.find((commit) => commit.id === id);
}

function messageFiles(current: CurrentSession): vscode.FileSystemProvider {
  // Nobody but the editor itself changes these files.
  const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const started = Date.now();
  let saved = started;
  const find = (uri: vscode.Uri): { session: PlanSession; commit: PlannedCommit } => {
    const session = current();
    const commit = commitOf(uri, session);
    if (!session || !commit) throw vscode.FileSystemError.FileNotFound(uri);
    return { session, commit };
  };
  const refuse = (uri: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  return {
    onDidChangeFile: changes.event,
    watch: () => new vscode.Disposable(() => {}),
    stat: (uri) => ({
      type: vscode.FileType.File,
      ctime: started,
      mtime: saved,
      size: Buffer.byteLength(find(uri).commit.message),
    }),
    readFile: (uri) => Buffer.from(find(uri).commit.message),
    writeFile(uri, content) {
      const { session, commit } = find(uri);
      saved = Date.now();
      // Kept as typed: a blank that auto-save met at the end of a line must not vanish under the person's hands.
      session.setMessage(commit.id, Buffer.from(content).toString("utf8"));
    },
    readDirectory: () => [],
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
}
