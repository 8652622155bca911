/**
 * Reads what differs between two trees. Git says which files (`--raw -z`) and how (`-p`); the patch is parsed by jsdiff
 * as latin1, so that every byte survives, and only what people read is decoded.
 */
import { TextDecoder } from "node:util";
import { parsePatch, type StructuredPatch } from "diff";
import type { FileChange, Hunk, Side } from "../../../core/commit/change.ts";
import type { GitProgram } from "../../platform/gitProgram.ts";
import { inSteps } from "../../platform/inSteps.ts";
import { largeIsBinary } from "./snapshot.ts";

/** A change with its paths as git keeps them. */
export interface RepositoryChange extends FileChange {
  readonly rawPath: Buffer;
  readonly rawOldPath: Buffer | undefined;
}

/** Turns the bytes of a file into text for people. */
export type Decode = (bytes: Buffer) => string;

/** UTF-8 where the bytes are, else the encoding that the person set for files, else Windows-1252. */
export function decoder(encoding: string): Decode {
  const strict = new TextDecoder("utf-8", { fatal: true });
  const other = decoderOf(encoding) ?? new TextDecoder("windows-1252");
  return (bytes) => {
    try {
      return strict.decode(bytes);
    } catch {
      return other.decode(bytes);
    }
  };
}

/** VS Code writes encodings without their dashes (`gb18030`, `shiftjis`, `iso88591`). */
function decoderOf(encoding: string): TextDecoder | undefined {
  const name = encoding
    .replace(/^windows(\d+)$/, "windows-$1")
    .replace(/^iso8859(\d+)$/, "iso-8859-$1")
    .replace(/^shiftjis$/, "shift_jis")
    .replace(/^eucjp$/, "euc-jp")
    .replace(/^euckr$/, "euc-kr");
  if (name === "" || name.startsWith("utf8")) return undefined;
  try {
    return new TextDecoder(name);
  } catch {
    return undefined;
  }
}

const finding = [
  "-r",
  "-M",
  "-l2000",
  "--no-ext-diff",
  "--no-textconv",
  "--no-color",
  "--full-index",
] as const;

/** The changes from one tree to another, in git's order. */
export async function readChanges(
  git: GitProgram,
  from: string,
  to: string,
  decode: Decode,
  signal?: AbortSignal,
): Promise<readonly RepositoryChange[]> {
  if (from === to) return [];
  const tree = [...largeIsBinary, "diff-tree", ...finding];
  const raw = await git.output([...tree, "--raw", "-z", from, to], { signal });
  // A change of type comes as two patches, a deletion and an addition: it is taken as a whole and has none.
  const patch = await git.output([...tree, "-p", "--diff-filter=AMDR", from, to], { signal });
  const entries = parseRaw(raw);
  const sections = await inSteps(parsed(patch.toString("latin1")));
  const patched = entries.filter(({ kind }) => kind !== "retyped");
  if (sections.length !== patched.length) {
    throw new Error(`git lists ${patched.length} changed files and shows ${sections.length}.`);
  }
  const sectionOf = new Map(patched.map((entry, index) => [entry, sections[index]]));
  return inSteps(withHunks(entries, sectionOf, decode));
}

/** Characters of a patch that are parsed in one step, at least. */
const stepLength = 100_000;

/** The patches of all files. Only git's own lines begin with `diff --git `: those of files have a sign before them. */
function* parsed(patch: string): Generator<void, readonly StructuredPatch[]> {
  const sections: StructuredPatch[] = [];
  for (let start = 0; start < patch.length;) {
    const next = patch.indexOf("\ndiff --git ", start + stepLength);
    const end = next < 0 ? patch.length : next + 1;
    sections.push(...parsePatch(patch.slice(start, end)));
    start = end;
    yield;
  }
  return sections;
}

function* withHunks(
  entries: readonly Entry[],
  sectionOf: ReadonlyMap<Entry, StructuredPatch | undefined>,
  decode: Decode,
): Generator<void, readonly RepositoryChange[]> {
  const changes: RepositoryChange[] = [];
  for (const entry of entries) {
    const section = sectionOf.get(entry);
    const isText = section !== undefined && entry.before.mode !== "160000" && entry.after.mode !== "160000";
    const hunks = isText ? section.hunks.map((hunk) => hunkOf(hunk, decode)) : [];
    changes.push({ ...entry, isBinary: section?.isBinary === true, hunks });
    yield;
  }
  return changes;
}

type Entry = Omit<RepositoryChange, "isBinary" | "hunks">;

const kinds: Readonly<Record<string, FileChange["kind"]>> = {
  A: "added",
  D: "deleted",
  M: "modified",
  R: "renamed",
  T: "retyped",
};

/** Reads the records of `--raw -z`: `:mode mode oid oid status NUL path NUL`, with two paths for a rename. */
function parseRaw(raw: Buffer): readonly Entry[] {
  const fields = raw.toString("latin1").split("\0");
  const entries: Entry[] = [];
  for (let at = 0; at + 1 < fields.length;) {
    const [oldMode = "", newMode = "", oldOid = "", newOid = "", status = ""] = (fields[at] ?? "")
      .slice(1)
      .split(" ");
    const kind = kinds[status.charAt(0)];
    if (!kind) throw new Error(`git told of a change of the unknown kind ${status}.`);
    const paths = fields
      .slice(at + 1, at + (kind === "renamed" ? 3 : 2))
      .map((path) => Buffer.from(path, "latin1"));
    const rawPath = paths.at(-1) ?? Buffer.alloc(0);
    const rawOldPath = kind === "renamed" ? paths[0] : undefined;
    entries.push({
      kind,
      path: rawPath.toString("utf8"),
      oldPath: rawOldPath?.toString("utf8"),
      rawPath,
      rawOldPath,
      before: sideOf(oldMode, oldOid),
      after: sideOf(newMode, newOid),
    });
    at += 1 + paths.length;
  }
  return entries;
}

const sideOf = (mode: string, oid: string): Side => ({ mode, oid });

type ParsedHunk = StructuredPatch["hunks"][number];

/** A hunk with its lines decoded. Line numbers stay as jsdiff sets them: where a side is empty, the line after. */
function hunkOf({ oldStart, oldLines, newStart, newLines, lines }: ParsedHunk, decode: Decode): Hunk {
  const text = decode(Buffer.from(lines.join("\n"), "latin1"));
  return { oldStart, oldLines, newStart, newLines, lines: text.split("\n") };
}
