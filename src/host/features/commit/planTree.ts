/**
 * The plan as a tree: commits with their parts below them, and what stays uncommitted. Everything in it is reached by
 * keyboard; dragging is a second way.
 */
import * as vscode from "vscode";
import { lineCounts, type FileChange } from "../../../core/commit/change.ts";
import { changeLine } from "../../../core/commit/changeText.ts";
import { changesOf, type Part } from "../../../core/commit/parts.ts";
import { moveParts } from "../../../core/commit/plan.ts";
import type { PlanSession } from "./planSession.ts";

/** A row of the tree. `commit` is an index; `out` stands for what stays uncommitted. */
export type PlanNode =
  | { readonly kind: "commit"; readonly commit: number | "out" }
  | { readonly kind: "part"; readonly commit: number | "out"; readonly id: string };

const { l10n } = vscode;
const mimeType = "application/vnd.code.tree.sonde.commitplan";

/** Shows the session that is under review, if any. */
export class PlanTree
  implements vscode.TreeDataProvider<PlanNode>, vscode.TreeDragAndDropController<PlanNode>
{
  readonly #changes = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changes.event;
  readonly dropMimeTypes = [mimeType];
  readonly dragMimeTypes = [mimeType];
  #session: PlanSession | undefined;

  /** Shows another session; none empties the tree. */
  show(session: PlanSession | undefined): void {
    this.#session = session;
    session?.onChange(() => this.#changes.fire());
    this.#changes.fire();
  }

  getChildren(node?: PlanNode): PlanNode[] {
    const plan = this.#session?.plan;
    if (!plan || node?.kind === "part") return [];
    if (node) {
      const parts = node.commit === "out" ? plan.leftOut : (plan.commits[node.commit]?.parts ?? []);
      return parts.map((id) => ({ kind: "part", commit: node.commit, id }));
    }
    const out: PlanNode[] = plan.leftOut.length > 0 ? [{ kind: "commit", commit: "out" }] : [];
    return [...plan.commits.map((_, commit): PlanNode => ({ kind: "commit", commit })), ...out];
  }

  getParent(node: PlanNode): PlanNode | undefined {
    return node.kind === "part" ? { kind: "commit", commit: node.commit } : undefined;
  }

  getTreeItem(node: PlanNode): vscode.TreeItem {
    const session = this.#session;
    if (!session) return new vscode.TreeItem("");
    if (node.kind === "part") return partItem(session, node);
    return node.commit === "out" ? outItem(session) : commitItem(session, node.commit);
  }

  handleDrag(nodes: readonly PlanNode[], data: vscode.DataTransfer): void {
    const ids = nodes.flatMap((node) => (node.kind === "part" ? node.id : []));
    data.set(mimeType, new vscode.DataTransferItem(ids));
  }

  handleDrop(target: PlanNode | undefined, data: vscode.DataTransfer): void {
    const dragged: unknown = data.get(mimeType)?.value;
    const known = this.#session?.subject.prepared.sorted.parts;
    const ids = Array.isArray(dragged)
      ? dragged.filter((id) => typeof id === "string" && known?.has(id))
      : [];
    if (ids.length > 0) this.#session?.change((plan) => moveParts(plan, ids, target?.commit ?? "new"));
  }

  dispose(): void {
    this.#changes.dispose();
  }
}

function commitItem(session: PlanSession, index: number): vscode.TreeItem {
  const commit = session.plan.commits[index];
  const message = commit?.message ?? "";
  const subject = message.split("\n", 1)[0] ?? "";
  const item = new vscode.TreeItem(
    subject === "" ? l10n.t("(no message yet)") : subject,
    vscode.TreeItemCollapsibleState.Expanded,
  );
  item.iconPath = new vscode.ThemeIcon("git-commit");
  item.contextValue = index === 0 ? "commit.first" : "commit";
  item.description = sizeText(session, commit?.parts ?? []);
  const reason = commit?.reason ?? "";
  const tooltip = [message, ...(reason === "" ? [] : [l10n.t("Why together: {0}", reason)])].join("\n\n");
  item.tooltip = tooltip;
  item.accessibilityInformation = {
    label: l10n.t("Commit {0} of {1}: {2}", index + 1, session.plan.commits.length, tooltip),
  };
  return item;
}

function outItem(session: PlanSession): vscode.TreeItem {
  const item = new vscode.TreeItem(l10n.t("Stays uncommitted"), vscode.TreeItemCollapsibleState.Expanded);
  item.iconPath = new vscode.ThemeIcon("circle-slash");
  item.contextValue = "out";
  item.description = sizeText(session, session.plan.leftOut);
  return item;
}

function sizeText({ subject }: PlanSession, ids: readonly string[]): string {
  const { parts, changes } = subject.prepared.sorted;
  const files = new Set<number>();
  for (const id of ids) {
    const part = parts.get(id);
    for (const index of part ? changesOf(part) : []) files.add(index);
  }
  const [only] = files.size === 1 ? files : [];
  return only === undefined ? l10n.t("{0} files", files.size) : (changes[only]?.path ?? "");
}

function partItem(session: PlanSession, node: PlanNode & { kind: "part" }): vscode.TreeItem {
  const { sorted, aside } = session.subject.prepared;
  const part = sorted.parts.get(node.id);
  const change = part && sorted.changes[changesOf(part)[0] ?? 0];
  if (!part || !change) return new vscode.TreeItem(node.id);
  const hunk = part.kind === "hunk" ? change.hunks[part.hunk] : undefined;
  const name = change.path.split("/").at(-1) ?? change.path;
  const label = hunk ? `${name}:${hunk.newStart}` : name;
  const item = new vscode.TreeItem(label);
  item.resourceUri = vscode.Uri.joinPath(session.subject.repository.rootUri, change.path);
  item.contextValue = "part";
  const description = [
    aside.get(node.id) === "secret" ? l10n.t("holds a secret?") : "",
    aside.get(node.id) === "repository" ? l10n.t("a repository within this one") : partText(part, change),
    change.path.slice(0, -name.length - 1),
  ]
    .filter((text) => text !== "")
    .join(" · ");
  item.description = description;
  const tooltip = new vscode.MarkdownString().appendText(`${change.path}: ${changeLine(change)}`);
  if (hunk) tooltip.appendCodeblock(hunk.lines.slice(0, 40).join("\n"), "diff");
  item.tooltip = tooltip;
  item.command = { command: "sonde.plan.showDiff", title: l10n.t("Show Diff"), arguments: [node] };
  item.accessibilityInformation = { label: `${label}, ${description}` };
  return item;
}

/** What a part does, in few words. */
function partText(part: Part, change: FileChange): string {
  switch (part.kind) {
    case "hunk": {
      const { added, deleted } = lineCounts({ hunks: change.hunks.slice(part.hunk, part.hunk + 1) });
      return `+${added} −${deleted}`;
    }
    case "rename":
      return l10n.t("renamed from {0}", change.oldPath ?? "");
    case "mode":
      return l10n.t("file mode {0}", change.after.mode);
    case "whole":
      return part.changes.length > 1
        ? l10n.t("{0} files that go together", part.changes.length)
        : kindText(change.kind);
  }
}

function kindText(kind: FileChange["kind"]): string {
  switch (kind) {
    case "added":
      return l10n.t("new file");
    case "deleted":
      return l10n.t("deleted");
    case "modified":
      return l10n.t("changed as a whole");
    case "renamed":
      return l10n.t("renamed");
    case "retyped":
      return l10n.t("another kind of file");
  }
}
