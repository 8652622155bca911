/**
 * A changed file as a model reads it: one line for what happened to it, then its hunks. Lines of code keep their `+`,
 * `-` or blank in the first column, so that none of them can look like the element around them.
 */
import { attribute } from "../text/element.ts";
import { changesMode, isSubmodule, lineCounts, type FileChange, type Hunk } from "./change.ts";

/** How much of a file is shown. */
export type Detail = "whole" | "edges" | "line" | "withheld";

/** Lines of a big hunk that stay at its beginning and at its end. */
const edge = { first: 30, last: 12 };

/** One line on what happened to a file, such as `renamed from a.ts, 3 lines added, 1 deleted`. */
export function changeLine(change: FileChange): string {
  const { added, deleted } = lineCounts(change);
  return [
    change.kind === "renamed" ? `renamed from ${change.oldPath}` : kindText(change),
    changesMode(change) ? `mode ${change.before.mode} → ${change.after.mode}` : undefined,
    submoduleText(change),
    change.isBinary ? "binary" : undefined,
    added > 0 ? `${added} lines added` : undefined,
    deleted > 0 ? `${deleted} lines deleted` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(", ");
}

function kindText(change: FileChange): string {
  if (change.kind === "retyped") return `type changed ${change.before.mode} → ${change.after.mode}`;
  if (change.kind === "added" && change.after.mode === "120000") return "added link";
  if (change.kind === "added" && change.after.mode === "100755") return "added, executable";
  return change.kind;
}

function submoduleText(change: FileChange): string | undefined {
  if (!isSubmodule(change)) return undefined;
  return `submodule ${change.before.oid.slice(0, 10)} → ${change.after.oid.slice(0, 10)}`;
}

/** Names of a file's parts, for a model that shall sort them: what is no hunk (rename, mode …), and each hunk. */
export interface PartNames {
  readonly others: readonly string[];
  readonly hunks: readonly string[];
}

/**
 * A file as an element. `names` are told where its parts shall be sorted. Of its hunks so many are shown, where not all of
 * them.
 */
export function changeText(
  change: FileChange,
  detail: Detail,
  names?: PartNames,
  shown = change.hunks.length,
): string {
  const isListed = detail === "line" || detail === "withheld" || change.hunks.length === 0;
  const withheld = detail === "withheld" ? ", content withheld" : "";
  const told = names && [...names.others, ...names.hunks.slice(isListed ? 0 : shown)];
  const parts = told && told.length > 0 ? ` parts="${told.join(" ")}"` : "";
  const opening = `<file path="${attribute(change.path)}" change="${attribute(changeLine(change) + withheld)}"${parts}`;
  if (isListed) return `${opening} />`;
  const hunks = change.hunks
    .slice(0, shown)
    .map((hunk, index) => hunkText(hunk, detail, names?.hunks[index]));
  const hidden = change.hunks.length - hunks.length;
  const rest = hidden > 0 ? [`… ${hidden} more hunks not shown …`] : [];
  return [`${opening}>`, ...hunks, ...rest, "</file>"].join("\n");
}

/** A hunk as it goes; `name` is told where it shall be sorted. */
export function hunkText(hunk: Hunk, detail: "whole" | "edges", name: string | undefined): string {
  const part = name === undefined ? "" : ` part ${name}`;
  const head = `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@${part}`;
  return [head, ...(detail === "whole" ? hunk.lines : edgesOf(hunk.lines))].join("\n");
}

function edgesOf(lines: readonly string[]): readonly string[] {
  const hidden = lines.length - edge.first - edge.last;
  if (hidden < 10) return lines;
  return [...lines.slice(0, edge.first), `… ${hidden} lines not shown …`, ...lines.slice(-edge.last)];
}
